import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { NO_FOLLOW, NO_WAIT, openWithoutWaiting, readUpTo } from '../stronghold/plain-file.ts';
import { inspectPath, systemCode } from '../stronghold/safe-path.ts';
import { notWritten } from '../stronghold/write-fault.ts';
import { MAX_STATE_BYTES } from './sealed-state.ts';
import type { StateEnd } from './state-log.ts';

/** Where the sealed state of a Stronghold file lies. */
export const stateFileName = (strongholdFile: string): string => `${strongholdFile}.state`;

/**
 * Reads a sealed state. Whoever has the disk may have put anything in its place: a pipe would keep the process waiting while it
 * has the seed, a link to a device has no end. Its kind and size are judged on the open file, before any of it is read.
 * @param file absolute path, see {@link stateFileName}
 * @returns the bytes, null where there is none; `state-damaged` for anything but a plain file of at most so many bytes
 * that can be read
 */
export async function readStateFile(
  file: string,
  most = MAX_STATE_BYTES,
): Promise<Result<Uint8Array | null>> {
  const found = await inspectPath(file);
  if (!found.ok) return damaged(found.message);
  if (found.value === 'absent') return ok(null);
  try {
    await using handle = await openWithoutWaiting(file);
    const stat = await handle.stat();
    if (!stat.isFile()) return damaged('expected a plain file, got another thing');
    if (stat.size > most) return damaged(`expected at most ${most} bytes, got ${stat.size}`);
    return ok(await readUpTo(handle, stat.size));
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? ok(null) : damaged(code);
  }
}

/**
 * Appends a frame to a sealed state, on disk before it returns. What a killed write left behind the end is cut off
 * first, and that is flushed: the new frame must not be mixed with it. What was there before is never written over.
 * @param end the state as this signer knows it
 * @returns `state-rolled-back` where the file is no longer that one, before the append or right after it: a second signer
 * would otherwise spend each window a second time; `state-damaged` for anything but a plain file; `file-not-written` where it would grow too large,
 * and the codes of `notWritten` where the disk fails: then nothing is signed on its account.
 */
export async function appendToStateFile(
  file: string,
  frame: Uint8Array,
  end: StateEnd,
  most = MAX_STATE_BYTES,
): Promise<Result<void>> {
  const found = await inspectPath(file);
  if (!found.ok) return damaged(found.message);
  if (found.value === 'absent') return changed();
  await using handle = await openToAppend(file);
  if (handle === null) return damaged('it cannot be opened');
  const stat = await handle.stat();
  if (!stat.isFile()) return damaged('expected a plain file, got another thing');
  if (stat.size > most) return damaged(`expected at most ${most} bytes, got ${stat.size}`);
  const { tag } = end.link;
  if (stat.size !== end.size || !(await has(handle, tag, end.length - tag.length))) return changed();
  if (end.length + frame.length > most) {
    return refuse('file-not-written', `expected a sealed state of ${most} bytes or less; it is full`);
  }
  try {
    if (end.size > end.length) {
      await handle.truncate(end.length);
      await handle.sync();
    }
    await handle.writeFile(frame);
    await handle.sync();
  } catch (error) {
    return notWritten("the vault's sealed state could not be written", error);
  }
  const written = await handle.stat();
  if (written.size !== end.length + frame.length || !(await has(handle, frame, end.length))) {
    throw new Error('the disk gave back other bytes than were written');
  }
  return (await isNamed(file, written)) ? ok(undefined) : changed();
}

/** Whether a name still belongs to an open file: a backup put in its place meanwhile would know nothing of the frame. */
async function isNamed(
  file: string,
  { dev, ino }: { readonly dev: number; readonly ino: number },
): Promise<boolean> {
  try {
    const named = await lstat(file);
    return named.dev === dev && named.ino === ino;
  } catch (error) {
    systemCode(error);
    return false;
  }
}

async function openToAppend(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, constants.O_RDWR | constants.O_APPEND | NO_FOLLOW | NO_WAIT);
  } catch (error) {
    systemCode(error);
    return null;
  }
}

async function has(handle: FileHandle, expected: Uint8Array, at: number): Promise<boolean> {
  if (at < 0) return false;
  const bytes = Buffer.alloc(expected.length);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, at);
  return bytesRead === bytes.length && bytes.equals(expected);
}

function changed(): Refusal {
  return refuse('state-rolled-back', "the vault's sealed state was changed on the disk while it was open");
}

function damaged(why: string): Refusal {
  return refuse('state-damaged', `the vault's sealed state cannot be read: ${why}`);
}
