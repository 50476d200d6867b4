import type { HeldEntry } from '../../core/book/held-book.ts';
import type { BookRecords, SignedFor } from './book-log.ts';

/** What is shown of a recipient: what was verified, or what waits where nothing was. */
export function shownOf(records: BookRecords, { id, trusted, pending }: HeldEntry): SignedFor {
  const signed = records.signed.get(trusted?.digest ?? pending?.digest ?? '');
  if (!signed) throw new Error(`recipient ${id} has no signed entry`);
  return signed;
}

/** The name of a recipient, as it was verified, or entered where it never was. */
export const nameOf = (records: BookRecords, held: HeldEntry): string =>
  shownOf(records, held).statement.name;
