import type { FileHandle } from 'node:fs/promises';
import { ok, type Result, refuse } from '../core/result.ts';
import { openWithoutWaiting, readUpTo } from './plain-file.ts';
import { inspectFolderOf, inspectPath, type PlaceTrust, requirePrivate, systemCode } from './safe-path.ts';
import { MAX_SNAPSHOT_LENGTH } from './snapshot-header.ts';

/**
 * Reads a whole snapshot file. Its size is checked on the open file, before any of it is read.
 * @returns the bytes; `stronghold-missing` (also when it may not be read), `stronghold-oversize`,
 * `stronghold-not-plain` for a symbolic link and anything else that is not a plain file, `stronghold-unsafe-path` for a
 * relative path and, unless the place is trusted, a file or folder that others than its owner can use
 */
export async function readSnapshotFile(file: string, trust: PlaceTrust = {}): Promise<Result<Uint8Array>> {
  const found = await inspectPath(file);
  if (!found.ok) return found;
  if (found.value === 'absent') return refuse('stronghold-missing', `expected a Stronghold file at ${file}`);
  const folder = await inspectFolderOf(file, trust);
  if (!folder.ok) return folder;
  try {
    // It may have become another thing in the meantime.
    await using handle = await openWithoutWaiting(file);
    return await readBounded(handle, file, trust);
  } catch (error) {
    const code = systemCode(error);
    return code === 'ELOOP'
      ? refuse('stronghold-not-plain', 'expected a plain file, got a symbolic link')
      : refuse('stronghold-missing', `the Stronghold file could not be read (${code})`);
  }
}

async function readBounded(
  handle: FileHandle,
  file: string,
  { trustPlace = false }: PlaceTrust,
): Promise<Result<Uint8Array>> {
  const found = await handle.stat();
  if (!found.isFile()) return refuse('stronghold-not-plain', 'expected a plain file, got another thing');
  const own = trustPlace ? ok(undefined) : requirePrivate(found, file);
  if (!own.ok) return own;
  if (found.size > MAX_SNAPSHOT_LENGTH) {
    return refuse('stronghold-oversize', `expected at most ${MAX_SNAPSHOT_LENGTH} bytes, got ${found.size}`);
  }
  return ok(await readUpTo(handle, found.size));
}
