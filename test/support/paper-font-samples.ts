import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readPaperFonts } from '../../electron/console/papers/paper-fonts.ts';

const packages = new URL('../../node_modules/@fontsource-variable/', import.meta.url);

/** A font file of the packages by its name. */
export function readFontFile(name: string): Promise<Uint8Array> {
  const family = name.startsWith('inter-') ? 'inter' : 'jetbrains-mono';
  return readFile(fileURLToPath(new URL(`${family}/files/${name}`, packages)));
}

/** The fonts of the papers, as the packages of the project have them. */
export const readSampleFonts = () => readPaperFonts(readFontFile);
