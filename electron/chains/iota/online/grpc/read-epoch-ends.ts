import { base64 } from '@scure/base';
import { ok, type Result } from '../../../../core/result.ts';
import { MOST_CLOSINGS } from '../../../chain.ts';
import type { EpochClosings } from '../../../line.ts';
import { decodeSummary } from '../../pure/ledger/summary.ts';
import { encodeClosing } from '../../pure/proof/epoch-proofs.ts';
import { encodeCommittee, type TrustRoot } from '../../pure/proof/trust-root.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { readClosing, readCommittee, readPresentEpoch, readSummaryOf } from './read-certified.ts';

/** The document that a trust root is the digest of, by nothing but the node's word. */
export async function readRoot(calls: GrpcCalls, { kind, digest }: TrustRoot): Promise<Result<Uint8Array>> {
  if (kind === 'closing') return readSummaryOf(calls, digest);
  const first = await readCommittee(calls, 0n);
  return first.ok ? ok(encodeCommittee(first.value)) : first;
}

/**
 * The ends of the epochs from `from` on that are over, at most {@link MOST_CLOSINGS}; null: from the trust root on, with its
 * document. Whoever takes them verifies them. A node that lacks a later one is asked no further.
 */
export async function readEpochEnds(
  calls: GrpcCalls,
  trustRoot: TrustRoot,
  from: bigint | null,
): Promise<Result<EpochClosings>> {
  const present = await readPresentEpoch(calls);
  if (!present.ok) return present;
  const root = from === null ? await readRoot(calls, trustRoot) : ok(null);
  if (!root.ok) return root;
  const first = from === null ? firstAfter(trustRoot, root.value) : ok(from);
  if (!first.ok) return first;
  const closings: string[] = [];
  for (let epoch = first.value; epoch < present.value.epoch && closings.length < MOST_CLOSINGS; epoch++) {
    const closing = await readClosing(calls, epoch);
    if (closing.ok) closings.push(base64.encode(encodeClosing(closing.value)));
    else if (closings.length > 0) break;
    else return closing;
  }
  return ok({ root: root.value && base64.encode(root.value), closings });
}

/** The first epoch whose end the root does not tell. */
function firstAfter({ kind }: TrustRoot, root: Uint8Array | null): Result<bigint> {
  if (kind === 'committee' || root === null) return ok(0n);
  const summary = decodeSummary(root);
  return summary.ok ? ok(summary.value.epoch + 1n) : summary;
}
