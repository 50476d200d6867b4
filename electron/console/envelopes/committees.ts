import { base64 } from '@scure/base';
import type { Chain, ProvenCreation } from '../../chains/chain.ts';
import type { EpochEnds } from '../../core/envelope/kinds/epoch-ends.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';

/**
 * The committees that the ends of epochs in a treasury envelope prove beyond those that are known here, base64, oldest first.
 * @param known verified ones, oldest first
 * @returns refuses `envelope-malformed` for ends on a ledger that proves nothing, and as `CreationProofs.committees` does
 */
export function newCommittees(
  { creationProofs }: Pick<Chain, 'creationProofs'>,
  { trustRoot }: Pick<Policy, 'trustRoot'>,
  { known, ends }: { readonly known: readonly string[]; readonly ends: EpochEnds | null },
): Result<readonly string[]> {
  if (ends === null) return ok([]);
  if (creationProofs === null || trustRoot === null) {
    return refuse('envelope-malformed', 'expected no ends of epochs: this ledger proves none');
  }
  const newest = known.at(-1);
  const from =
    newest === undefined
      ? { trustRoot, root: base64.decode(ends.root) }
      : { trustRoot, known: base64.decode(newest) };
  const found = creationProofs.committees(
    from,
    ends.closings.map((each) => base64.decode(each)),
  );
  return found.ok ? ok(found.value.map((each) => base64.encode(each))) : found;
}

type Verify = (proof: Uint8Array) => Result<ProvenCreation>;

/** One for each list of committees: their keys are decoded once. */
const verifiers = new WeakMap<readonly string[], Verify>();

/** Verifies what certified effects made, by these committees; null on a ledger that proves nothing. */
export function creationVerifier(
  { creationProofs }: Pick<Chain, 'creationProofs'>,
  committees: readonly string[],
): Verify | null {
  if (creationProofs === null) return null;
  const verify =
    verifiers.get(committees) ?? creationProofs.verifier(committees.map((each) => base64.decode(each)));
  verifiers.set(committees, verify);
  return verify;
}
