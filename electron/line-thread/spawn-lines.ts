import { Worker } from 'node:worker_threads';
import { sourceThread } from '../threads/source-thread.ts';
import type { SpawnLines } from './threaded-lines.ts';

/** The thread of the lines from the sources, for Node. */
export const spawnSourceLines: SpawnLines = () =>
  sourceThread(new URL('./worker-entry.ts', import.meta.url), {});

/** From its own bundle, in the packaged desktop. */
export const spawnBundledLines =
  (bundle: string): SpawnLines =>
  () =>
    new Worker(bundle);
