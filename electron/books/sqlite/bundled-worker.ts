import { Worker } from 'node:worker_threads';
import type { SpawnBooks } from './client.ts';

/** The thread of the books from its own bundle, in the packaged desktop. */
export const spawnBundledBooks =
  (bundle: string): SpawnBooks =>
  (file) =>
    new Worker(bundle, { workerData: { file } });
