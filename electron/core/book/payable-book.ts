import type { Book } from '../policy/decide.ts';
import type { HeldBook } from './held-book.ts';

/** The address book as rules read it: verified recipients alone. */
export const payableBook = (held: Pick<HeldBook, 'ofAddress'>): Book => ({
  get(address) {
    const entry = held.ofAddress(address);
    return entry?.trusted ? { id: entry.id, ...entry.trusted } : undefined;
  },
});
