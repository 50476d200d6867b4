import { rm } from 'node:fs/promises';
import type { Treasury } from '../treasury.ts';
import { treasuryPaths } from '../treasury-folder.ts';

/**
 * Removes a vault file that a ceremony wrote and did not carry to its end, with its sealed state: its seed must not lie
 * about under a password that nobody keeps. The words are on paper; no treasury file names it.
 */
export async function discardWritten({ folder }: Treasury, name: string): Promise<void> {
  const file = treasuryPaths(folder).vault(name);
  for (const part of [file, `${file}.state`]) await rm(part, { force: true });
}
