import type { Books } from '../../books/books.ts';
import type { PasswordFailures } from '../../books/rows.ts';
import { PasswordGate } from '../../console/officers/password-gate.ts';
import type { Change } from '../../core/projection/change.ts';
import { ok } from '../../core/result.ts';

/**
 * The gate of an attached process: officers' passwords are tried there, and the books are elsewhere. Wrong ones are
 * counted as long as the process runs, whatever it attaches to.
 */
export function rememberedTries(now: () => number): PasswordGate {
  const failures = new Map<string, PasswordFailures>();
  const none: PasswordFailures = { failures: 0, lastFailureAt: 0 };
  const known = (ownerId: string): PasswordFailures => failures.get(ownerId) ?? none;
  const note = (change: Change): void => {
    if (change.kind === 'password-failures-forgotten') failures.delete(change.ownerId);
    if (change.kind !== 'password-failed') return;
    const { ownerId, at } = change;
    failures.set(ownerId, { failures: known(ownerId).failures + 1, lastFailureAt: at });
  };
  const books: Pick<Books, 'passwords' | 'commit'> = {
    passwords: { failures: async (ownerId) => known(ownerId) },
    commit: async ({ changes }) => {
      for (const change of changes) note(change);
      return ok(undefined);
    },
  };
  return new PasswordGate(books, now);
}
