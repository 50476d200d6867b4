import { Worker } from 'node:worker_threads';
import type { Scrypt, ScryptWork } from './scrypt.ts';

/**
 * scrypt in a thread of its own each time: WebAssembly works on the thread that calls it, and keeps the memory that it once
 * had. With the thread its half a GiB goes back to the system, and with it all that was derived there.
 * @param spawn starts a thread of `scrypt-entry.ts`
 */
export const scryptInThread =
  (spawn: () => Worker): Scrypt =>
  async (work) => {
    const thread = spawn();
    const password = Uint8Array.from(work.password); // moved, not copied again: the thread wipes it
    try {
      return await new Promise<Uint8Array | null>((resolve, reject) => {
        thread.once('message', (key: unknown) => resolve(key instanceof Uint8Array ? key : null));
        thread.once('error', reject);
        thread.once('exit', () => reject(new Error('the thread of scrypt has ended')));
        const message: ScryptWork = { ...work, password };
        thread.postMessage(message, [password.buffer]);
      });
    } finally {
      await thread.terminate();
    }
  };

/** From its own bundle, in the desktop. */
export const scryptFromBundle = (bundle: string): Scrypt => scryptInThread(() => new Worker(bundle));
