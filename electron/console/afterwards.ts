import { Refused } from '../core/result.ts';

/**
 * Does what follows a commit and is done again later: what a disk refuses to it is not told as a refusal of what was
 * committed, since a reported error means that nothing was recorded. Bugs throw.
 */
export async function afterwards(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
