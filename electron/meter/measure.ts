import { Worker } from 'node:worker_threads';
import { sourceThread } from '../threads/source-thread.ts';

/** How many guesses a password (raw UTF-8, left as it is) withstands. */
export type MeasurePassword = (password: Uint8Array) => Promise<number>;

/**
 * A thread each time: the meter works for up to half a second, and holds passwords in texts that nothing can wipe; with the
 * thread they end.
 */
const measureIn =
  (spawn: (password: Uint8Array) => Worker): MeasurePassword =>
  async (password) => {
    const copy = Uint8Array.from(password); // slice() of a Buffer is a view
    const thread = spawn(copy);
    copy.fill(0); // the thread has its own
    try {
      return await new Promise<number>((resolve, reject) => {
        thread.once('message', (guesses: unknown) => {
          if (typeof guesses === 'number' && guesses >= 0) resolve(guesses);
          else reject(new Error('expected a number of guesses'));
        });
        thread.once('error', reject);
        thread.once('exit', () => reject(new Error('the meter has ended')));
      });
    } finally {
      await thread.terminate();
    }
  };

/** From the sources, for Node. */
export const measureFromSource = measureIn((password) =>
  sourceThread(new URL('./meter-entry.ts', import.meta.url), { password }),
);

/** From its own bundle, in the packaged desktop. */
export const measureFromBundle = (bundle: string): MeasurePassword =>
  measureIn((password) => new Worker(bundle, { workerData: { password } }));
