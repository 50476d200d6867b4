import type { Chain, ProvenInputs } from '../../chains/chain.ts';
import type { Hex32 } from '../../core/digest.ts';
import { intentBytes, type Proposal } from '../../core/proposal/proposal.ts';
import { type TransferView, totalsOf, type ViewTotals } from '../../core/proposal/transfer-view.ts';
import { ok, type Result } from '../../core/result.ts';

export interface DecodedProposal {
  readonly intent: Uint8Array;
  readonly digest: Hex32;
  readonly view: TransferView;
  readonly totals: ViewTotals;
}

/** The same, with what its inputs are worth by their evidence. */
export interface ProvenProposal extends DecodedProposal {
  readonly inputs: ProvenInputs;
}

interface Known {
  readonly view: TransferView;
  readonly totals: ViewTotals;
  /** The evidence as JSON: it comes from a table, and other evidence is proven again. */
  readonly proven: { readonly evidence: string; readonly inputs: ProvenInputs } | null;
}

/** Proposals of which this is kept: those that people are busy with. */
const MOST = 256;

const known = new WeakMap<Chain, Map<Hex32, Known>>();

/**
 * What the bytes of a proposal say. Decoded once in this process: the digest is taken of the very bytes each time, so that
 * bytes that were changed are other bytes. Refuses as `Chain.decode` does, and `asset-wrong` for amounts of another asset.
 */
export function decodeProposal(chain: Chain, proposal: Pick<Proposal, 'intent'>): Result<DecodedProposal> {
  const intent = intentBytes(proposal);
  const digest = chain.digest(intent);
  const before = knownOf(chain).get(digest);
  if (before) return ok({ intent, digest, view: before.view, totals: before.totals });
  const decoded = chain.decode(intent);
  if (!decoded.ok) return decoded;
  const view = decoded.value;
  const totals = totalsOf(view, chain.asset);
  if (!totals.ok) return totals;
  keep(chain, digest, { view, totals: totals.value, proven: null });
  return ok({ intent, digest, view, totals: totals.value });
}

/**
 * Decodes a proposal and compares its evidence with the bytes. Done once in this process for the same bytes with the same
 * evidence; refuses as {@link decodeProposal} and `Chain.prove` do.
 */
export function proveProposal(
  chain: Chain,
  proposal: Pick<Proposal, 'intent' | 'evidence'>,
): Result<ProvenProposal> {
  const decoded = decodeProposal(chain, proposal);
  if (!decoded.ok) return decoded;
  const { digest, view, totals } = decoded.value;
  const evidence = JSON.stringify(proposal.evidence);
  const before = knownOf(chain).get(digest)?.proven;
  if (before?.evidence === evidence) return ok({ ...decoded.value, inputs: before.inputs });
  const inputs = chain.prove(view, proposal.evidence);
  if (!inputs.ok) return inputs;
  keep(chain, digest, { view, totals, proven: { evidence, inputs: inputs.value } });
  return ok({ ...decoded.value, inputs: inputs.value });
}

function knownOf(chain: Chain): Map<Hex32, Known> {
  const views = known.get(chain) ?? new Map<Hex32, Known>();
  known.set(chain, views);
  return views;
}

function keep(chain: Chain, digest: Hex32, entry: Known): void {
  const views = knownOf(chain);
  const [oldest] = views.keys();
  if (views.size >= MOST && oldest !== undefined && !views.has(digest)) views.delete(oldest);
  views.set(digest, entry);
}
