import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex } from '../../../../core/digest.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import { type Committee, MAX_MEMBERS } from '../ledger/committee.ts';

const { Point } = bls12_381.G2;

/** A public key as a point of the group of order r. */
export type VoterKey = ReturnType<typeof Point.fromBytes>;

/** A committee whose keys are decoded and checked: what certificates are verified with. */
export interface Voters {
  readonly epoch: bigint;
  /** In the committee's order. */
  readonly keys: readonly VoterKey[];
  readonly stakes: readonly bigint[];
  readonly total: bigint;
  /** The least weight that certifies: `floor(2 * total / 3) + 1`. */
  readonly quorum: bigint;
}

/** The least weight that certifies, of so much in all. */
export const quorumOf = (total: bigint): bigint => (2n * total) / 3n + 1n;

const decoded = new WeakMap<
  Committee,
  { readonly voters: Voters; readonly byBytes: Map<string, VoterKey> }
>();

/**
 * Decodes the keys of a committee. That takes 4 ms a key, so it is done once for a committee, and keys that `former` had too
 * are taken from there.
 * @param former another committee, such as that of the epoch before
 * @returns `committee-stake` (nobody, a weight of zero, or a sum of 2^64 or more), `committee-key-twice`, or
 * `committee-key-bad` (no point, the neutral point, one outside the group of order r, or another encoding of a key)
 */
export function votersOf(committee: Committee, former?: Committee): Result<Voters> {
  const known = decoded.get(committee);
  if (known) return ok(known.voters);
  const { epoch, members } = committee;
  const stakes = members.map(({ stake }) => stake);
  const total = stakes.reduce((sum, stake) => sum + stake, 0n);
  if (members.length === 0 || members.length > MAX_MEMBERS || stakes.includes(0n) || total >= 1n << 64n) {
    return refuse(
      'committee-stake',
      `expected 1 to ${MAX_MEMBERS} members with weight, got ${members.length}`,
    );
  }
  const earlier = former && decoded.get(former)?.byBytes;
  const byBytes = new Map<string, VoterKey>();
  for (const [index, { publicKey }] of members.entries()) {
    const text = bytesToHex(publicKey);
    if (byBytes.has(text)) return refuse('committee-key-twice', `member ${index} has the key of another one`);
    const key = earlier?.get(text) ?? decodeKey(publicKey);
    if (key === null) return refuse('committee-key-bad', `the key of member ${index} is none`);
    byBytes.set(text, key);
  }
  const voters = { epoch, keys: [...byBytes.values()], stakes, total, quorum: quorumOf(total) };
  decoded.set(committee, { voters, byBytes });
  return ok(voters);
}

/** Null for what is no key. `fromBytes` checks curve, subgroup and that coordinates are below the field's order. */
function decodeKey(bytes: Uint8Array): VoterKey | null {
  try {
    const key = Point.fromBytes(bytes);
    return key.is0() ? null : key;
  } catch {
    return null;
  }
}
