import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { holdLock } from '../../stronghold/file-lock.ts';

/** The officer's key file in the folder of an officer's desk. */
export const OFFICER_KEY = 'officer.stronghold';

/** Whoever makes an officer's desk has its draft locked under this name, so that nobody takes it for one that was left. */
export const lockOfDraft = (draft: string): string => path.join(draft, 'joining');

const DRAFT = /\.unfinished-[0-9a-f]{8}$/;

/**
 * Removes what a kill has left of officers' desks that were being made: a copy of an officer's key lies in each. One that a
 * living process works on stays.
 * @param parent the folder in which they were to be
 */
export async function removeJoinDrafts(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => DRAFT.test(each))) {
    const draft = path.join(parent, name);
    const key = await stat(path.join(draft, 'officers', OFFICER_KEY)).catch(() => null);
    if (key === null) continue;
    const lock = await holdLock(lockOfDraft(draft));
    if (!lock.ok) continue;
    await rm(draft, { recursive: true, force: true });
    await lock.value.release();
  }
}
