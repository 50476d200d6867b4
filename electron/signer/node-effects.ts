import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { replaceFile } from '../stronghold/atomic-file.ts';
import { MAX_STATE_BYTES } from './sealed-state.ts';
import type { SignerEffects } from './serve.ts';

/** The signer's hold on the world: the clock, randomness, and the state file beside each Stronghold file. */
export const nodeEffects: SignerEffects = {
  now: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  stateFileOf: (strongholdFile) => {
    const file = `${strongholdFile}.state`;
    return {
      read: () => readSmall(file),
      write: (bytes) => replaceFile(file, bytes),
    };
  },
};

async function readSmall(file: string): Promise<Uint8Array | null> {
  try {
    // One byte past the limit is enough for `unsealState` to refuse it.
    const { size } = await stat(file);
    return size > MAX_STATE_BYTES
      ? new Uint8Array(MAX_STATE_BYTES + 1)
      : new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
