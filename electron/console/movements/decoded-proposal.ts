import type { Chain } from '../../chains/chain.ts';
import type { Hex32 } from '../../core/digest.ts';
import { intentBytes, type Proposal } from '../../core/proposal/proposal.ts';
import type { TransferView } from '../../core/proposal/transfer-view.ts';
import { ok, type Result } from '../../core/result.ts';

export interface DecodedProposal {
  readonly intent: Uint8Array;
  readonly digest: Hex32;
  readonly view: TransferView;
}

/** Proposals whose views are kept: those that people are busy with. */
const MOST = 256;

const known = new WeakMap<Chain, Map<Hex32, TransferView>>();

/**
 * What the bytes of a proposal say. Decoded once in this process: the digest is taken of the very bytes each time, so that
 * bytes that were changed are other bytes.
 */
export function decodeProposal(chain: Chain, proposal: Pick<Proposal, 'intent'>): Result<DecodedProposal> {
  const intent = intentBytes(proposal);
  const digest = chain.digest(intent);
  const views = known.get(chain) ?? new Map<Hex32, TransferView>();
  known.set(chain, views);
  const before = views.get(digest);
  if (before) return ok({ intent, digest, view: before });
  const decoded = chain.decode(intent);
  if (!decoded.ok) return decoded;
  const [oldest] = views.keys();
  if (views.size >= MOST && oldest !== undefined) views.delete(oldest);
  views.set(digest, decoded.value);
  return ok({ intent, digest, view: decoded.value });
}
