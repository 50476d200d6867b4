import { randomBytes } from 'node:crypto';
import { finishWrite, replaceFile } from '../stronghold/atomic-file.ts';
import type { SignerEffects } from './serve.ts';
import { appendToStateFile, readStateFile, stateFileName } from './state-file.ts';

/** What the signer takes from the world: the clock, randomness, and the state file beside each Stronghold file. */
export const nodeEffects: SignerEffects = {
  now: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  stateFileOf: (strongholdFile) => {
    const file = stateFileName(strongholdFile);
    let isNamed = false;
    return {
      read: () => readStateFile(file),
      write: (bytes) => replaceFile(file, bytes),
      append: async (frame, end) => {
        // A rewriting that was killed may have left a name that is not on the disk: a power cut would take the frame with it.
        if (!isNamed) {
          const flushed = await finishWrite(file);
          if (!flushed.ok) return flushed;
          isNamed = true;
        }
        return appendToStateFile(file, frame, end);
      },
    };
  },
};
