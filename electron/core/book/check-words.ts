import { sameNetwork } from '../network-id.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { policyDigest, type SignedPolicy } from '../policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { type BookWord, bookWordDigest } from './book-word.ts';

/**
 * Checks documents of the address book that come from elsewhere: each is of the treasury, and signed by an officer of the policy that it
 * names. What it changes is judged where it is taken in (`judgeWord`).
 * @param policies all of the treasury's, verified, the first one first
 * @returns refuses `book-word-bad`
 */
export function checkBookWords(
  words: readonly BookWord[],
  policies: readonly SignedPolicy[],
  verify: VerifySignature,
): Result<void> {
  for (const word of words) {
    const { statement, signature } = word.document;
    const policy = policies[statement.policy.version - 1]?.policy;
    if (!policy || policyDigest(policy) !== statement.policy.digest) {
      return bad('it names a policy that this treasury does not have');
    }
    if (statement.treasuryId !== policy.treasuryId || !sameNetwork(statement.network, policy.network)) {
      return bad('it is of another treasury or network');
    }
    const officer = policy.officers.find(({ id }) => id === statement.officerId);
    if (!officer || !verify(officer.publicKey, bookWordDigest(word), signature)) {
      return bad('it is not signed by the officer whom it names');
    }
  }
  return ok(undefined);
}

const bad = (why: string): Refusal => refuse('book-word-bad', `a document of the address book: ${why}`);
