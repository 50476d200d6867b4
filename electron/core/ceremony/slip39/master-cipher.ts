import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const ROUNDS = 4;
const BASE_ITERATIONS = 10_000;

/** What turns a master secret into the encrypted one that is shared, and back. */
export interface CipherSettings {
  /** 15 bits. Part of the salt of sets that are not extendable. */
  readonly identifier: number;
  readonly extendable: boolean;
  /** 0 to 15: PBKDF2 takes `10000 * 2^e` iterations in all. */
  readonly iterationExponent: number;
  /** Printable ASCII. A wrong one is never noticed: it gives another secret. Sallyport always writes without one. */
  readonly passphrase: Uint8Array;
}

/** Encrypts a master secret of an even number of bytes. The caller zeroes both. */
export function encryptMaster(secret: Uint8Array, settings: CipherSettings): Uint8Array {
  return feistel(secret, [0, 1, 2, 3], settings);
}

/** The inverse of {@link encryptMaster}. */
export function decryptMaster(encrypted: Uint8Array, settings: CipherSettings): Uint8Array {
  return feistel(encrypted, [3, 2, 1, 0], settings);
}

/** Four rounds of a Feistel network over PBKDF2-HMAC-SHA256 (SLIP-0039, "Encryption of the master secret"). */
function feistel(input: Uint8Array, order: readonly number[], settings: CipherSettings): Uint8Array {
  const half = input.length / 2;
  if (!Number.isInteger(half)) throw new RangeError(`expected an even number of bytes, got ${input.length}`);
  const { passphrase, iterationExponent } = settings;
  const prefix = saltPrefix(settings);
  const salt = new Uint8Array(prefix.length + half);
  const password = new Uint8Array(1 + passphrase.length);
  let left = input.slice(0, half);
  let right = input.slice(half);
  try {
    for (const round of order) {
      salt.set(prefix);
      salt.set(right, prefix.length);
      password[0] = round;
      password.set(passphrase, 1);
      const c = (BASE_ITERATIONS << iterationExponent) / ROUNDS;
      const key = pbkdf2(sha256, password, salt, { c, dkLen: half });
      for (const [i, byte] of key.entries()) left[i] = (left[i] ?? 0) ^ byte;
      key.fill(0);
      [left, right] = [right, left];
    }
    const output = new Uint8Array(input.length);
    output.set(right);
    output.set(left, half);
    return output;
  } finally {
    for (const bytes of [left, right, salt, password]) bytes.fill(0);
  }
}

function saltPrefix({ extendable, identifier }: CipherSettings): Uint8Array {
  if (extendable) return new Uint8Array();
  return Uint8Array.of(...utf8ToBytes('shamir'), identifier >> 8, identifier & 0xff);
}
