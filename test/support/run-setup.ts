import path from 'node:path';
import { keepFilesInMemory } from './memory-folder.ts';
import { prepareRun } from './prepare-run.ts';
import { COMPILED } from './run-folder.ts';

/** Before all tests of Vitest. Programs that are started from the sources are compiled once a run, too. */
export async function setup(): Promise<() => void> {
  const endMemory = keepFilesInMemory();
  const { folder, remove } = await prepareRun();
  process.env['NODE_COMPILE_CACHE'] = path.join(folder, COMPILED);
  return () => {
    remove();
    endMemory();
  };
}
