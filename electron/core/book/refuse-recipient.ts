import type { RequestStatement } from '../proposal/request.ts';
import { type Refusal, refuse } from '../result.ts';
import type { HeldBook } from './held-book.ts';

/**
 * Why a request that names a recipient of the address book is not signed for; null where it may, and for one that names none. A vault
 * decides by its own copy of the book, whatever the console has.
 * @param now milliseconds
 */
export function refuseRecipient(
  { bookEntry, recipient }: Pick<RequestStatement, 'bookEntry' | 'recipient'>,
  book: Pick<HeldBook, 'find'>,
  now: number,
): Refusal | null {
  if (bookEntry === undefined) return null;
  const entry = book.find(bookEntry);
  if (!entry) {
    return refuse('book-entry-unknown', 'expected a recipient of the address book, it has none of this id');
  }
  if (entry.address !== recipient) {
    return refuse('book-entry-other', `expected the address ${entry.address} of the book, got ${recipient}`);
  }
  if (entry.trusted === null) {
    return refuse('book-entry-unverified', 'expected a recipient that enough officers have verified');
  }
  const { usableFrom } = entry.trusted;
  return usableFrom <= now
    ? null
    : refuse(
        'book-entry-cooling',
        `expected a time from ${new Date(usableFrom).toISOString()} on, got ${new Date(now).toISOString()}`,
      );
}
