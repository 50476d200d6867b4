import { scrypt as nativeScrypt } from 'node:crypto';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ok, type Result, refuse } from '../core/result.ts';

/** The work factor of new vaults: log2 of scrypt's N, as iota-sdk writes it. 512 MiB and a second or more. */
export const VAULT_WORK_FACTOR = 19;

/** The highest work factor read or written: 1 GiB. stronghold itself goes to 23, which would be 8 GiB. */
export const MAX_WORK_FACTOR = 20;

const BLOCK_SIZE = 8;
const KEY_LENGTH = 32;
const MIB = 1024 * 1024;

/** One derivation, as RFC 7914 names its parameters; `length` in bytes. The caller keeps what it handed over, and wipes it. */
export interface ScryptWork {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly length: number;
}

/** A library's scrypt. @returns the key; null where memory does not suffice */
export type Scrypt = (work: ScryptWork) => Promise<Uint8Array | null>;

/** Node's own, on libuv's pool. */
const native: Scrypt = ({ password, salt, N, r, p, length }) =>
  new Promise((resolve) => {
    const maxmem = 128 * r * N + MIB;
    nativeScrypt(password, salt, length, { N, r, p, maxmem }, (error, key) =>
      resolve(error === null ? key : null),
    );
  });

let scrypt = native;

/**
 * Makes this process derive with another library from here on. The entries of the desktop's processes call it once, before
 * any key: Electron's BoringSSL takes twice as long as Node's OpenSSL or WebAssembly.
 */
export function deriveScryptWith(library: Scrypt): void {
  scrypt = library;
}

/**
 * scrypt (RFC 7914) with r = 8, p = 1 and N = 2^workFactor, 32 bytes. Runs beside the calling thread, which goes on
 * serving: it takes a second and 128 * 8 * N bytes of memory at vault strength.
 *
 * @param workFactor 0 to {@link MAX_WORK_FACTOR}; 0 (N = 1, outside the RFC) is what stronghold's own tests write
 * @returns the key, which the caller zeroes; or `stronghold-work-factor`, also where memory does not suffice
 */
export async function deriveScrypt(
  password: Uint8Array,
  salt: Uint8Array,
  workFactor: number,
): Promise<Result<Uint8Array>> {
  if (!Number.isInteger(workFactor) || workFactor < 0 || workFactor > MAX_WORK_FACTOR) {
    return refuse(
      'stronghold-work-factor',
      `expected a work factor of 0 to ${MAX_WORK_FACTOR}, got ${workFactor}`,
    );
  }
  if (workFactor === 0) return ok(scryptOnce(password, salt));
  const N = 2 ** workFactor;
  const key = await scrypt({ password, salt, N, r: BLOCK_SIZE, p: 1, length: KEY_LENGTH });
  if (key !== null) return ok(key);
  const memory = (128 * BLOCK_SIZE * N) / MIB;
  return refuse('stronghold-work-factor', `expected ${memory} MiB of memory for the key, got none`);
}

/** scrypt with N = 1, which no library allows: ROMix of one round. Protects nothing; only test files use it. */
function scryptOnce(password: Uint8Array, salt: Uint8Array): Uint8Array {
  const block = pbkdf2(sha256, password, salt, { c: 1, dkLen: 128 * BLOCK_SIZE });
  const view = new DataView(block.buffer, block.byteOffset);
  const x = Uint32Array.from({ length: 32 * BLOCK_SIZE }, (_, i) => view.getUint32(4 * i, true));
  const v = x.slice();
  mixBlocks(x);
  for (const [i, word] of v.entries()) x[i]! ^= word;
  mixBlocks(x);
  for (const [i, word] of x.entries()) view.setUint32(4 * i, word, true);
  try {
    return pbkdf2(sha256, password, block, { c: 1, dkLen: KEY_LENGTH });
  } finally {
    for (const words of [x, v, block]) words.fill(0);
  }
}

/** scryptBlockMix (RFC 7914, section 4): 2r blocks of 16 words, even ones first. */
function mixBlocks(b: Uint32Array): void {
  const x = b.slice(-16);
  const y = new Uint32Array(b.length);
  for (let i = 0; i < 2 * BLOCK_SIZE; i++) {
    for (let j = 0; j < 16; j++) x[j]! ^= b[16 * i + j]!;
    salsa8(x);
    y.set(x, 16 * ((i >> 1) + (i % 2) * BLOCK_SIZE));
  }
  b.set(y);
  x.fill(0);
  y.fill(0);
}

/** The quarter rounds of Salsa20, columns then rows: indices of the four words each works on. */
const quarterRounds = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const;

/** Salsa20/8 (RFC 7914, section 3), in place. */
function salsa8(words: Uint32Array): void {
  const x = words.slice();
  const step = (to: number, from: readonly [number, number], rotation: number) => {
    const sum = (x[from[0]]! + x[from[1]]!) | 0;
    x[to]! ^= (sum << rotation) | (sum >>> (32 - rotation));
  };
  for (let double = 0; double < 4; double++) {
    for (const [a, b, c, d] of quarterRounds) {
      step(b, [a, d], 7);
      step(c, [b, a], 9);
      step(d, [c, b], 13);
      step(a, [d, c], 18);
    }
  }
  for (let i = 0; i < 16; i++) words[i]! += x[i]!;
  x.fill(0);
}
