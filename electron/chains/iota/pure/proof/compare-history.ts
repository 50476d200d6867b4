import { ok, type Result, refuse } from '../../../../core/result.ts';
import { sameDigest, summaryDigest } from '../ledger/digests.ts';
import { decodeSummary } from '../ledger/summary.ts';
import { type LightClient, type OfferedSummary, verifyOffered } from './light-client.ts';

/**
 * Holds another endpoint's certified checkpoint against the last proven one, or the newest closing one that was proven.
 * @returns whether it is the very same; `histories-two` for another one of its number; the codes of
 * `verifyCertificate`; `checkpoint-skipped` for another number, of which this says nothing
 */
export function compareHistory(client: LightClient, offered: OfferedSummary): Result<void> {
  const { last, closing, committee } = client;
  const read = decodeSummary(offered.summary);
  if (!read.ok) return read;
  const { sequence } = read.value;
  const known =
    sequence === closing?.sequence ? closing : sequence === last?.sequence ? { ...last, committee } : null;
  if (known === null) {
    return refuse('checkpoint-skipped', `expected checkpoint ${last?.sequence ?? 'none'}, got ${sequence}`);
  }
  if (sameDigest(summaryDigest(offered.summary), known.digest)) return ok(undefined);
  const certified = verifyOffered(read.value, offered, known.committee);
  return certified.ok
    ? refuse('histories-two', `checkpoint ${sequence} is certified twice, with different contents`)
    : certified;
}
