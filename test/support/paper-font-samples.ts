import { readFile } from 'node:fs/promises';
import { readPaperFonts } from '../../electron/console/papers/paper-fonts.ts';

const folder = new URL('../../assets/fonts/', import.meta.url);

/** The fonts of the papers, as a build takes them along. */
export const readSampleFonts = () => readPaperFonts((name) => readFile(new URL(name, folder)));
