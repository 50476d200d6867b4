import type { Result } from '../core/result.ts';
import { type BackupSummary, summarizeBackup } from './backup-summary.ts';
import { closeSnapshot, openSnapshot } from './open-snapshot.ts';
import type { PlaceTrust } from './safe-path.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import type { Version2Derivation } from './snapshot-key.ts';

/**
 * Tells what a Stronghold file of either version holds, for the screen that restores from it. No secret leaves.
 *
 * @param options.file absolute path
 * @param options.password UTF-8 as typed
 * @param options.trustPlace reads from removable media
 * @returns the summary; `password-wrong`, `stronghold-damaged`, and what keeps the file from being read
 */
export async function readBackup(
  options: {
    readonly file: string;
    readonly password: Uint8Array;
    readonly derivation?: Version2Derivation;
  } & PlaceTrust,
): Promise<Result<BackupSummary>> {
  const bytes = await readSnapshotFile(options.file, options);
  if (!bytes.ok) return bytes;
  const { derivation } = options;
  const snapshot = await openSnapshot(bytes.value, options.password, { allowVersion2: true, derivation });
  if (!snapshot.ok) return snapshot;
  try {
    return summarizeBackup(snapshot.value);
  } finally {
    closeSnapshot(snapshot.value);
  }
}
