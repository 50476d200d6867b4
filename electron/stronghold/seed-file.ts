import { equalBytes } from '@noble/ciphers/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { deriveWrapKey, drawSalt, type WrapKey } from './age.ts';
import { createAtomically } from './atomic-file.ts';
import type { RandomBytes } from './random.ts';
import { refuseOccupied } from './safe-path.ts';
import { addSeedRecord, readSeedRecord } from './seed-record.ts';
import { decodeSnapshot, decodeSnapshotWith, encodeSnapshotWith } from './snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import { deriveSnapshotKey } from './snapshot-key.ts';
import { emptyState, type State, wipeState } from './state.ts';

/** The most bytes a password may have, in UTF-8. */
const MAX_PASSWORD_LENGTH = 4096;

/**
 * Makes a Stronghold file (version 3) that holds one seed, as iota-sdk 1.x would. The file is read back and its seed
 * compared before it gets its name, without a second scrypt.
 *
 * @param options.file absolute path of a file that does not exist; its folder is made (0700) where missing
 * @param options.password UTF-8 as typed, 1 to 4096 bytes; not trimmed, not normalised
 * @param options.seed the 64-byte BIP-39 seed; the caller zeroes it
 * @param options.workFactor log2 of scrypt's N, 0 to 20; vaults take `VAULT_WORK_FACTOR`
 * @returns `password-empty`, `password-too-long`, `stronghold-exists`, `stronghold-unsafe-path`,
 * `stronghold-work-factor`, `file-not-written`
 */
export async function createSeedFile(options: {
  file: string;
  password: Uint8Array;
  seed: Uint8Array;
  workFactor: number;
  random: RandomBytes;
}): Promise<Result<void>> {
  const { file, password, seed, workFactor, random } = options;
  if (password.length === 0) return refuse('password-empty', 'expected a password, got none');
  if (password.length > MAX_PASSWORD_LENGTH) {
    return refuse(
      'password-too-long',
      `expected at most ${MAX_PASSWORD_LENGTH} bytes of password, got ${password.length}`,
    );
  }
  // Asked before the expensive derivation, and again by the writer when it gives the file its name.
  const free = await refuseOccupied(file);
  if (!free.ok) return free;
  const wrapKey = await deriveKeys(password, { salt: drawSalt(random), workFactor });
  if (!wrapKey.ok) return wrapKey;
  let state: State = emptyState;
  try {
    const seeded = addSeedRecord(emptyState, seed, random);
    if (!seeded.ok) return seeded;
    state = seeded.value;
    const bytes = encodeSnapshotWith(state, wrapKey.value, random);
    if (!bytes.ok) return bytes;
    return await createAtomically({
      file,
      bytes: bytes.value,
      verify: (written) => verifySeed(written, wrapKey.value, seed),
    });
  } finally {
    wipeState(state);
    wrapKey.value.key.fill(0);
  }
}

/**
 * Reads the seed from a Stronghold file.
 *
 * @param options.file absolute path
 * @param options.password UTF-8 as typed
 * @returns the 64-byte seed, which the caller owns and zeroes; `stronghold-missing`, `stronghold-unsafe-path`,
 * `stronghold-oversize`, `stronghold-foreign`, `stronghold-truncated`, `stronghold-version-unsupported`,
 * `stronghold-work-factor`, `password-wrong`, `stronghold-damaged`, `stronghold-no-seed`
 */
export async function readSeedFile(options: {
  file: string;
  password: Uint8Array;
}): Promise<Result<Uint8Array>> {
  const bytes = await readSnapshotFile(options.file);
  if (!bytes.ok) return bytes;
  const key = deriveSnapshotKey(options.password);
  try {
    const state = await decodeSnapshot(bytes.value, key);
    if (!state.ok) return state;
    try {
      return readSeedRecord(state.value);
    } finally {
      wipeState(state.value);
    }
  } finally {
    key.fill(0);
  }
}

async function deriveKeys(
  password: Uint8Array,
  recipient: { salt: Uint8Array; workFactor: number },
): Promise<Result<WrapKey>> {
  const key = deriveSnapshotKey(password);
  try {
    return await deriveWrapKey(key, recipient);
  } finally {
    key.fill(0);
  }
}

function verifySeed(written: Uint8Array, wrapKey: WrapKey, seed: Uint8Array): Result<void> {
  const state = decodeSnapshotWith(written, wrapKey);
  if (!state.ok) return state;
  const read = readSeedRecord(state.value);
  wipeState(state.value);
  if (!read.ok) return read;
  const same = equalBytes(read.value, seed);
  read.value.fill(0);
  return same ? ok(undefined) : refuse('stronghold-damaged', 'the file that was written holds another seed');
}
