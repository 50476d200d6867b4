import type { BookWord } from '../core/book/book-word.ts';
import { HeldBook } from '../core/book/held-book.ts';
import { judgeWord } from '../core/book/judge-word.ts';
import type { Policy } from '../core/policy/policy.ts';
import { verifySignature } from './ed25519.ts';
import type { PolicyNamed } from './officers-word.ts';
import type { StateChange } from './state-record.ts';
import type { VaultMemory } from './vault-memory.ts';

/**
 * Pure: what a vault has to remember of the address book, in the order in which its documents were signed. Who enters and verifies
 * is an officer of the vault's own policy when it is told, and a recipient waits from then on: no date that a console or an officer
 * writes makes it wait less. What does not count is left out (`judgeWord`).
 */
export function decideBook(
  words: readonly BookWord[],
  {
    policy,
    memory,
    named,
    now,
  }: {
    /** In force. */
    readonly policy: Policy;
    readonly memory: Pick<VaultMemory, 'book'>;
    readonly named: PolicyNamed;
    readonly now: number;
  },
): readonly StateChange[] {
  if (words.length === 0) return [];
  const book = new HeldBook(memory.book.content);
  return words.flatMap((word) => {
    const fact = judgeWord(word, { book, policy, named, verify: verifySignature, now });
    if (fact === null) return [];
    book.take(fact);
    return [{ kind: 'booked', fact, at: now } as const];
  });
}
