import type { Stats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import { openWithoutWaiting, readUpTo } from '../../stronghold/plain-file.ts';
import { systemCode } from '../../stronghold/safe-path.ts';
import { folderBounds } from './bounds.ts';
import { foreign, locked, oversize, torn } from './faults.ts';
import { isLockHeld } from './lock-held.ts';

/** Reads a file of the folder, whole, into memory of our own. */
export type ReadCopy = (name: string, most?: number) => Promise<Uint8Array>;

/**
 * Lends a folder to a reader: it sees only copies in memory. Nothing of the folder is written or locked, and no symbolic
 * link in it is followed.
 * @param read what to do with the copy; the names are those of plain files
 * @throws Refused `wallet-folder-locked` where another program has the folder open, or changed it meanwhile;
 * `wallet-folder-foreign` for what is no folder of plain files, `wallet-folder-torn`, `wallet-folder-oversize`
 */
export async function withFolderCopy<T>(
  folder: string,
  read: (names: readonly string[], readCopy: ReadCopy) => Promise<T>,
): Promise<T> {
  const before = await namesOf(folder);
  await requireUnlocked(folder, before);
  const seen = new Map<string, string>();
  let left: number = folderBounds.bytes;
  const readCopy: ReadCopy = async (name, most = folderBounds.fileBytes) => {
    const { bytes, stamp } = await readWhole(path.join(folder, name), name, Math.min(most, left));
    left -= bytes.length;
    seen.set(name, stamp);
    return bytes;
  };
  const answer = await read(before, readCopy);
  await requireUnlocked(folder, before);
  if ((await namesOf(folder)).join('/') !== before.join('/')) throw changed();
  for (const [name, stamp] of seen) {
    if (stampOf(await look(path.join(folder, name))) !== stamp) throw changed();
  }
  return answer;
}

const changed = () => locked('the folder changed while it was read');

async function namesOf(folder: string): Promise<readonly string[]> {
  const found = await look(folder);
  if (!found.isDirectory()) throw foreign('expected a folder, and no link to one');
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) {
      names.push(name);
      if (names.length > folderBounds.files) {
        throw oversize(`expected a folder of at most ${folderBounds.files} files`);
      }
    }
  } catch (error) {
    throw unreadable(error, 'the folder');
  }
  return names.sort();
}

async function requireUnlocked(folder: string, names: readonly string[]): Promise<void> {
  if (!names.includes('LOCK')) return;
  if (await isLockHeld(path.join(folder, 'LOCK'))) throw locked('another program has the folder open');
}

async function readWhole(file: string, name: string, most: number) {
  try {
    const handle = await openWithoutWaiting(file);
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw foreign(`${name}: expected a plain file`);
      if (found.size > most) throw oversize(`${name}: expected at most ${most} bytes, got ${found.size}`);
      const bytes = await readUpTo(handle, found.size);
      if (bytes.length !== found.size) throw changed();
      return { bytes, stamp: stampOf(found) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(error, name);
  }
}

async function look(place: string): Promise<Stats> {
  try {
    return await lstat(place);
  } catch (error) {
    throw unreadable(error, path.basename(place));
  }
}

const stampOf = ({ dev, ino, size, mtimeMs }: Stats) => `${dev} ${ino} ${size} ${mtimeMs}`;

/** A system error as a refusal; anything else as it is. */
function unreadable(error: unknown, what: string): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const code = systemCode(error);
  switch (code) {
    case 'ENOENT':
      return torn(`${what}: expected a file that is listed, there is none`);
    case 'EBUSY':
      return locked(`${what}: another program has it open`);
    default:
      return foreign(`${what}: it cannot be read (${code})`);
  }
}
