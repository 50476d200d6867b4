import type { Books } from '../books/books.ts';
import { ok, type Refusal, Refused, type Result } from '../core/result.ts';

/** Books that are read whole for damage beside the work. */
export interface GuardedBooks {
  readonly books: Books;
  /** Reads the file whole. Where it is damaged, nothing is written to it from then on: `store-damaged`. */
  check(): Promise<Result<void>>;
}

type Ask = (...asked: readonly unknown[]) => unknown;

/**
 * Puts a guard before the books: after a check that found damage, every commit answers what the check refused. A read that
 * meets damage has the whole file checked at once, so that no screen goes on with what is in memory as if all were well.
 * @param damaged told once, of the first check that found damage
 */
export function guardBooks(books: Books, damaged: (refusal: Refusal) => void = () => {}): GuardedBooks {
  let whole: Result<void> = ok(undefined);
  let checking: Promise<Result<void>> | null = null;
  const check = async () => {
    const found = await books.check().catch(refusalOf);
    if (!found.ok && whole.ok) {
      whole = found;
      if (found.code === 'store-damaged') damaged(found);
    }
    return whole;
  };
  const once = () => {
    checking ??= check().finally(() => {
      checking = null;
    });
    return checking;
  };
  const read =
    (ask: Ask): Ask =>
    async (...asked) => {
      try {
        return await ask(...asked);
      } catch (error) {
        // What the file is must not keep the answer waiting, nor change it.
        if (error instanceof Refused && error.refusal.code === 'store-damaged' && whole.ok) {
          once().catch(() => {});
        }
        throw error;
      }
    };
  const groups = Object.entries(books as unknown as Readonly<Record<string, unknown>>)
    .filter((part): part is [string, Readonly<Record<string, Ask>>] => typeof part[1] !== 'function')
    .map(([noun, asks]) => [
      noun,
      Object.fromEntries(Object.entries(asks).map(([name, ask]) => [name, read(ask)])),
    ]);
  return {
    books: {
      ...books,
      ...(Object.fromEntries(groups) as object),
      commit: async (commit) => (whole.ok ? books.commit(commit) : whole),
    },
    check: once,
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  throw error;
}
