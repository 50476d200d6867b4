import { setImmediate } from 'node:timers/promises';
import { blake2b } from '@noble/hashes/blake2.js';

/** Bytes that are hashed at once: some milliseconds. */
const TURN = 64 * 1024;

/** BLAKE2b-256 of all parts one after the other, in turns with everything else that this thread has to do. */
export async function hashInTurns(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const hash = blake2b.create({ dkLen: 32 });
  for (const part of parts) {
    for (let at = 0; at < part.length; at += TURN) {
      if (at > 0) await setImmediate();
      hash.update(part.subarray(at, at + TURN));
    }
  }
  return hash.digest();
}
