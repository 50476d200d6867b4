import { lstat, mkdir, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { ok, type Result, refuse } from '../core/result.ts';

const OWNER_ONLY_FOLDER = 0o700;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Looks at a path without following it.
 * @returns whether a plain file is there; `stronghold-unsafe-path` for a relative path, a symbolic link or anything
 * that is not a plain file
 */
export async function inspectPath(file: string): Promise<Result<'plain' | 'absent'>> {
  if (!isAbsolute(file) || file.includes('\0')) {
    return refuse('stronghold-unsafe-path', 'expected an absolute path, got another');
  }
  try {
    const found = await lstat(file);
    if (found.isFile()) return ok('plain');
    const kind = found.isSymbolicLink()
      ? 'a symbolic link'
      : found.isDirectory()
        ? 'a folder'
        : 'a device or pipe';
    return refuse('stronghold-unsafe-path', `expected a plain file, got ${kind}`);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return ok('absent');
    return refuse('stronghold-unsafe-path', `the path of the file cannot be followed (${code})`);
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
 * Makes a folder (0700) where it is missing, and refuses one that others can write to: they could put another file in
 * the place of ours. Throws system errors.
 * @returns `stronghold-unsafe-path`
 */
export async function prepareFolder(folder: string): Promise<Result<void>> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const { mode } = await stat(folder);
  // The bits mean nothing on Windows.
  if (process.platform === 'win32' || (mode & WRITABLE_BY_OTHERS) === 0) return ok(undefined);
  const octal = (mode & 0o777).toString(8);
  return refuse(
    'stronghold-unsafe-path',
    `expected a folder that only its owner can write to, got mode ${octal}`,
  );
}

/** The code of a system error, such as `ENOENT`. Anything else is a bug, and is thrown on. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
