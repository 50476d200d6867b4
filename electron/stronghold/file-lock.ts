import { link, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { isGone, type LockOwner, lockOwnerSchema, thisOwner } from './lock-owner.ts';
import { openWithoutWaiting, readUpTo } from './plain-file.ts';
import { inspectFolderOf, inspectPath, systemCode } from './safe-path.ts';
import { notWritten } from './write-fault.ts';

/** The right to write one Stronghold file, for as long as it is not released. */
export interface FileLock {
  readonly file: string;
  /** False once it was given back. */
  readonly isHeld: () => boolean;
  /** Gives the right back. Doing it again changes nothing. */
  readonly release: () => Promise<void>;
}

/** How often a lock is looked at again when it changes hands in the meantime. */
const MAX_TURNS = 20;
/** How many killed takers of a killed holder's lock are climbed over. */
const MAX_DEPTH = 4;
const MAX_LOCK_LENGTH = 4096;
const OWNER_ONLY = 0o600;

/**
 * Takes the right to write a file, until it is released: `<file>.lock` beside it says who has it. A lock left by a kill
 * is taken over; one of a living holder never is, and neither is one whose holder cannot be looked at.
 *
 * @param file absolute path; it need not exist, its folder must
 * @returns `stronghold-in-use`, `stronghold-unsafe-path`, `stronghold-missing` (no folder), `file-not-written`
 */
export async function holdLock(file: string): Promise<Result<FileLock>> {
  const found = await inspectPath(file);
  if (!found.ok) return found;
  const folder = await inspectFolderOf(file);
  if (!folder.ok) return folder;
  const lock = `${file}.lock`;
  const owner = thisOwner();
  try {
    const taken = await take(lock, owner, 0);
    if (!taken.ok) return taken;
    await removeTraces(lock);
    let held = true;
    const release = async () => {
      held = false;
      await giveBack(lock, owner);
    };
    return ok({ file, isHeld: () => held, release });
  } catch (error) {
    return notWritten(`${basename(lock)} could not be written`, error);
  }
}

/**
 * Does work on a file while holding its lock.
 * @param held a lock that the caller has already, on this very file; it is not released
 * @returns what the work returns, or as {@link holdLock}
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<Result<T>>,
  held?: FileLock,
): Promise<Result<T>> {
  if (held !== undefined) {
    if (held.file !== file) throw new Error('the lock that was passed in is of another file');
    if (!held.isHeld()) throw new Error('the lock that was passed in was given back already');
    return work();
  }
  const lock = await holdLock(file);
  if (!lock.ok) return lock;
  try {
    return await work();
  } finally {
    await lock.value.release();
  }
}

/**
 * Takes a lock, or the right to take over a lock that a kill left behind. That right is a lock itself, named after the
 * token of the dead owner's, so that of many takers one wins, and a late one finds the token changed. Since nobody else
 * may touch the dead lock meanwhile, the winner renames its own over it: the file is never without a lock.
 */
async function take(lock: string, owner: LockOwner, depth: number): Promise<Result<void>> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (await place(lock, owner)) return ok(undefined);
    const holder = await readLock(lock);
    if (holder === 'none') continue;
    if (holder === 'unreadable') {
      return inUse(lock, 'its lock cannot be read; if no program has the file open, delete');
    }
    if (!isGone(holder, owner) || depth === MAX_DEPTH) {
      return inUse(lock, `process ${holder.pid} has it open; if there is no such process, delete`);
    }
    const right = `${lock}.${holder.token}`;
    const claimed = await take(right, { ...owner, token: thisOwner().token }, depth + 1);
    if (!claimed.ok) return claimed;
    try {
      const still = await readLock(lock);
      if (typeof still === 'object' && still.token === holder.token) {
        await rename(await writeTemporary(lock, owner), lock);
        return ok(undefined);
      }
    } finally {
      await removeIfThere(right);
    }
  }
  return inUse(lock, 'its lock changes hands all the time:');
}

/** Puts a lock where there is none, with its whole content at once. */
async function place(lock: string, owner: LockOwner): Promise<boolean> {
  const temporary = await writeTemporary(lock, owner);
  try {
    await link(temporary, lock);
    return true;
  } catch (error) {
    const code = systemCode(error);
    // ENOENT: the new holder of the lock cleaned up around it.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EINVAL'].includes(code)) throw error;
    return await placeWithoutLink(lock, owner);
  } finally {
    await removeIfThere(temporary);
  }
}

/** File systems of USB sticks have no hard links. */
async function placeWithoutLink(lock: string, owner: LockOwner): Promise<boolean> {
  try {
    await writeNew(lock, owner);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function writeTemporary(lock: string, owner: LockOwner): Promise<string> {
  const temporary = `${lock}.${owner.token}.tmp`;
  await removeIfThere(temporary);
  await writeNew(temporary, owner);
  return temporary;
}

async function writeNew(path: string, owner: LockOwner): Promise<void> {
  await using handle = await open(path, 'wx', OWNER_ONLY);
  await handle.writeFile(`${JSON.stringify(owner)}\n`);
  // A power cut must not leave a lock without content, which nobody could judge.
  await handle.sync();
}

async function readLock(lock: string): Promise<LockOwner | 'none' | 'unreadable'> {
  try {
    await using handle = await openWithoutWaiting(lock);
    const found = await handle.stat();
    if (!found.isFile() || found.size > MAX_LOCK_LENGTH) return 'unreadable';
    const text = new TextDecoder().decode(await readUpTo(handle, found.size));
    const owner = parseWith(lockOwnerSchema, JSON.parse(text));
    return owner.ok ? owner.value : 'unreadable';
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable';
    return systemCode(error) === 'ENOENT' ? 'none' : 'unreadable';
  }
}

async function giveBack(lock: string, owner: LockOwner): Promise<void> {
  const holder = await readLock(lock);
  if (typeof holder === 'object' && holder.token === owner.token) await removeIfThere(lock);
}

/** Removes what killed takers left beside a lock. Only the present owner does so: no other right counts any more. */
async function removeTraces(lock: string): Promise<void> {
  const prefix = `${basename(lock)}.`;
  for (const name of await readdir(dirname(lock))) {
    if (
      name.startsWith(prefix) &&
      /^[0-9a-f]{24}(\.[0-9a-f]{24})*(\.tmp)?$/.test(name.slice(prefix.length))
    ) {
      await removeIfThere(join(dirname(lock), name));
    }
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

function inUse(lock: string, why: string) {
  return refuse('stronghold-in-use', `${basename(lock, '.lock')}: ${why} ${basename(lock)}`);
}
