import { base64 } from '@scure/base';
import type { Chain } from '../../chains/chain.ts';
import type { ProofWork } from '../../chains/proof-work.ts';
import type { EpochEnds } from '../../core/envelope/kinds/epoch-ends.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';

/** What it takes to verify what envelopes prove of the ledger. */
export interface ProvingParts {
  readonly chain: Pick<Chain, 'creationProofs'>;
  readonly proofs: ProofWork;
}

/**
 * The committees that the ends of epochs in a treasury envelope prove beyond those that are known here, base64, oldest first.
 * @param known verified ones, oldest first
 * @returns refuses `envelope-malformed` for ends on a ledger that proves nothing, and as `CreationProofs.committees` does
 */
export async function newCommittees(
  { chain, proofs }: ProvingParts,
  { network, trustRoot }: Pick<Policy, 'network' | 'trustRoot'>,
  { known, ends }: { readonly known: readonly string[]; readonly ends: EpochEnds | null },
): Promise<Result<readonly string[]>> {
  if (ends === null) return ok([]);
  if (chain.creationProofs === null || trustRoot === null) {
    return refuse('envelope-malformed', 'expected no ends of epochs: this ledger proves none');
  }
  const newest = known.at(-1);
  const from =
    newest === undefined
      ? { trustRoot, root: base64.decode(ends.root) }
      : { trustRoot, known: base64.decode(newest) };
  const found = await proofs.committees(
    network.id,
    from,
    ends.closings.map((each) => base64.decode(each)),
  );
  return found.ok ? ok(found.value.map((each) => base64.encode(each))) : found;
}
