import { brotliDecompressSync } from 'node:zlib';
import { rebuildGlyphs } from './woff2-glyphs.ts';

/** A font as a PDF can embed it. */
export interface UnpackedFont {
  /** TrueType file of the default instance. */
  readonly ttf: Uint8Array;
  readonly has: (codePoint: number) => boolean;
}

/** Tags that a directory names by number; 63 stands for one that is written out. */
const KNOWN_TAGS =
  'cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
    .split(' ')
    .map((tag) => tag.replace('_', ' '));
const TAG_WRITTEN_OUT = 63;

/**
 * Tables that are kept. Without the variation tables the default weight is left. GSUB is dropped on purpose: its
 * ligatures would print the `0x` of an address or a digit pair as other signs than stand there.
 */
const KEPT = ['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post', 'prep'];

/** No font of ours is a tenth of this. */
const MAX_UNPACKED = 8 * 1024 * 1024;

/**
 * Unpacks a WOFF2 file with TrueType outlines (W3C WOFF 2.0). The PDF library reads WOFF2 but cannot embed it.
 * @throws Error for anything else: the fonts are ours, so that a bad one is a bug
 */
export function unpackWoff2(file: Uint8Array): UnpackedFont {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0) !== 0x774f4632) throw new Error('expected a WOFF2 font');
  let at = 48;
  const base128 = (): number => {
    for (let value = 0; ; ) {
      const byte = view.getUint8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  const writtenTag = (): string => {
    at += 4;
    return String.fromCharCode(...file.subarray(at - 4, at));
  };
  const directory = Array.from({ length: view.getUint16(12) }, () => {
    const flags = view.getUint8(at++);
    const known = flags & 63;
    const tag = known === TAG_WRITTEN_OUT ? writtenTag() : KNOWN_TAGS[known]!;
    const length = base128();
    const plain = (tag === 'glyf' || tag === 'loca') === flags >> 6 > 0;
    return { tag, transformed: !plain, stored: plain ? length : base128() };
  });
  const packed = file.subarray(at, at + view.getUint32(20));
  const data = new Uint8Array(brotliDecompressSync(packed, { maxOutputLength: MAX_UNPACKED }));

  const tables = new Map<string, Uint8Array>();
  let offset = 0;
  for (const { tag, transformed, stored } of directory) {
    const table = data.subarray(offset, offset + stored);
    offset += stored;
    if (tag === 'glyf' && transformed) {
      for (const [name, rebuilt] of Object.entries(rebuildGlyphs(table))) tables.set(name, rebuilt);
    } else if (transformed && tag !== 'loca') throw new Error(`expected a plain table ${tag}`);
    else if (!tables.has(tag)) tables.set(tag, table.slice());
  }
  // Offsets of glyphs are always written in the long form.
  const head = tables.get('head')!;
  new DataView(head.buffer).setInt16(50, 1);
  return { ttf: writeSfnt(tables), has: readCoverage(tables.get('cmap')!) };
}

function writeSfnt(all: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const tables = KEPT.flatMap((tag) => {
    const table = all.get(tag);
    return table ? [{ tag, table }] : [];
  });
  let offset = 12 + 16 * tables.length;
  const size = tables.reduce((sum, { table }) => sum + Math.ceil(table.length / 4) * 4, offset);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (tables.length - 2 ** power));
  for (const [i, { tag, table }] of tables.entries()) {
    const entry = 12 + 16 * i;
    for (let j = 0; j < 4; j++) view.setUint8(entry + j, tag.charCodeAt(j));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, table.length);
    file.set(table, offset);
    offset += Math.ceil(table.length / 4) * 4;
  }
  return file;
}

/** Which characters a font has, by its `cmap` table: segments of format 4, groups of format 12. */
function readCoverage(cmap: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(cmap.buffer, cmap.byteOffset, cmap.byteLength);
  const covered = new Set<number>();
  for (let i = 0; i < view.getUint16(2); i++) {
    const start = view.getUint32(8 + 8 * i);
    const format = view.getUint16(start);
    if (format === 4) readSegments(view, start, covered);
    if (format === 12) {
      for (let group = 0; group < view.getUint32(start + 12); group++) {
        const [from, to] = [view.getUint32(start + 16 + 12 * group), view.getUint32(start + 20 + 12 * group)];
        for (let codePoint = from; codePoint <= to; codePoint++) covered.add(codePoint);
      }
    }
  }
  return (codePoint) => covered.has(codePoint);
}

function readSegments(view: DataView, start: number, covered: Set<number>): void {
  const doubled = view.getUint16(start + 6);
  for (let at = 0; at < doubled; at += 2) {
    const to = view.getUint16(start + 14 + at);
    const from = view.getUint16(start + 16 + doubled + at);
    const delta = view.getUint16(start + 16 + 2 * doubled + at);
    const rangeAt = start + 16 + 3 * doubled + at;
    const range = view.getUint16(rangeAt);
    for (let codePoint = from; codePoint <= to && codePoint < 0xffff; codePoint++) {
      const glyph =
        range === 0 ? (codePoint + delta) & 0xffff : view.getUint16(rangeAt + range + 2 * (codePoint - from));
      if (glyph !== 0) covered.add(codePoint);
    }
  }
}
