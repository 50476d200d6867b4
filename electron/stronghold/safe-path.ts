import type { Stats } from 'node:fs';
import { lstat, mkdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { ok, type Result, refuse } from '../core/result.ts';

/** How far a place on disk is believed. */
export interface PlaceTrust {
  /**
   * Set for removable media, whose file systems know no owners: neither owner nor mode of file and folder are looked
   * at. A symbolic link in place of the file is refused even so.
   */
  readonly trustPlace?: boolean | undefined;
}

const OWNER_ONLY_FOLDER = 0o700;
const OPEN_TO_OTHERS = 0o066;

/**
 * Looks at a path without following it.
 * @returns whether a plain file is there; `stronghold-not-plain` for a symbolic link or anything that is not a plain file,
 * `stronghold-unsafe-path` for a relative path, or one that cannot be followed
 */
export async function inspectPath(file: string): Promise<Result<'plain' | 'absent'>> {
  const absolute = requireAbsolute(file);
  if (!absolute.ok) return absolute;
  try {
    const found = await lstat(file);
    return found.isFile() ? ok('plain') : notPlain(`expected a plain file, got ${kindOf(found)}`);
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? ok('absent') : unsafe(`the path of the file cannot be followed (${code})`);
  }
}

/** Refuses a path that is unsafe (`stronghold-unsafe-path`) or already taken (`stronghold-exists`). */
export async function refuseOccupied(file: string): Promise<Result<void>> {
  const found = await inspectPath(file);
  if (!found.ok) return found;
  return found.value === 'absent'
    ? ok(undefined)
    : refuse('stronghold-exists', `there already is a file at ${file}; it is never overwritten`);
}

/**
 * Judges the folder that a vault is in: others who can write there could put another file in the place of ours, and
 * others who can read there can copy it and try passwords at leisure. A link to a folder, of this user or the system, is
 * followed, and the folder is judged: it is what the file is in.
 * @returns `stronghold-missing` where there is no folder, `stronghold-not-plain` where something else is,
 * `stronghold-unsafe-path` with the way to mend it
 */
export async function inspectFolder(
  folder: string,
  { trustPlace = false }: PlaceTrust = {},
): Promise<Result<void>> {
  const absolute = requireAbsolute(folder);
  if (!absolute.ok) return absolute;
  try {
    const named = await lstat(folder);
    const found = await stat(folder);
    if (!found.isDirectory()) return notPlain(`expected a folder, got ${kindOf(found)}`);
    if (named.isSymbolicLink() && !isOwnOrOfSystem(named)) {
      return unsafe(`expected a link of the user who runs this, got one of user ${named.uid}: ${folder}`);
    }
    return trustPlace ? ok(undefined) : requirePrivate(found, folder);
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT'
      ? refuse('stronghold-missing', `expected a folder at ${folder}`)
      : unsafe(`the path of the folder cannot be followed (${code})`);
  }
}

/**
 * Makes a folder (0700) where it is missing, then judges it as {@link inspectFolder} does. Throws system errors.
 * @returns `stronghold-unsafe-path`
 */
export async function prepareFolder(folder: string, trust: PlaceTrust = {}): Promise<Result<void>> {
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    // That is also how Node's recursive form tells a read-only medium; the plain one says what it is.
    await mkdir(folder, { mode: OWNER_ONLY_FOLDER });
  }
  return inspectFolder(folder, trust);
}

/** {@link inspectFolder} of the folder that a file is in. */
export function inspectFolderOf(file: string, trust: PlaceTrust = {}): Promise<Result<void>> {
  return inspectFolder(dirname(file), trust);
}

/**
 * Refuses (`stronghold-unsafe-path`) a file or folder that belongs to another user or that others can read or write.
 * Windows keeps neither in the mode; there the folder's inherited rights are what protects.
 */
export function requirePrivate(found: Stats, path: string): Result<void> {
  const user = process.getuid?.();
  if (user === undefined) return ok(undefined);
  const noun = found.isDirectory() ? 'folder' : 'file';
  if (found.uid !== user) {
    return unsafe(`expected a ${noun} of the user who runs this, got one of user ${found.uid}: ${path}`);
  }
  if ((found.mode & OPEN_TO_OTHERS) === 0) return ok(undefined);
  const octal = (found.mode & 0o777).toString(8);
  const mend = `chmod ${found.isDirectory() ? '700' : '600'} '${path}'`;
  return unsafe(
    `expected a ${noun} that only its owner can read and write, got mode ${octal}; mend: ${mend}`,
  );
}

/** The code of a system error, such as `ENOENT`. Anything else is a bug, and is thrown on. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

function requireAbsolute(path: string): Result<void> {
  return isAbsolute(path) && !path.includes('\0')
    ? ok(undefined)
    : unsafe('expected an absolute path, got another');
}

function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'a symbolic link';
  if (found.isDirectory()) return 'a folder';
  return found.isFile() ? 'a file' : 'a device or pipe';
}

/** Windows keeps no owner in the mode. */
function isOwnOrOfSystem({ uid }: Stats): boolean {
  const user = process.getuid?.();
  return user === undefined || uid === user || uid === 0;
}

const notPlain = (message: string) => refuse('stronghold-not-plain', message);

function unsafe(message: string) {
  return refuse('stronghold-unsafe-path', message);
}
