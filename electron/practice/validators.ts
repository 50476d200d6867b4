import { bls12_381 } from '@noble/curves/bls12-381.js';
import type { CommitteeMember } from '../chains/iota/pure/ledger/committee.ts';
import { blake2b256 } from '../core/digest.ts';

/** A member with the key that the practice network has for it. */
export interface PracticeValidator extends CommitteeMember {
  /** A scalar of the BLS12-381 group. */
  readonly secret: bigint;
}

const { Fr } = bls12_381.fields;
const utf8 = new TextEncoder();
const MEMBERS = 4;

/**
 * The validators of an epoch, in the order of their keys as the network has them. Everything follows from the seed. Each
 * epoch one validator goes and another comes, and stake moves between two; any three are a quorum.
 * @param epoch from 0
 */
export function committeeOf(seed: string, epoch: number): readonly PracticeValidator[] {
  const moved = epoch === 0 ? 0n : BigInt(1 + ((epoch * 37) % 400));
  const members = Array.from({ length: MEMBERS }, (_, seat) => {
    const stake =
      2_500n + (seat === epoch % MEMBERS ? moved : 0n) - (seat === (epoch + 1) % MEMBERS ? moved : 0n);
    return { ...validatorKey(seed, holderOf(seat, epoch)), stake };
  });
  return members.sort((a, b) => Buffer.compare(a.publicKey, b.publicKey));
}

/** The number of the validator in a seat: the end of epoch e (from 0) gives seat e mod 4 to validator 4 + e. */
function holderOf(seat: number, epoch: number): number {
  const lastChange = epoch - 1 - ((epoch - 1 - seat + MEMBERS) % MEMBERS);
  return lastChange < 0 || epoch === 0 ? seat : MEMBERS + lastChange;
}

interface ValidatorKey {
  readonly secret: bigint;
  readonly publicKey: Uint8Array;
}

/** Deriving a public key takes some milliseconds, and committees share three of four. */
const derived = new Map<string, ValidatorKey>();
const REMEMBERED_KEYS = 100;

function validatorKey(seed: string, number: number): ValidatorKey {
  const name = `${seed}\0${number}`;
  const known = derived.get(name);
  if (known) return known;
  const bytes = blake2b256(utf8.encode(`sallyport/practice/validator/1\0${name}`));
  const secret = Fr.create(BigInt(`0x${Buffer.from(bytes).toString('hex')}`)) || 1n;
  const key = { secret, publicKey: bls12_381.G2.Point.BASE.multiply(secret).toBytes(true) };
  const [oldest] = derived.keys();
  if (derived.size >= REMEMBERED_KEYS && oldest !== undefined) derived.delete(oldest);
  derived.set(name, key);
  return key;
}
