import type { Stats } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { MOST_FILE } from '../../../core/envelope/container.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { systemCode } from '../../../stronghold/safe-path.ts';

/** Entries of the folder that one look reads at most. */
export const MOST_ENTRIES = 20_000;
/** Files with the name of an envelope that are kept in mind at most. */
export const MOST_FILES = 500;

/** How the name of an envelope's file ends. Whatever ends otherwise is not ours to look at. */
export const ENDING = '.sallyport';

/** Letters of any script, digits and a few signs; it begins with a letter or digit, so that no half-written file of a program does. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()+,-]{0,180}\.sallyport$/u;

/** A plain file by its name, as it lies there. */
export interface ListedFile {
  readonly name: string;
  readonly stat: Stats;
}

export interface Listing {
  readonly files: readonly ListedFile[];
  /** Names that are not looked into, and why. */
  readonly ignored: readonly { readonly name: string; readonly why: Refusal }[];
  /** There is more than one look reads. */
  readonly crowded: boolean;
}

/** Whether somebody may be asked about a file of this name: it is shown as it is, and leads nowhere else. */
export const isEnvelopeName = (name: string): boolean => NAME.test(name) && name === path.basename(name);

/**
 * Lists what lies in a drop folder, and reads no file. The work is bounded, however many there are.
 * @param folder absolute path
 * @returns refuses `drop-folder-gone` where no folder can be read there
 */
export async function listFiles(folder: string): Promise<Result<Listing>> {
  const named = await namesIn(folder);
  if (!named.ok) return named;
  const { names, crowded } = named.value;
  const files: ListedFile[] = [];
  const ignored: { name: string; why: Refusal }[] = [];
  for (const name of names) {
    if (!isEnvelopeName(name)) {
      ignored.push({
        name: shownName(name),
        why: refuse('drop-file-name', 'expected a plain name of a file'),
      });
      continue;
    }
    const stat = await lstat(path.join(folder, name)).catch(() => null);
    if (stat === null) continue; // gone meanwhile
    const why = whyIgnored(stat);
    if (why) ignored.push({ name, why });
    else files.push({ name, stat });
  }
  return ok({ files, ignored, crowded });
}

async function namesIn(
  folder: string,
): Promise<Result<{ readonly names: readonly string[]; readonly crowded: boolean }>> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory()) return gone(folder, 'something else is there');
    const names: string[] = [];
    let entries = 0;
    // Closed by the loop's end.
    for await (const { name } of await opendir(folder, { bufferSize: 1000 })) {
      entries += 1;
      if (entries > MOST_ENTRIES || names.length === MOST_FILES) return ok({ names, crowded: true });
      if (name.toLowerCase().endsWith(ENDING) && !name.startsWith('.')) names.push(name);
    }
    return ok({ names, crowded: false });
  } catch (error) {
    return gone(folder, systemCode(error));
  }
}

const gone = (folder: string, why: string) =>
  refuse('drop-folder-gone', `expected a folder that can be read at ${folder} (${why})`);

function whyIgnored(stat: Stats): Refusal | null {
  if (!stat.isFile()) return refuse('drop-file-not-plain', 'expected a plain file, got something else');
  return stat.size > MOST_FILE
    ? refuse('envelope-oversize', `expected an envelope of at most ${MOST_FILE} bytes, got ${stat.size}`)
    : null;
}

/** A hostile name, made harmless for a screen. */
const shownName = (name: string): string => name.replace(/[^\p{L}\p{N} ._()+,-]/gu, '?').slice(0, 80);

/**
 * The real place of a folder that somebody chose for envelopes.
 * @param own the treasury's folder: nothing of others may come to lie in it
 * @returns refuses `drop-folder-unfit`
 */
export async function fitFolder(chosen: string, own: string): Promise<Result<string>> {
  const unfit = (why: string) => refuse('drop-folder-unfit', `expected a folder for envelopes, ${why}`);
  if (!path.isAbsolute(chosen) || chosen.includes('\0')) return unfit('with its whole path');
  try {
    const [place, treasury] = [await realpath(chosen), await realpath(own)];
    if (!(await lstat(place)).isDirectory()) return unfit('got something else');
    const below = path.relative(treasury, place);
    const isInside = below === '' || !(below.startsWith('..') || path.isAbsolute(below));
    return isInside ? unfit("got one in the treasury's own folder") : ok(place);
  } catch (error) {
    return unfit(`got none (${systemCode(error)})`);
  }
}
