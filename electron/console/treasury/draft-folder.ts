import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result, refuse } from '../../core/result.ts';
import { notWritten } from '../../stronghold/write-fault.ts';

/**
 * Fills a folder beside its place and moves it there at the end, so that a crash leaves no half of it.
 * @param parts folders inside of it
 * @param suffix eight hex digits of this try
 * @returns refuses `treasury-exists`, `file-not-written`, and what `fill` refuses; nothing of it remains then
 */
export async function fillDraft<T>(
  {
    folder,
    parts,
    suffix,
  }: { readonly folder: string; readonly parts: readonly string[]; readonly suffix: string },
  fill: (draft: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const draft = `${folder}.unfinished-${suffix}`;
  const ready = await makeReady(draft, folder, parts);
  if (!ready.ok) return ready;
  try {
    const filled = await fill(draft);
    if (!filled.ok) return filled;
    const moved = await moveIntoPlace(draft, folder);
    return moved.ok ? filled : moved;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Makes the draft's folders; looks at the place first, so that nobody waits for its keys to hear that it is taken. */
async function makeReady(draft: string, folder: string, parts: readonly string[]): Promise<Result<void>> {
  const parent = path.dirname(folder);
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    if (await isOccupied(folder)) return occupied(folder);
    // What a creation left that was killed: never a treasury, since that gets its name at the very end.
    const leftover = `${path.basename(folder)}.unfinished-`;
    for (const name of await readdir(parent)) {
      if (name.startsWith(leftover) && /^[0-9a-f]{8}$/.test(name.slice(leftover.length)))
        await rm(path.join(parent, name), { recursive: true, force: true });
    }
    for (const part of ['', ...parts]) {
      await mkdir(path.join(draft, part), { recursive: true, mode: 0o700 });
    }
    return ok(undefined);
  } catch (error) {
    return notWritten(`no folder can be made at ${folder}`, error);
  }
}

/** An empty folder is no obstacle: the system's dialog makes one. */
async function isOccupied(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    return codeOf(error) !== 'ENOENT';
  }
}

const occupied = (folder: string) =>
  refuse('treasury-exists', `there is something at ${folder} already; it was left as it is`);

async function moveIntoPlace(draft: string, folder: string): Promise<Result<void>> {
  try {
    // An empty folder (the system's dialog makes one) may be replaced; anything else stops the rename.
    await rename(draft, folder);
    return ok(undefined);
  } catch (error) {
    const code = codeOf(error);
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'].includes(code)) return occupied(folder);
    return notWritten(`the treasury could not be moved to ${folder}`, error);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
