import { closeSync, constants, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { ok, type Result, refuse } from '../core/result.ts';
import { syncFolder } from '../stronghold/atomic-file.ts';
import { writeRefusal } from './faults.ts';
import type { BackupManifest } from './manifest.ts';
import { backupFolders } from './names.ts';
import { readBackup } from './read-backup.ts';

/** A backup whose files are to be written into a folder. */
export interface ExtractBackup {
  readonly file: string;
  /** The key that a look at this very file gave; the caller zeroes it. */
  readonly wrapKey: Uint8Array;
  /** SHA-256 of the file that was looked at, hex. */
  readonly sha256: string;
  /** Absolute path of an empty folder (0700) that gets its name only afterwards. */
  readonly into: string;
}

/**
 * Writes a backup's files into a draft, each new, of its owner alone and flushed. What is in the draft counts only where
 * this succeeds. Synchronous, for a thread of its own; in constant memory.
 * @returns refuses as `readBackup` does, `backup-changed` where it is another file by now, `disk-full`,
 * `medium-read-only`, `file-not-written`
 */
export async function extractBackup({
  file,
  wrapKey,
  sha256,
  into,
}: ExtractBackup): Promise<Result<BackupManifest>> {
  let open: number | null = null;
  try {
    for (const folder of backupFolders) mkdirSync(path.join(into, folder), { recursive: true, mode: 0o700 });
    const read = await readBackup(
      file,
      { wrapKey },
      {
        begin({ name }) {
          const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
          open = openSync(path.join(into, name), flags, 0o600);
        },
        write(bytes) {
          let done = 0;
          while (open !== null && done < bytes.length) done += writeSync(open, bytes, done);
        },
        end() {
          if (open === null) return;
          fsyncSync(open);
          closeSync(open);
          open = null;
        },
      },
    );
    if (!read.ok) return read;
    read.value.wrapKey.fill(0);
    if (read.value.sha256 !== sha256) {
      return refuse('backup-changed', 'expected the file that was looked at, got another one');
    }
    for (const folder of ['', ...backupFolders]) await syncFolder(path.join(into, folder));
    return ok(read.value.manifest);
  } catch (error) {
    return writeRefusal(error, 'the new folder');
  } finally {
    if (open !== null) closeSync(open);
  }
}
