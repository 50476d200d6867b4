import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../../core/result.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import type { TreasuryPart } from '../station.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';

/** Ends the name of the note beside a vault file that no signed ceremony names yet. */
const UNFINISHED = '.unfinished';
/** As a ceremony names its files: the vault's name and eight digits of their own. Nothing else is ever removed. */
const writtenName = /^[a-z0-9-]{1,71}-[0-9a-f]{8}\.stronghold$/;

const NOTE = `The vault file of this name belongs to a ceremony that nobody has signed yet.
If that ceremony is not completed, the file is removed. Its words are on paper.
`;

/** Notes, before a vault file is written, that no ceremony has ended with it yet: a station that dies leaves it. */
export function noteUnfinished(folder: string, name: string): Promise<Result<void>> {
  return replaceAtomically({
    file: `${treasuryPaths(folder).vault(name)}${UNFINISHED}`,
    bytes: new TextEncoder().encode(NOTE),
    verify: () => ok(undefined),
  });
}

/**
 * Removes a vault file that a ceremony wrote and did not carry to its end, with its sealed state and with what a killed
 * writer left of both: its seed must not lie about under a password that nobody keeps. The words are on paper; no
 * treasury file names it. What cannot be removed now goes at the next start, since its note goes last.
 */
export async function discardWritten(folder: string, name: string): Promise<void> {
  const { vaults, vault } = treasuryPaths(folder);
  const remains = (other: string): boolean =>
    other === name ||
    other === `${name}.state` ||
    other.startsWith(`${name}.lock`) ||
    (other.startsWith(`.${name}.`) && other.endsWith('.tmp'));
  try {
    for (const other of await readdir(vaults)) {
      if (remains(other)) await rm(path.join(vaults, other), { force: true });
    }
    await rm(`${vault(name)}${UNFINISHED}`, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Removes what ceremonies wrote that no signed one names: a station was killed between the two. A file goes only if its
 * note lies beside it and neither the treasury's file nor any ceremony's record names it.
 * @param kept names of the vault files in the records of all signed ceremonies
 */
export async function discardUnfinished(
  { folder, file }: Pick<TreasuryPart, 'folder' | 'file'>,
  kept: ReadonlySet<string>,
): Promise<void> {
  const named = new Set([...kept, ...Object.values(file().vaultFiles)]);
  const { vaults } = treasuryPaths(folder);
  try {
    for (const note of await readdir(vaults)) {
      const name = note.slice(0, -UNFINISHED.length);
      if (!note.endsWith(UNFINISHED) || !writtenName.test(name)) continue;
      if (named.has(name)) await rm(path.join(vaults, note), { force: true });
      else await discardWritten(folder, name);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** A failure of the disk, not of this program. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number';
}
