import { type Result, refuse } from '../core/result.ts';
import type { Decision, Recorder } from './recorder.ts';

/** More rounds than honest callers need: each round means that somebody else changed the same thing just now. */
const MOST_ROUNDS = 20;

/**
 * Gathers facts, decides on them and commits the decision. Where something that was decided on has changed meanwhile,
 * nothing was written, and it gathers and decides again.
 * @param gather reads books, asks keys and the line; its refusal ends the whole
 * @param decide pure: facts in, entries and notes out
 * @returns the decision's answer; `books-changed` after twenty rounds
 */
export async function decideAndCommit<F, T>(
  recorder: Pick<Recorder, 'commit'>,
  gather: () => Promise<Result<F>>,
  decide: (facts: F) => Result<Decision<T>>,
): Promise<Result<T>> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const facts = await gather();
    if (!facts.ok) return facts;
    const decision = decide(facts.value);
    if (!decision.ok) return decision;
    const committed = await recorder.commit(decision.value);
    if (committed.ok || committed.code !== 'books-changed') return committed;
  }
  return refuse(
    'books-changed',
    `expected books that stay the same for one decision, got ${MOST_ROUNDS} changes`,
  );
}
