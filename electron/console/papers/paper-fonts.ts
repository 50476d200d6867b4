/** The fonts of the papers, each a whole TrueType file; the papers embed the glyphs that they draw. */
export interface PaperFonts {
  /** Text. */
  readonly regular: Uint8Array;
  /** Titles and headings. */
  readonly semibold: Uint8Array;
  /** Serials, digests, keys and addresses. */
  readonly mono: Uint8Array;
}

/** Their files in `assets/fonts`, which a build copies to `out/renderer/fonts`. */
const paperFontFiles = {
  regular: 'Inter-Regular.ttf',
  semibold: 'Inter-SemiBold.ttf',
  mono: 'JetBrainsMono-Regular.ttf',
} as const satisfies Record<keyof PaperFonts, string>;

/**
 * Reads the fonts once for all papers.
 * @param read gives the bytes of one of {@link paperFontFiles} by its name; where they lie is the caller's matter
 */
export async function readPaperFonts(read: (name: string) => Promise<Uint8Array>): Promise<PaperFonts> {
  const [regular, semibold, mono] = await Promise.all([
    read(paperFontFiles.regular),
    read(paperFontFiles.semibold),
    read(paperFontFiles.mono),
  ]);
  return { regular, semibold, mono };
}
