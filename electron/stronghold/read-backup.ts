import { ok, type Result } from '../core/result.ts';
import { type BackupSummary, summarizeBackup } from './backup-summary.ts';
import { closeSnapshot, openSnapshot } from './open-snapshot.ts';
import type { PlaceTrust } from './safe-path.ts';
import { readSeedRecord } from './seed-record.ts';
import { readSnapshotFile } from './snapshot-file.ts';
import type { Version2Derivation } from './snapshot-key.ts';

/** What a file describes, and its 64-byte seed, which the caller owns and zeroes, or why there is none. */
export interface ReadBackup {
  readonly summary: BackupSummary;
  readonly seed: Result<Uint8Array>;
}

/**
 * Reads a Stronghold file of either version, ours or another wallet's, with one derivation of its key.
 *
 * @param options.file absolute path
 * @param options.password UTF-8 as typed
 * @param options.trustPlace reads from removable media
 * @returns summary and seed; `password-wrong`, `stronghold-damaged`, and what keeps the file from being read
 */
export async function readBackup(
  options: {
    readonly file: string;
    readonly password: Uint8Array;
    readonly derivation?: Version2Derivation;
  } & PlaceTrust,
): Promise<Result<ReadBackup>> {
  const bytes = await readSnapshotFile(options.file, options);
  if (!bytes.ok) return bytes;
  const { derivation } = options;
  const snapshot = await openSnapshot(bytes.value, options.password, { allowVersion2: true, derivation });
  if (!snapshot.ok) return snapshot;
  try {
    const summary = summarizeBackup(snapshot.value);
    if (!summary.ok) return summary;
    return ok({ summary: summary.value, seed: readSeedRecord(snapshot.value.state) });
  } finally {
    closeSnapshot(snapshot.value);
  }
}
