import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import { BcsWriter } from '../bcs-writer.ts';
import type { Certificate } from '../ledger/certificate.ts';
import type { CheckpointSummary } from '../ledger/summary.ts';
import type { Voters } from './voters.ts';

/** IOTA signs in G1, with keys in G2. */
const bls = bls12_381.shortSignatures;

/** The hash to the curve of IOTA's validators (min-sig of `fastcrypto`). */
export const CERTIFICATE_DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** What each validator signs, unhashed: intent (summary, version 0, IOTA), summary, epoch. */
export function certificateMessage(summaryBytes: Uint8Array, epoch: bigint): Uint8Array {
  return new BcsWriter(summaryBytes.length + 11).u8(2).u16(0).fixed(summaryBytes).u64(epoch).toBytes();
}

/** The point of G1 that validators multiply by their secret key. */
export const certificatePoint = (summaryBytes: Uint8Array, epoch: bigint) =>
  bls.hash(certificateMessage(summaryBytes, epoch), CERTIFICATE_DST);

/** How much of the committee signed. */
export interface CertifiedWeight {
  readonly weight: bigint;
  readonly total: bigint;
  readonly signers: number;
}

/**
 * Verifies that a committee certified a summary.
 * @param summaryBytes BCS of `summary`, without envelope
 * @returns `certificate-epoch`, `certificate-signer-twice`, `certificate-signer-unknown`, `certificate-weight`, or
 * `certificate-foreign`: another committee's signature, or one over another summary, which nobody can tell apart
 */
export function verifyCertificate(
  summaryBytes: Uint8Array,
  summary: Pick<CheckpointSummary, 'epoch' | 'sequence'>,
  certificate: Certificate,
  voters: Voters,
): Result<CertifiedWeight> {
  const { epoch, signers } = certificate;
  if (epoch !== summary.epoch || epoch !== voters.epoch) {
    const got = `checkpoint ${summary.sequence} of ${summary.epoch} and a certificate of ${epoch}`;
    return refuse('certificate-epoch', `expected epoch ${voters.epoch}, got ${got}`);
  }
  if (new Set(signers).size !== signers.length)
    return refuse('certificate-signer-twice', 'expected each signer once');
  let weight = 0n;
  let aggregated = bls12_381.G2.Point.ZERO;
  for (const index of signers) {
    const key = voters.keys[index];
    if (key === undefined) {
      return refuse(
        'certificate-signer-unknown',
        `expected signers below ${voters.keys.length}, got ${index}`,
      );
    }
    weight += voters.stakes[index] ?? 0n;
    aggregated = aggregated.add(key);
  }
  if (weight < voters.quorum) {
    return refuse('certificate-weight', `expected a weight of ${voters.quorum}, got ${weight}`);
  }
  return isSigned(summaryBytes, certificate, aggregated)
    ? ok({ weight, total: voters.total, signers: signers.length })
    : refuse(
        'certificate-foreign',
        `expected epoch ${epoch}'s signature over checkpoint ${summary.sequence}`,
      );
}

function isSigned(
  summaryBytes: Uint8Array,
  { epoch, signature }: Certificate,
  key: typeof bls12_381.G2.Point.ZERO,
): boolean {
  try {
    // `fromBytes` refuses what is no point of the group of order r.
    return bls.verify(bls.Signature.fromBytes(signature), certificatePoint(summaryBytes, epoch), key);
  } catch {
    return false;
  }
}
