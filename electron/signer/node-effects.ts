import { randomBytes } from 'node:crypto';
import { replaceFile } from '../stronghold/atomic-file.ts';
import type { SignerEffects } from './serve.ts';
import { appendToStateFile, readStateFile, stateFileName } from './state-file.ts';

/** What the signer takes from the world: the clock, randomness, and the state file beside each Stronghold file. */
export const nodeEffects: SignerEffects = {
  now: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  stateFileOf: (strongholdFile) => {
    const file = stateFileName(strongholdFile);
    return {
      read: () => readStateFile(file),
      write: (bytes) => replaceFile(file, bytes),
      append: (frame, end) => appendToStateFile(file, frame, end),
    };
  },
};
