import type { Chain, CreationProofs } from '../chains/chain.ts';
import { readEnvelope } from '../core/envelope/envelope.ts';
import type { NetworkId } from '../core/network-id.ts';
import { refuse } from '../core/result.ts';

/** What to verify, and of which network. */
export type NetworkJob = { readonly network: NetworkId } & (
  | { readonly kind: 'committees'; readonly asked: Parameters<CreationProofs['committees']> }
  | {
      readonly kind: 'creations';
      readonly committees: readonly Uint8Array[];
      readonly proofs: readonly Uint8Array[];
    }
);

/** What the thread does: verify what a network has certified, or read the text of an envelope. */
export type ProofJob = NetworkJob | { readonly kind: 'envelope'; readonly text: Uint8Array };

/** Does a job; the answer can be cloned. */
export function verifyJob(job: NetworkJob, { creationProofs }: Pick<Chain, 'creationProofs'>) {
  if (creationProofs === null)
    return refuse('envelope-malformed', 'expected no proofs: this ledger proves none');
  if (job.kind === 'committees') return creationProofs.committees(...job.asked);
  return creationProofs.creations(job.committees, job.proofs);
}

/** Reads an envelope; whoever asked verifies its signature. */
export const readJob = ({ text }: Extract<ProofJob, { kind: 'envelope' }>) => readEnvelope(text, () => true);
