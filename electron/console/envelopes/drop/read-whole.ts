import path from 'node:path';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { openWithoutWaiting, readUpTo } from '../../../stronghold/plain-file.ts';
import { systemCode } from '../../../stronghold/safe-path.ts';
import type { ListedFile } from './list-files.ts';

/** Which bytes lie under a name, as far as the system tells: another one where a file was written or replaced. */
export const stampOf = ({ dev, ino, size, mtimeMs, ctimeMs }: ListedFile['stat']): string =>
  [dev, ino, size, mtimeMs, ctimeMs].join(' ');

/**
 * Reads a file that was listed, no further than it was long then.
 * @returns refuses `drop-file-changing` where it is another one by now, or was written to while it was read,
 * `file-not-read`
 */
export async function readWhole(folder: string, { name, stat }: ListedFile): Promise<Result<Uint8Array>> {
  const changing = refuse('drop-file-changing', 'the file is still being written');
  const handle = await openWithoutWaiting(path.join(folder, name)).catch(systemCode);
  // Gone, or a link in its place, which is not followed: the next look tells.
  if (handle === 'ENOENT' || handle === 'ELOOP') return changing;
  if (typeof handle === 'string') return refuse('file-not-read', `the file cannot be read (${handle})`);
  try {
    if (stampOf(await handle.stat()) !== stampOf(stat)) return changing;
    const bytes = await readUpTo(handle, stat.size);
    return stampOf(await handle.stat()) === stampOf(stat) && bytes.length === stat.size
      ? ok(bytes)
      : changing;
  } catch {
    return changing;
  } finally {
    await handle.close();
  }
}
