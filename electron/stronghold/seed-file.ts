import { dirname } from 'node:path';
import { equalBytes } from '@noble/ciphers/utils.js';
import { checkPassword } from '../core/password.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { drawSalt, type WrapKey } from './age.ts';
import { createAtomically } from './atomic-file.ts';
import { withFileLock } from './file-lock.ts';
import { closeSnapshot, derivePasswordWrapKey, openSnapshot, type Version2Options } from './open-snapshot.ts';
import type { RandomBytes } from './random.ts';
import { type PlaceTrust, prepareFolder, refuseOccupied } from './safe-path.ts';
import { addSeedRecord, readSeedRecord } from './seed-record.ts';
import { decodeSnapshotWith, encodeSnapshotWith } from './snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import { emptyState, type State, wipeState } from './state.ts';
import { notWritten } from './write-fault.ts';

/** What a new seed file is made of. */
export interface NewSeedFile {
  /** Absolute path of a file that does not exist; its folder is made (0700) where missing. */
  readonly file: string;
  /** UTF-8 as typed, 1 to 4096 bytes; not trimmed, not normalised. */
  readonly password: Uint8Array;
  /** The 64-byte BIP-39 seed; the caller zeroes it. */
  readonly seed: Uint8Array;
  /** log2 of scrypt's N, 0 to 20; vaults take `VAULT_WORK_FACTOR`. */
  readonly workFactor: number;
  readonly random: RandomBytes;
}

/**
 * Makes a Stronghold file (version 3) with one seed, as iota-sdk 1.x would. The file is read back and its seed
 * compared before it gets its name, without a second scrypt.
 *
 * @returns `password-empty`, `password-too-long`, `stronghold-exists`, `stronghold-unsafe-path`, `stronghold-in-use`,
 * `stronghold-work-factor`, `file-not-written`
 */
export async function createSeedFile(options: NewSeedFile): Promise<Result<void>> {
  const { file } = options;
  const usable = checkPassword(options.password);
  if (!usable.ok) return usable;
  // Asked before the expensive derivation, and again by the writer when it gives the file its name.
  const free = await refuseOccupied(file);
  if (!free.ok) return free;
  const folder = await makeFolder(dirname(file));
  if (!folder.ok) return folder;
  return withFileLock(file, () => writeSeedFile(options));
}

async function writeSeedFile({
  file,
  password,
  seed,
  workFactor,
  random,
}: NewSeedFile): Promise<Result<void>> {
  const wrapKey = await derivePasswordWrapKey(password, { salt: drawSalt(random), workFactor });
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
 * @param options.allowVersion2 reads an old file too, as a restore from a file does; else it must be migrated first
 * @param options.trustPlace reads from removable media
 * @returns the 64-byte seed, which the caller owns and zeroes; `stronghold-missing`, `stronghold-unsafe-path`,
 * `stronghold-oversize`, `stronghold-foreign`, `stronghold-truncated`, `stronghold-version-2`,
 * `stronghold-version-unsupported`, `stronghold-work-factor`, `password-wrong`, `stronghold-damaged`,
 * `stronghold-no-seed`
 */
export async function readSeedFile(
  options: { readonly file: string; readonly password: Uint8Array } & PlaceTrust & Version2Options,
): Promise<Result<Uint8Array>> {
  const bytes = await readSnapshotFile(options.file, options);
  if (!bytes.ok) return bytes;
  const snapshot = await openSnapshot(bytes.value, options.password, options);
  if (!snapshot.ok) return snapshot;
  try {
    return readSeedRecord(snapshot.value.state);
  } finally {
    closeSnapshot(snapshot.value);
  }
}

/** Makes the folder where it is missing; one that is there is only judged. */
async function makeFolder(folder: string): Promise<Result<void>> {
  try {
    return await prepareFolder(folder);
  } catch (error) {
    return notWritten('the folder could not be made', error);
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
