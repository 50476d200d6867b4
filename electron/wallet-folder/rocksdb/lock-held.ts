import { lstat, open, readFile } from 'node:fs/promises';
import { systemCode } from '../../stronghold/safe-path.ts';

/**
 * Whether another process holds the lock of a folder. RocksDB takes a record lock on the file `LOCK`, which lies there
 * before and after. Linux lists these locks; Windows does not let such a file be opened. On macOS nothing tells: there
 * only a change of the folder is noticed.
 */
export async function isLockHeld(lock: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') {
      const [{ ino }, locks] = await Promise.all([lstat(lock), readFile('/proc/locks', 'latin1')]);
      return lockedFiles(locks).has(ino);
    }
    if (process.platform === 'win32') await (await open(lock, 'r')).close();
    return false;
  } catch (error) {
    return systemCode(error) === 'EBUSY';
  }
}

/**
 * The files (inode numbers) that somebody holds, as proc_locks(5) lists them, e.g.
 * `1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF`. Device numbers differ from those of `stat` on some file systems, so
 * that a file of the same number on another disk counts too: then the folder is refused once too often.
 */
export function lockedFiles(locks: string): ReadonlySet<number> {
  const found = locks.matchAll(/^\d+: +(?:POSIX|OFDLCK) +\S+ +\S+ +-?\d+ +[0-9a-f]+:[0-9a-f]+:(\d+) /gm);
  return new Set(Array.from(found, ([, inode]) => Number(inode)));
}
