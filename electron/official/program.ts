import { readFile } from 'node:fs/promises';
import type { Program } from './enclosure.ts';

/** The library's program from the sources, for Node. */
export const programFromSource = async (): Promise<Program> => ({
  text: await readFile(new URL('./library-entry.ts', import.meta.url), 'utf8'),
  inputType: 'module-typescript',
});

/** The same from its bundle, which may be inside of the app's archive: another Node could not read it there. */
export const programFromBundle = (file: string) => async (): Promise<Program> => ({
  text: await readFile(file, 'utf8'),
  inputType: 'module',
});
