import { sourceThread } from '../../threads/source-thread.ts';
import type { SpawnBooks } from './client.ts';

/** The thread of the books from the sources, for Node. */
export const spawnSourceBooks: SpawnBooks = (file) =>
  sourceThread(new URL('./worker-entry.ts', import.meta.url), { file });
