import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ok, type Result } from '../core/result.ts';
import { createAtomically } from './atomic-file.ts';
import { closeSnapshot, openSnapshot } from './open-snapshot.ts';
import type { RandomBytes } from './random.ts';
import { sealVersion2 } from './seal-version-2.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import { deriveVersion2Key } from './snapshot-key.ts';
import { decodeSnapshotVersion2 } from './snapshot-v2.ts';
import { wipeState } from './state.ts';

/**
 * Writes what is in a Stronghold file, all of it, into a snapshot of version 2 under another password: `@iota/wallet`
 * 2.0.3-rc.32 (with `iota_stronghold` 1.0.5) reads no other version. Version 2 has no hard work before its key, so
 * `copyPassword` must be one that nobody can guess.
 * @param options.target absolute path of the copy; nothing there is overwritten
 * @returns SHA-256 of the file that was read, hex; refuses as opening the file and writing the copy do
 */
export async function copyAsVersion2(options: {
  readonly file: string;
  readonly target: string;
  readonly password: Uint8Array;
  readonly copyPassword: Uint8Array;
  readonly random: RandomBytes;
}): Promise<Result<{ readonly sha256: string }>> {
  const { file, target, password, copyPassword, random } = options;
  const bytes = await readSnapshotFile(file);
  if (!bytes.ok) return bytes;
  const snapshot = await openSnapshot(bytes.value, password, { allowVersion2: true });
  if (!snapshot.ok) return snapshot;
  const key = deriveVersion2Key(copyPassword);
  try {
    const sealed = sealVersion2(snapshot.value.state, key, random);
    if (!sealed.ok) return sealed;
    const verify = (written: Uint8Array): Result<void> => {
      const state = decodeSnapshotVersion2(written, key);
      if (!state.ok) return state;
      wipeState(state.value);
      return ok(undefined);
    };
    const written = await createAtomically({ file: target, bytes: sealed.value, verify });
    return written.ok ? ok({ sha256: bytesToHex(sha256(bytes.value)) }) : written;
  } finally {
    key.fill(0);
    closeSnapshot(snapshot.value);
  }
}
