import { ok, type Result } from '../../../../core/result.ts';
import { decodeSummary } from '../../pure/ledger/summary.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { readCertificate } from './read-certified.ts';
import type { ReadCheckpoint } from './stream-checkpoints.ts';

/**
 * A batch with the certificates that prove it: of its newest checkpoint, and of each that closes an epoch. All others are
 * proven by the checkpoint that follows them, so that validators' signatures are sent for those few alone.
 * @param batch ascending; certificates that it has already are kept
 * @returns refuses `proof-malformed` and what {@link readCertificate} does: without a certificate nothing of a batch counts
 */
export async function certifyBatch(
  node: GrpcCalls,
  batch: readonly ReadCheckpoint[],
): Promise<Result<readonly ReadCheckpoint[]>> {
  const certified: ReadCheckpoint[] = [];
  for (const [index, each] of batch.entries()) {
    const summary = decodeSummary(each.summary);
    if (!summary.ok) return summary;
    const needed = index === batch.length - 1 || summary.value.endOfEpoch !== null;
    if (!needed || each.certificate !== null) {
      certified.push(each);
      continue;
    }
    const certificate = await readCertificate(node, each.sequence);
    if (!certificate.ok) return certificate;
    certified.push({ ...each, certificate: certificate.value });
  }
  return ok(certified);
}
