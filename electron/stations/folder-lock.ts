import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { holdLock } from '../stronghold/file-lock.ts';

/** The right to work with a treasury's folder, until it is released. */
export interface FolderLock {
  readonly release: () => Promise<void>;
}

/**
 * Takes a treasury's folder for this process: `treasury.lock` in it says who has it. One that was left by a kill is taken
 * over. SQLite has a lock of its own beside it, which the system drops when the same process looks at the file again.
 * @returns refuses `treasury-in-use`, `treasury-missing`, `store-read-only`, `store-full`
 */
export async function lockFolder(folder: string): Promise<Result<FolderLock>> {
  const place = await realpath(folder).catch(() => path.resolve(folder));
  const taken = await holdLock(path.join(place, 'treasury'));
  if (taken.ok) return ok({ release: taken.value.release });
  // Where others may write into the folder, a lock file says nothing: SQLite's lock is all there is, as for attaching.
  if (taken.code === 'stronghold-unsafe-path') return ok({ release: async () => {} });
  return ofFolder(taken);
}

function ofFolder(refusal: Refusal): Refusal {
  switch (refusal.code) {
    case 'stronghold-in-use':
      return refuse('treasury-in-use', refusal.message);
    case 'stronghold-missing':
      return refuse('treasury-missing', refusal.message);
    case 'disk-full':
      return refuse('store-full', refusal.message);
    case 'file-not-written':
    case 'medium-read-only':
      return refuse('store-read-only', refusal.message);
    default:
      return refusal;
  }
}
