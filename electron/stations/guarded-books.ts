import type { Books } from '../books/books.ts';
import { ok, Refused, type Result } from '../core/result.ts';

/** Books that are read whole for damage beside the work. */
export interface GuardedBooks {
  readonly books: Books;
  /** Reads the file whole. Where it is damaged, nothing is written to it from then on: `store-damaged`. */
  check(): Promise<Result<void>>;
}

/** Puts a guard before the books: after a check that found damage, every commit answers what the check refused. */
export function guardBooks(books: Books): GuardedBooks {
  let whole: Result<void> = ok(undefined);
  return {
    books: { ...books, commit: async (commit) => (whole.ok ? books.commit(commit) : whole) },
    async check() {
      whole = await books.check().catch((error: unknown) => {
        if (error instanceof Refused) return error.refusal;
        throw error;
      });
      return whole;
    },
  };
}
