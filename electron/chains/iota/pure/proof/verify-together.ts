import { mulAddUnsafe } from '@noble/curves/abstract/curve.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { blake2b256 } from '../../../../core/digest.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { type Certificate, encodeCertificate } from '../ledger/certificate.ts';
import type { Committee } from '../ledger/committee.ts';
import { encodeCommittee } from './trust-root.ts';
import { certificatePoint, signaturePoint, sumOfKeys, type Weighed } from './verify-certificate.ts';
import type { VoterKey } from './voters.ts';

const { Fp12 } = bls12_381.fields;
const generator = bls12_381.G2.Point.BASE;

type Point = ReturnType<typeof certificatePoint>;

/** A certificate that has the weight; whether its signature is good is not known yet. */
export interface Vote extends Pick<Weighed, 'keys'> {
  /** BCS, without envelope. */
  readonly summary: Uint8Array;
  readonly certificate: Certificate;
  readonly committee: Committee;
}

/** What is left of a vote for the equation. */
interface Term extends Pick<Weighed, 'keys'> {
  readonly factor: bigint;
  /** What each signer has multiplied by the own secret. */
  readonly point: Point;
  readonly signature: Point;
  /** Equal for the same signers of the same committee. */
  readonly by: string;
}

/**
 * Finds the first vote whose signature is not its signers' over its summary. All are held against one equation, each multiplied by a
 * factor that follows from all of them, so that no two faults can be made to cancel each other out (Bellare, Garay, Rabin: "Fast Batch
 * Verification for Modular Exponentiation and Digital Signatures", 1998). Only where it does not hold, halves are.
 * @returns its place; null where all are good
 */
export function firstForged(votes: readonly Vote[]): number | null {
  const factorOf = factorsOf(votes);
  const terms: Term[] = [];
  for (const [place, vote] of votes.entries()) {
    const term = termOf(vote, factorOf(place));
    if (term === null) return firstIn(terms) ?? place;
    terms.push(term);
  }
  return firstIn(terms);
}

/** 128 bits for each vote; they change with any bit of any vote, and with the keys of the committees. One alone needs none. */
function factorsOf(votes: readonly Vote[]): (place: number) => bigint {
  if (votes.length === 1) return () => 1n;
  const all = new BcsWriter(400 * votes.length);
  for (const committee of new Set(votes.map((vote) => vote.committee)))
    all.vector(encodeCommittee(committee));
  for (const { summary, certificate } of votes) all.vector(summary).vector(encodeCertificate(certificate));
  const seed = blake2b256(all.toBytes());
  return (place) => {
    const bytes = blake2b256(seed, new BcsWriter(8).u64(BigInt(place)).toBytes()).subarray(0, 16);
    return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  };
}

/** Null for a signature that is no point of the group, or the neutral one. */
function termOf({ summary, certificate, keys }: Vote, factor: bigint): Term | null {
  const { epoch, signers } = certificate;
  try {
    const signature = signaturePoint(certificate.signature);
    if (signature.is0()) return null;
    return {
      factor,
      point: certificatePoint(summary, epoch),
      signature,
      keys,
      by: `${epoch} ${signers.join()}`,
    };
  } catch {
    return null;
  }
}

function firstIn(terms: readonly Term[]): number | null {
  if (terms.length === 0 || holds(terms)) return null;
  if (terms.length === 1) return 0;
  const half = terms.length >> 1;
  const left = firstIn(terms.slice(0, half));
  if (left !== null) return left;
  const right = firstIn(terms.slice(half));
  return right === null ? null : half + right;
}

interface Pair {
  readonly g1: Point;
  readonly g2: VoterKey;
}

/** The pairing of the signatures' sum with the generator is the product of all pairings of a point with its signers' keys. */
function holds(terms: readonly Term[]): boolean {
  try {
    const product = bls12_381.pairingBatch([
      ...pairsOf(terms),
      { g1: sumOf(terms, 'signature'), g2: generator.negate() },
    ]);
    return Fp12.eql(product, Fp12.ONE);
  } catch {
    return false; // a sum is the neutral point
  }
}

/** A pair for each of those who signed the same, or for each signer: whichever are fewer. */
function pairsOf(terms: readonly Term[]): readonly Pair[] {
  const bySigners = Map.groupBy(terms, ({ by }) => by);
  if (bySigners.size > new Set(terms.flatMap(({ keys }) => keys)).size) return pairsByKey(terms);
  return [...bySigners.values()].map((some) => ({
    g1: sumOf(some, 'point'),
    g2: sumOfKeys(some[0]?.keys ?? []),
  }));
}

function pairsByKey(terms: readonly Term[]): readonly Pair[] {
  const sums = new Map<VoterKey, Point>();
  for (const { point, factor, keys } of terms) {
    const scaled = point.multiplyUnsafe(factor);
    for (const key of keys) sums.set(key, sums.get(key)?.add(scaled) ?? scaled);
  }
  return [...sums].map(([g2, g1]) => ({ g1, g2 }));
}

/** The sum of points, each times the factor of its vote. */
const sumOf = (terms: readonly Term[], of: 'point' | 'signature'): Point =>
  mulAddUnsafe(
    bls12_381.G1.Point,
    terms.map((term) => term[of]),
    terms.map(({ factor }) => factor),
  );
