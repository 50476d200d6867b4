import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ok, type Result, refuse } from '../core/result.ts';
import { inspectPath, type PlaceTrust, prepareFolder, refuseOccupied, systemCode } from './safe-path.ts';
import { notWritten } from './write-fault.ts';

/** A file to write, and how to know that it was written. */
export interface AtomicWrite extends PlaceTrust {
  /** Absolute path. Its folder is made (0700) where missing, and must be closed to all but its owner. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Judges what was read back from the disk, before it gets its name. */
  readonly verify: (written: Uint8Array) => Result<void>;
  /** Rights of the file, of which the system takes away what it always does; its owner's alone where left out. */
  readonly mode?: number;
}

const OWNER_ONLY_FILE = 0o600;

/**
 * Writes a new file, all or nothing: after a crash at any moment there is no file or the whole file. Never replaces
 * anything, not even a file that appears in the meantime.
 * @returns `stronghold-exists`, `stronghold-unsafe-path`, `file-not-written`, or what `verify` refuses
 */
export async function createAtomically(write: AtomicWrite): Promise<Result<void>> {
  const free = await refuseOccupied(write.file);
  return free.ok ? writeThroughTemporary(write, takeFreeName) : free;
}

/**
 * Replaces a file or writes a new one, all or nothing: after a crash at any moment it is the whole old or the
 * whole new one.
 * @returns `stronghold-unsafe-path`, `file-not-written`, or what `verify` refuses
 */
export async function replaceAtomically(write: AtomicWrite): Promise<Result<void>> {
  const found = await inspectPath(write.file);
  return found.ok ? writeThroughTemporary(write, takeName) : found;
}

/** {@link replaceAtomically} for callers to whom a failure is a crash: throws it. On disk before it returns. */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const replaced = await replaceAtomically({ file, bytes, verify: () => ok(undefined) });
  if (!replaced.ok) throw new Error(`${replaced.code}: ${replaced.message}`);
}

/**
 * Ends a write that was killed after the file got its name: removes its temporary file and flushes the name itself.
 * @returns `file-not-written`
 */
export async function finishWrite(file: string): Promise<Result<void>> {
  try {
    await removeLeftovers(file);
    await syncFolder(dirname(file));
    return ok(undefined);
  } catch (error) {
    return notWritten(`${basename(file)} could not be flushed`, error);
  }
}

export type GiveName = (temporary: string, file: string) => Promise<Result<void>>;

async function writeThroughTemporary(
  { file, bytes, verify, trustPlace, mode = OWNER_ONLY_FILE }: AtomicWrite,
  giveName: GiveName,
): Promise<Result<void>> {
  const folder = dirname(file);
  const temporary = join(folder, `${temporaryPrefix(file)}${randomBytes(6).toString('hex')}.tmp`);
  try {
    const safe = await prepareFolder(folder, { trustPlace });
    if (!safe.ok) return safe;
    await removeLeftovers(file);
    try {
      await writeNew(temporary, bytes, mode);
      const written = await readFile(temporary);
      if (!written.equals(bytes)) {
        return refuse('file-not-written', 'the disk gave back other bytes than were written');
      }
      const verified = verify(written);
      if (!verified.ok) return verified;
      const named = await giveName(temporary, file);
      if (!named.ok) return named;
    } finally {
      await removeIfThere(temporary);
    }
    await syncFolder(folder);
    return ok(undefined);
  } catch (error) {
    return notWritten(`${basename(file)} could not be written`, error);
  }
}

const takeName: GiveName = async (temporary, file) => {
  await rename(temporary, file);
  return ok(undefined);
};

/** A hard link fails where the name is taken, which a rename would not. Throws system errors. */
export const takeFreeName: GiveName = async (temporary, file) => {
  try {
    await link(temporary, file);
    return ok(undefined);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST')
      return refuse('stronghold-exists', `a file appeared at ${file}; it was not overwritten`);
    // USB sticks (FAT, exFAT) have no hard links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EINVAL'].includes(code)) throw error;
    const free = await refuseOccupied(file);
    return free.ok ? takeName(temporary, file) : free;
  }
};

async function writeNew(temporary: string, bytes: Uint8Array, mode: number): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  await using handle = await open(temporary, flags, mode);
  await handle.writeFile(bytes);
  await handle.sync();
}

/** Makes the new name itself survive a power cut. Windows cannot open a folder, and some network drives refuse. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error))) throw error;
  }
}

export function temporaryPrefix(file: string): string {
  return `.${basename(file)}.`;
}

/** Removes what earlier writes of this very file left behind when they were killed. */
export async function removeLeftovers(file: string): Promise<void> {
  const folder = dirname(file);
  const prefix = temporaryPrefix(file);
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length))) {
      await removeIfThere(join(folder, name));
    }
  }
}

export async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
