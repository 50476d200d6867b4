import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Windows has neither flag; there a path is only looked at before it is opened. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
export const NO_WAIT = constants.O_NONBLOCK ?? 0;

/**
 * Opens a file for reading. A symbolic link throws ELOOP, and a pipe put in the file's place does not keep the process waiting;
 * what was opened is judged by the handle's `stat`. Throws system errors.
 */
export function openWithoutWaiting(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
}

/** The first `most` bytes of an open file, or all of it where it has fewer. Throws system errors. */
export async function readUpTo(handle: FileHandle, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
