import { inflateSync } from 'node:zlib';

/** What a reader's program takes out of a PDF made by pdfkit: each piece of text that is drawn, in drawing order. */
export function pdfTexts(file: Uint8Array): string[] {
  const objects = objectsOf(file);
  const fonts = fontsOf(objects);
  const contents = [...objects.values()].flatMap((body) => {
    const number =
      /\/Type \/Page\n[\s\S]*\/Contents (\d+) 0 R|\/Contents (\d+) 0 R[\s\S]*\/Type \/Page\b/.exec(body);
    return number ? [streamOf(objects.get((number[1] ?? number[2])!)!)] : [];
  });
  if (contents.length === 0) throw new Error('expected a page');
  return contents.flatMap((content) => [...readShown(content, fonts)]);
}

/**
 * What the glyphs of each embedded font mean. A glyph of several characters is a ligature; two glyphs of one character
 * tell that one of them is drawn otherwise in some places.
 */
export function pdfGlyphs(file: Uint8Array): string[][] {
  return [...fontsOf(objectsOf(file)).values()].map((font) =>
    [...font.values()].filter((one) => one !== '\0'),
  );
}

/** The PostScript names of the fonts, without the tag of a subset. */
export function pdfFontNames(file: Uint8Array): string[] {
  const names = Buffer.from(file)
    .toString('latin1')
    .matchAll(/\/BaseFont \/[A-Z]{6}\+(\S+)/g);
  return [...new Set([...names].map(([, name]) => name!))].sort();
}

/** Every byte sequence of the file, streams unpacked: where a secret could hide beside the drawn text. */
export function pdfEverything(file: Uint8Array): string {
  const pdf = Buffer.from(file).toString('latin1');
  return [pdf, ...[...objectsOf(file).values()].map(streamOf)].join('\n');
}

function objectsOf(file: Uint8Array): ReadonlyMap<string, string> {
  const pdf = Buffer.from(file).toString('latin1');
  return new Map(
    [...pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, number, body]) => [number!, body!]),
  );
}

/** For each font by its name on the pages: code of a glyph to text. */
function fontsOf(objects: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values()) {
    for (const [, name, number] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number!) ?? '');
      if (!unicode) throw new Error(`the font ${name} does not say what its glyphs mean`);
      fonts.set(name!, readToUnicode(streamOf(objects.get(unicode[1]!)!)));
    }
  }
  return fonts;
}

function streamOf(body: string): string {
  const match = /stream\n([\s\S]*)\nendstream/.exec(body);
  if (!match) return '';
  const bytes = Buffer.from(match[1]!, 'latin1');
  return (/FlateDecode/.test(body) ? inflateSync(bytes) : bytes).toString('latin1');
}

function readToUnicode(cmap: string): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  for (const [, from, list] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    for (const [i, [, hex]] of [...list!.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const code = (Number.parseInt(from!, 16) + i).toString(16).padStart(4, '0');
      meanings.set(code, Buffer.from(hex!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    }
  }
  return meanings;
}

function* readShown(
  content: string,
  fonts: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Generator<string> {
  let font: ReadonlyMap<string, string> | undefined;
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name);
    if (shown === undefined) continue;
    const codes = [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g)!);
    yield codes.map((code) => font?.get(code.toLowerCase()) ?? '\ufffd').join('');
  }
}
