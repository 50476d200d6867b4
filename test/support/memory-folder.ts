import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Linux keeps what is below it in memory. */
const MEMORY = '/dev/shm';

/** Containers often have 64 MB. */
const ENOUGH_BYTES = 2 * 2 ** 30;

/**
 * Has the temporary files of a run in memory, where a machine has enough: a desk waits for its disk at every commit, and the
 * tests' desks make thousands of commits. What a killed process has written is as whole there as on a disk; no test
 * takes a machine's power away.
 * @returns ends it, and removes whatever the tests have left
 */
export function keepFilesInMemory(place = MEMORY, enoughBytes = ENOUGH_BYTES): () => void {
  removeDead(place);
  const folder = roomyFolder(place, enoughBytes);
  if (folder === null) return () => {};
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** @returns a folder as open as the usual one is; null where memory is short, or runs no programs, or there is none */
function roomyFolder(place: string, enoughBytes: number): string | null {
  let folder: string | null = null;
  try {
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < enoughBytes) return null;
    folder = mkdtempSync(path.join(place, `sallyport-${process.pid}-`));
    chmodSync(folder, 0o1777);
    const program = path.join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
    accessSync(program, constants.X_OK);
    rmSync(program);
    return folder;
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

/** Removes what runs have left that were killed: nothing else would give their memory back. */
function removeDead(place: string): void {
  if (!existsSync(place)) return;
  for (const name of readdirSync(place)) {
    const pid = Number(/^sallyport-(\d+)-/.exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) rmSync(path.join(place, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
