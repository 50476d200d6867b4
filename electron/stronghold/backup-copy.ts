import { unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { equalBytes } from '@noble/ciphers/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { createAtomically } from './atomic-file.ts';
import { closeSnapshot, type OpenSnapshot, openSnapshot } from './open-snapshot.ts';
import { refuseOccupied, systemCode } from './safe-path.ts';
import { decodeSnapshotWith } from './snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import type { Version2Derivation } from './snapshot-key.ts';
import { decodeSnapshotVersion2 } from './snapshot-v2.ts';
import { wipeState } from './state.ts';

export interface BackupCopy {
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hex digits, of what was read back. */
  readonly sha256: string;
}

/**
 * Copies a Stronghold file of either version to another place. The copy is flushed to the medium, read back, compared
 * byte for byte and opened with the password before it gets its name, and read once more under that name. A wrong
 * password leaves nothing behind. The system may answer what is read back from its memory: only the medium taken out
 * and put in again proves the medium.
 *
 * @param options.file absolute path of the file
 * @param options.target absolute path of the copy; nothing there is ever overwritten
 * @param options.password UTF-8 as typed
 * @param options.trustPlace allows a target on removable media, whose file systems know no owners
 * @returns `stronghold-exists`, `password-wrong`, `stronghold-unsafe-path`, `file-not-written`, and what keeps the file
 * from being read
 */
export async function saveBackupCopy(options: {
  readonly file: string;
  readonly target: string;
  readonly password: Uint8Array;
  readonly trustPlace?: boolean;
  readonly derivation?: Version2Derivation;
}): Promise<Result<BackupCopy>> {
  const { file, target, password, trustPlace, derivation } = options;
  const free = await refuseOccupied(target);
  if (!free.ok) return free;
  const bytes = await readSnapshotFile(file);
  if (!bytes.ok) return bytes;
  const snapshot = await openSnapshot(bytes.value, password, { allowVersion2: true, derivation });
  if (!snapshot.ok) return snapshot;
  try {
    const verify = (written: Uint8Array) => proveOpens(written, snapshot.value);
    const written = await createAtomically({ file: target, bytes: bytes.value, verify, trustPlace });
    if (!written.ok) return written;
  } finally {
    closeSnapshot(snapshot.value);
  }
  const copy = await readSnapshotFile(target, { trustPlace });
  if (copy.ok && equalBytes(copy.value, bytes.value)) {
    return ok({ size: copy.value.length, sha256: bytesToHex(sha256(copy.value)) });
  }
  return discard(target);
}

/** Opens what was read back with the keys that the password just gave: no second scrypt. */
function proveOpens(written: Uint8Array, snapshot: OpenSnapshot): Result<void> {
  const state =
    snapshot.version === 2
      ? decodeSnapshotVersion2(written, snapshot.key)
      : decodeSnapshotWith(written, snapshot.wrapKey);
  if (!state.ok) return state;
  wipeState(state.value);
  return ok(undefined);
}

async function discard(target: string): Promise<Result<never>> {
  const name = basename(target);
  try {
    await unlink(target);
    return refuse('file-not-written', `${name} gave back other bytes than were written; it was removed`);
  } catch (error) {
    const code = systemCode(error);
    return refuse('file-not-written', `${name} gave back other bytes and could not be removed (${code})`);
  }
}
