import { mulAddUnsafe } from '@noble/curves/abstract/curve.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { blake2b256 } from '../../../../core/digest.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { type Certificate, encodeCertificate } from '../ledger/certificate.ts';
import type { Committee } from '../ledger/committee.ts';
import { unclearedPoint } from './hash-to-curve.ts';
import { encodeCommittee } from './trust-root.ts';
import { CERTIFICATE_DST, certificateMessage, signaturePoint, sumOfKeys } from './verify-certificate.ts';
import type { VoterKey, Voters } from './voters.ts';

const { Fp12 } = bls12_381.fields;
const { calcPairingPrecomputes } = bls12_381.utils;
const { Point } = bls12_381.G1;
const generator = bls12_381.G2.Point.BASE.negate();

type Point = typeof Point.BASE;

/** A certificate that has the weight; whether its signature is good is not known yet. */
export interface Vote {
  /** BCS, without envelope. */
  readonly summary: Uint8Array;
  /** Its signers are members of the committee, each once. */
  readonly certificate: Certificate;
  readonly committee: Committee;
  /** Of the committee. */
  readonly voters: Voters;
}

/** What is left of a vote for the equation. */
interface Term {
  readonly factor: bigint;
  /** What each signer has multiplied by the own secret; its cofactor is not cleared yet. */
  readonly point: Point;
  /** The point times the factor. */
  readonly scaled: () => Point;
  readonly signature: Point;
  readonly signers: ReadonlySet<number>;
  readonly voters: Voters;
}

/**
 * Finds the first vote whose signature is not its signers' over its summary. All are held against one equation, each multiplied by a
 * factor that follows from all of them, so that no two faults can be made to cancel each other out (Bellare, Garay, Rabin: "Fast Batch
 * Verification for Modular Exponentiation and Digital Signatures", 1998). Only where it does not hold, halves are.
 * @returns its place; null where all are good
 */
export function firstForged(votes: readonly Vote[]): number | null {
  const factorOf = factorsOf(votes);
  const linesOf = eachOnce(calcPairingPrecomputes);
  const terms: Term[] = [];
  for (const [place, vote] of votes.entries()) {
    const term = termOf(vote, factorOf(place));
    if (term === null) return firstIn(terms, linesOf) ?? place;
    terms.push(term);
  }
  return firstIn(terms, linesOf);
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
function termOf({ summary, certificate, voters }: Vote, factor: bigint): Term | null {
  const { epoch, signers } = certificate;
  try {
    const signature = signaturePoint(certificate.signature);
    if (signature.is0()) return null;
    const point = unclearedPoint(certificateMessage(summary, epoch), CERTIFICATE_DST);
    const scaled = once(() => point.multiplyUnsafe(factor));
    return { factor, point, scaled, signature, signers: new Set(signers), voters };
  } catch {
    return null;
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What a pairing takes of a key. */
type LinesOf = typeof calcPairingPrecomputes;

function eachOnce(made: LinesOf): LinesOf {
  const known = new Map<VoterKey, ReturnType<LinesOf>>();
  return (key) => {
    const lines = known.get(key) ?? made(key);
    known.set(key, lines);
    return lines;
  };
}

function firstIn(terms: readonly Term[], linesOf: LinesOf): number | null {
  if (terms.length === 0 || holds(terms, linesOf)) return null;
  if (terms.length === 1) return 0;
  const half = terms.length >> 1;
  const left = firstIn(terms.slice(0, half), linesOf);
  if (left !== null) return left;
  const right = firstIn(terms.slice(half), linesOf);
  return right === null ? null : half + right;
}

interface Pair {
  readonly g1: Point;
  readonly g2: VoterKey;
}

/** The pairing of the signatures' sum with the generator is the product of all pairings of a point with its signers' keys. */
function holds(terms: readonly Term[], linesOf: LinesOf): boolean {
  const pairs = [
    ...pairsOf(terms).map(({ g1, g2 }) => ({ g1: g1.clearCofactor(), g2 })),
    { g1: sumOf(terms, 'signature'), g2: generator },
  ];
  // A pairing with a neutral point is one. All points are of their group: nothing is verified of them once more.
  const lines = pairs
    .filter(({ g1, g2 }) => !g1.is0() && !g2.is0())
    .map(({ g1, g2 }): Parameters<typeof bls12_381.millerLoopBatch>[0][number] => {
      const { x, y } = g1.toAffine();
      return [linesOf(g2), x, y];
    });
  return Fp12.eql(Fp12.finalExponentiate(bls12_381.millerLoopBatch(lines)), Fp12.ONE);
}

/** A pair for each of those who signed the same, or for each member of their committees: whichever are fewer. */
function pairsOf(terms: readonly Term[]): readonly Pair[] {
  const bySigners = Map.groupBy(terms, ({ voters, signers }) => `${voters.epoch} ${[...signers].join()}`);
  if (bySigners.size > new Set(terms.flatMap(({ voters }) => voters.keys)).size) return pairsByKey(terms);
  return [...bySigners.values()].map((some) => ({ g1: sumOf(some, 'point'), g2: sumOfSigners(some[0]) }));
}

const sumOfSigners = (term: Term | undefined): VoterKey =>
  sumOfKeys(term?.voters.keys.filter((_, i) => term.signers.has(i)) ?? []);

/** For each member the sum of all points without those that the member did not sign: these are fewer. */
function pairsByKey(terms: readonly Term[]): readonly Pair[] {
  const sums = new Map<VoterKey, Point>();
  const add = (key: VoterKey, point: Point) => sums.set(key, sums.get(key)?.add(point) ?? point);
  for (const [{ keys }, some] of Map.groupBy(terms, ({ voters }) => voters)) {
    const all = some.reduce((sum, { scaled }) => sum.add(scaled()), Point.ZERO);
    for (const [i, key] of keys.entries()) {
      add(key, all);
      for (const { signers, scaled } of some) if (!signers.has(i)) add(key, scaled().negate());
    }
  }
  return [...sums].map(([g2, g1]) => ({ g1, g2 }));
}

/** The sum of points, each times the factor of its vote. */
const sumOf = (terms: readonly Term[], of: 'point' | 'signature'): Point =>
  mulAddUnsafe(
    Point,
    terms.map((term) => term[of]),
    terms.map(({ factor }) => factor),
  );
