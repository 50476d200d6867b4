import { type UnpackedFont, unpackWoff2 } from './unpack-woff2.ts';

/** The fonts of the papers: those of the screens, one file for each group of scripts, tried in this order. */
export interface PaperFonts {
  readonly sans: readonly UnpackedFont[];
  readonly mono: readonly UnpackedFont[];
}

const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];

/** The font files by their names in the packages `@fontsource-variable/inter` and `.../jetbrains-mono`. */
export const paperFontFiles = {
  sans: scripts.map((script) => `inter-${script}-wght-normal.woff2`),
  mono: ['jetbrains-mono-latin-wght-normal.woff2'],
} as const;

/**
 * Reads the fonts once for all papers.
 * @param read gives the bytes of a font file by its name; where they lie is the caller's matter
 */
export async function readPaperFonts(read: (name: string) => Promise<Uint8Array>): Promise<PaperFonts> {
  const unpack = async (names: readonly string[]) =>
    (await Promise.all(names.map(read))).map((file) => unpackWoff2(file));
  return { sans: await unpack(paperFontFiles.sans), mono: await unpack(paperFontFiles.mono) };
}
