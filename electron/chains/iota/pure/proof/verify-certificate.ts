import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import { BcsWriter } from '../bcs-writer.ts';
import type { Certificate } from '../ledger/certificate.ts';
import type { CheckpointSummary } from '../ledger/summary.ts';
import type { VoterKey, Voters } from './voters.ts';

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

/** A certificate with enough weight: what it takes to verify its signature, which may still be anybody's. */
export interface Weighed {
  readonly weight: CertifiedWeight;
  /** Of those who say to have signed, each once. */
  readonly keys: readonly VoterKey[];
}

/**
 * Verifies that a committee certified a summary.
 * @param summaryBytes BCS of `summary`, without envelope
 * @returns as {@link weighCertificate} does, or `certificate-foreign`: another committee's signature, or one over another summary,
 * which nobody can tell apart
 */
export function verifyCertificate(
  summaryBytes: Uint8Array,
  summary: Pick<CheckpointSummary, 'epoch' | 'sequence'>,
  certificate: Certificate,
  voters: Voters,
): Result<CertifiedWeight> {
  const weighed = weighCertificate(summary, certificate, voters);
  if (!weighed.ok) return weighed;
  return isSigned(summaryBytes, certificate, sumOfKeys(weighed.value.keys))
    ? ok(weighed.value.weight)
    : refuseForeign(summary);
}

/** What is said of a signature that is not this committee's over this summary. */
export const refuseForeign = ({ epoch, sequence }: Pick<CheckpointSummary, 'epoch' | 'sequence'>) =>
  refuse('certificate-foreign', `expected epoch ${epoch}'s signature over checkpoint ${sequence}`);

/**
 * Everything about a certificate but its signature.
 * @returns `certificate-epoch`, `certificate-signer-twice`, `certificate-signer-unknown` or `certificate-weight`
 */
export function weighCertificate(
  { epoch: summaryEpoch, sequence }: Pick<CheckpointSummary, 'epoch' | 'sequence'>,
  { epoch, signers }: Certificate,
  voters: Voters,
): Result<Weighed> {
  if (epoch !== summaryEpoch || epoch !== voters.epoch) {
    const got = `checkpoint ${sequence} of ${summaryEpoch} and a certificate of ${epoch}`;
    return refuse('certificate-epoch', `expected epoch ${voters.epoch}, got ${got}`);
  }
  if (new Set(signers).size !== signers.length)
    return refuse('certificate-signer-twice', 'expected each signer once');
  let weight = 0n;
  const keys: VoterKey[] = [];
  for (const index of signers) {
    const key = voters.keys[index];
    if (key === undefined) {
      return refuse(
        'certificate-signer-unknown',
        `expected signers below ${voters.keys.length}, got ${index}`,
      );
    }
    weight += voters.stakes[index] ?? 0n;
    keys.push(key);
  }
  if (weight < voters.quorum) {
    return refuse('certificate-weight', `expected a weight of ${voters.quorum}, got ${weight}`);
  }
  const certified = { weight, total: voters.total, signers: signers.length };
  return ok({ weight: certified, keys });
}

/** What the sum of all signatures is made with. */
export const sumOfKeys = (keys: readonly VoterKey[]): VoterKey =>
  keys.reduce((sum, key) => sum.add(key), bls12_381.G2.Point.ZERO);

function isSigned(summaryBytes: Uint8Array, { epoch, signature }: Certificate, key: VoterKey): boolean {
  try {
    return bls.verify(signaturePoint(signature), certificatePoint(summaryBytes, epoch), key);
  } catch {
    return false;
  }
}

/** Throws for what is no point of the group of order r. */
export const signaturePoint = (signature: Uint8Array) => bls.Signature.fromBytes(signature);
