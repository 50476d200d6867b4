import { payableBook } from '../../core/book/payable-book.ts';
import type { Book } from '../../core/policy/decide.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** The verified recipients of the address book, as the journal has them now. Refuses as the log does. */
export async function readPayable({ addressBook }: Pick<Station, 'addressBook'>): Promise<Result<Book>> {
  const records = await addressBook.read();
  return records.ok ? ok(payableBook(records.value.held)) : records;
}
