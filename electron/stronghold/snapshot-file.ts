import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ok, type Result, refuse } from '../core/result.ts';
import { inspectFolderOf, inspectPath, type PlaceTrust, requirePrivate, systemCode } from './safe-path.ts';
import { MAX_SNAPSHOT_LENGTH } from './snapshot-header.ts';

/** Windows has neither flag; there a path is only looked at before it is opened. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NO_WAIT = constants.O_NONBLOCK ?? 0;

/**
 * Reads a whole snapshot file. Its size is checked on the open file, before any of it is read.
 * @returns the bytes; `stronghold-missing` (also when it may not be read), `stronghold-oversize`,
 * `stronghold-unsafe-path` for a relative path, a symbolic link (file or folder), anything that is not a plain file,
 * and, unless the place is trusted, a file or folder that is not its owner's alone
 */
export async function readSnapshotFile(file: string, trust: PlaceTrust = {}): Promise<Result<Uint8Array>> {
  const found = await inspectPath(file);
  if (!found.ok) return found;
  if (found.value === 'absent') return refuse('stronghold-missing', `expected a Stronghold file at ${file}`);
  const folder = await inspectFolderOf(file, trust);
  if (!folder.ok) return folder;
  try {
    // O_NONBLOCK: a pipe put in the file's place in the meantime must not hold the signer.
    await using handle = await open(file, constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
    return await readBounded(handle, file, trust);
  } catch (error) {
    const code = systemCode(error);
    return code === 'ELOOP'
      ? refuse('stronghold-unsafe-path', 'expected a plain file, got a symbolic link')
      : refuse('stronghold-missing', `the Stronghold file could not be read (${code})`);
  }
}

async function readBounded(
  handle: FileHandle,
  file: string,
  { trustPlace = false }: PlaceTrust,
): Promise<Result<Uint8Array>> {
  const found = await handle.stat();
  if (!found.isFile()) return refuse('stronghold-unsafe-path', 'expected a plain file, got another thing');
  const own = trustPlace ? ok(undefined) : requirePrivate(found, file);
  if (!own.ok) return own;
  if (found.size > MAX_SNAPSHOT_LENGTH) {
    return refuse('stronghold-oversize', `expected at most ${MAX_SNAPSHOT_LENGTH} bytes, got ${found.size}`);
  }
  const bytes = new Uint8Array(found.size);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return ok(bytes.subarray(0, length));
}
