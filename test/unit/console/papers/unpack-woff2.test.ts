import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { paperFontFiles } from '../../../../electron/console/papers/paper-fonts.ts';
import { unpackWoff2 } from '../../../../electron/console/papers/unpack-woff2.ts';
import { readFontFile } from '../../../support/paper-font-samples.ts';

const files = [...paperFontFiles.sans, ...paperFontFiles.mono];

/** Table directory of a TrueType file. */
function tablesOf(ttf: Uint8Array): Map<string, DataView> {
  const view = new DataView(ttf.buffer, ttf.byteOffset, ttf.byteLength);
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, i) => {
      const at = 12 + 16 * i;
      const tag = String.fromCharCode(...ttf.subarray(at, at + 4));
      return [
        tag,
        new DataView(ttf.buffer, ttf.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12)),
      ] as const;
    }),
  );
}

interface OtherFont {
  readonly numGlyphs: number;
  readonly unitsPerEm: number;
  readonly getGlyph: (id: number) => {
    readonly advanceWidth: number;
    readonly path: { readonly toSVG: () => string };
  };
}

/** The PDF library's own reader, which decodes WOFF2 by other code. */
const { create } = createRequire(createRequire(import.meta.url).resolve('pdfkit'))('fontkit') as {
  readonly create: (file: Uint8Array) => OtherFont;
};

test.each(files)('%s has the same outlines afterwards, glyph by glyph', async (name) => {
  const woff2 = await readFontFile(name);
  const [before, after] = [create(woff2), create(unpackWoff2(woff2).ttf)];
  expect(after.numGlyphs).toBe(before.numGlyphs);
  expect(after.unitsPerEm).toBe(before.unitsPerEm);
  let drawn = 0;
  for (let id = 0; id < before.numGlyphs; id++) {
    const path = before.getGlyph(id).path.toSVG();
    if (after.getGlyph(id).path.toSVG() !== path) throw new Error(`glyph ${id} is drawn otherwise`);
    if (after.getGlyph(id).advanceWidth !== before.getGlyph(id).advanceWidth)
      throw new Error(`width of ${id}`);
    if (path !== '') drawn += 1;
  }
  expect(drawn).toBeGreaterThan(10);
});

test.each(files)('%s becomes a TrueType font that a PDF can carry', async (name) => {
  const tables = tablesOf(unpackWoff2(await readFontFile(name)).ttf);
  expect([...tables.keys()]).toEqual([...tables.keys()].sort());
  expect(tables.has('GSUB') || tables.has('gvar')).toBe(false);
  const [glyf, loca, glyphs] = [tables.get('glyf')!, tables.get('loca')!, tables.get('maxp')!.getUint16(4)];
  expect(tables.get('head')!.getInt16(50)).toBe(1);
  expect(loca.byteLength).toBe(4 * (glyphs + 1));
  expect(loca.getUint32(4 * glyphs)).toBe(glyf.byteLength);
});

test('each font covers its script and no other', async () => {
  const covers = async (name: string, letter: string) =>
    unpackWoff2(await readFontFile(name)).has(letter.codePointAt(0)!);
  expect(await covers('inter-latin-wght-normal.woff2', 'A')).toBe(true);
  expect(await covers('inter-latin-wght-normal.woff2', 'Ж')).toBe(false);
  expect(await covers('inter-cyrillic-wght-normal.woff2', 'Ж')).toBe(true);
  expect(await covers('inter-greek-wght-normal.woff2', 'Ω')).toBe(true);
  expect(await covers('inter-latin-ext-wght-normal.woff2', 'Ł')).toBe(true);
  expect(await covers('inter-vietnamese-wght-normal.woff2', 'ạ')).toBe(true);
  expect(await covers('inter-latin-wght-normal.woff2', '金')).toBe(false);
});

test('anything else is a bug and throws', async () => {
  expect(() => unpackWoff2(new Uint8Array(60))).toThrow('WOFF2');
  const cut = (await readFontFile('inter-greek-wght-normal.woff2')).subarray(0, 500);
  expect(() => unpackWoff2(cut)).toThrow();
});
