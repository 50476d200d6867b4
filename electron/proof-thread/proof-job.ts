import type { Chain, CreationProofs } from '../chains/chain.ts';
import type { NetworkId } from '../core/network-id.ts';
import { refuse } from '../core/result.ts';

/** What to verify, and of which network. */
export type ProofJob = { readonly network: NetworkId } & (
  | { readonly kind: 'committees'; readonly asked: Parameters<CreationProofs['committees']> }
  | {
      readonly kind: 'creations';
      readonly committees: readonly Uint8Array[];
      readonly proofs: readonly Uint8Array[];
    }
);

/** Does a job; the answer can be cloned. */
export function verifyJob(job: ProofJob, { creationProofs }: Pick<Chain, 'creationProofs'>) {
  if (creationProofs === null)
    return refuse('envelope-malformed', 'expected no proofs: this ledger proves none');
  if (job.kind === 'committees') return creationProofs.committees(...job.asked);
  return creationProofs.creations(job.committees, job.proofs);
}
