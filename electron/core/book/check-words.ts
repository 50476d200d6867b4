import { sameNetwork } from '../network-id.ts';
import { hasSigned, type VerifySignature } from '../officer/officer.ts';
import { type Policy, policyDigest, type SignedPolicy } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
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
    const { version, digest } = word.document.statement.policy;
    const policy = policies[version - 1]?.policy;
    const wrong = whyNotSigned(word, policy && policyDigest(policy) === digest ? policy : undefined, verify);
    if (wrong !== null) return refuse('book-word-bad', `a document of the address book: ${wrong}`);
  }
  return ok(undefined);
}

/**
 * Why a document is not one of a treasury; null where it is.
 * @param policy the one that it names; undefined where the treasury never had it
 */
export function whyNotSigned(
  word: BookWord,
  policy: Policy | undefined,
  verify: VerifySignature,
): string | null {
  const { statement, signature } = word.document;
  if (!policy) return 'it names a policy that this treasury does not have';
  if (statement.treasuryId !== policy.treasuryId || !sameNetwork(statement.network, policy.network)) {
    return 'it is of another treasury or network';
  }
  const officer = policy.officers.find(({ id }) => id === statement.officerId);
  return officer && hasSigned(officer, bookWordDigest(word), signature, verify)
    ? null
    : 'it is not signed by the officer whom it names';
}
