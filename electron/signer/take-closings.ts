import type { Chain } from '../chains/chain.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { SignerRequest } from './protocol.ts';
import type { StateChange } from './state-record.ts';
import type { Governed, VaultMemory } from './vault-memory.ts';

/**
 * Pure: what a vault has to remember of ends of epochs that it was handed. It verifies each by the committee that the one before
 * has elected, and the first by the trust root of its own policy: whoever hands them over can be late, and nothing else.
 * @returns nothing to remember where there is nothing new; refuses as `EpochProofs` does, `trust-root-foreign` where the
 * beginning is missing, `closing-behind` where it was taken in already, and `proof-malformed` on chains that prove nothing
 */
export function decideClosings(
  { root, closings }: SignerRequest<'take-closings'>,
  {
    chain,
    governed,
    memory,
  }: {
    readonly chain: Pick<Chain, 'epochProofs'>;
    readonly governed: Governed;
    readonly memory: Pick<VaultMemory, 'proven'>;
  },
): Result<readonly StateChange[]> {
  const { epochProofs } = chain;
  const { trustRoot } = governed.standing.inForce;
  if (epochProofs === null || trustRoot === null) {
    return refuse('proof-malformed', 'expected a chain that proves the ends of its epochs');
  }
  if (memory.proven !== null && root !== null) {
    return refuse('closing-behind', `expected the end of epoch ${memory.proven.epoch}, got the trust root`);
  }
  let proven = memory.proven;
  if (proven === null) {
    if (root === null) return refuse('trust-root-foreign', 'expected what the trust root names, got none');
    const begun = epochProofs.begin(trustRoot, bytesOf(root));
    if (!begun.ok) return begun;
    proven = begun.value;
  }
  if (closings.length > 0) {
    const walked = epochProofs.goOn(proven.kept, closings.map(bytesOf));
    if (!walked.ok) return walked;
    proven = walked.value;
  }
  return ok(proven === memory.proven ? [] : [{ kind: 'epoch', ...proven }]);
}

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
