import { blake2b } from '@noble/hashes/blake2.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Length of a snapshot key, bytes. */
const SNAPSHOT_KEY_LENGTH = 32;

/** How the program that wrote a version 2 file made its key: PBKDF2-HMAC-SHA512 with this salt and so many rounds. */
export interface Version2Derivation {
  readonly salt: string;
  /** 1 to 1 000 000. */
  readonly rounds: number;
}

/** wallet.rs, Firefly and the alphas of @iota/wallet 2. */
const WALLET_RS: Version2Derivation = { salt: 'wallet.rs', rounds: 100 };

const MAX_ROUNDS = 1_000_000;

/**
 * The snapshot key of a version 3 file: unkeyed BLAKE2b-256 of the password bytes, as iota-sdk 1.x derives it.
 * The password is UTF-8 as typed: not trimmed, not normalised. The caller zeroes the key.
 */
export function deriveSnapshotKey(password: Uint8Array): Uint8Array {
  return blake2b(password, { dkLen: SNAPSHOT_KEY_LENGTH });
}

/** The snapshot key of a version 2 file. The caller zeroes it. */
export function deriveVersion2Key(
  password: Uint8Array,
  { salt, rounds }: Version2Derivation = WALLET_RS,
): Uint8Array {
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new RangeError(`expected 1 to ${MAX_ROUNDS} rounds, got ${rounds}`);
  }
  return pbkdf2(sha512, password, utf8ToBytes(salt), { c: rounds, dkLen: SNAPSHOT_KEY_LENGTH });
}
