import type { Books } from '../../books/books.ts';
import type { PasswordFailures } from '../../books/rows.ts';
import { PasswordGate } from '../../console/officers/password-gate.ts';
import type { FactChange } from '../../core/projection/change.ts';
import { ok } from '../../core/result.ts';

/**
 * The gate of an attached process: officers' passwords are tried there, and the books are elsewhere. Wrong ones are
 * counted as long as the process runs, whatever it attaches to.
 */
export function rememberedTries(now: () => number): PasswordGate {
  const failures = new Map<string, PasswordFailures>();
  const none: PasswordFailures = { failures: 0, lastFailureAt: 0 };
  const known = (ownerId: string): PasswordFailures => failures.get(ownerId) ?? none;
  const note = (fact: FactChange): void => {
    if (fact.kind === 'password-failures-forgotten') failures.delete(fact.ownerId);
    if (fact.kind !== 'password-failed') return;
    const { ownerId, at } = fact;
    failures.set(ownerId, { failures: known(ownerId).failures + 1, lastFailureAt: at });
  };
  const books: Pick<Books, 'passwords' | 'commit'> = {
    passwords: { failures: async (ownerId) => known(ownerId) },
    commit: async ({ facts = [] }) => {
      for (const fact of facts) note(fact);
      return ok(undefined);
    },
  };
  return new PasswordGate(books, now);
}
