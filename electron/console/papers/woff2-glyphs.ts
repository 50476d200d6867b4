/** A stream of one of the kinds that the transformed table interleaves. */
class Stream {
  at = 0;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#view.getUint8(this.at++);
  }

  uint16(): number {
    this.at += 2;
    return this.#view.getUint16(this.at - 2);
  }

  int16(): number {
    return (this.uint16() << 16) >> 16;
  }

  bytes(length: number): number[] {
    return Array.from({ length }, () => this.byte());
  }

  /** `255UInt16` of WOFF2. */
  packed(): number {
    const code = this.byte();
    if (code === 253) return this.uint16();
    if (code === 255) return this.byte() + 253;
    if (code === 254) return this.byte() + 506;
    return code;
  }
}

const MORE_COMPONENTS = 0x20;
const HAVE_INSTRUCTIONS = 0x100;

/** Rebuilds `glyf` and `loca` (long form) from WOFF2's transformed `glyf` (W3C WOFF 2.0, section 5.1). */
export function rebuildGlyphs(table: Uint8Array): { readonly glyf: Uint8Array; readonly loca: Uint8Array } {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const count = view.getUint16(4);
  let offset = 36;
  const streams = Array.from({ length: 7 }, (_, i) => {
    const length = view.getUint32(8 + 4 * i);
    offset += length;
    return table.subarray(offset - length, offset);
  });
  const [contours, points, flags, glyphs, composites, , instructions] = streams.map(
    (bytes) => new Stream(bytes),
  );
  const bitmapLength = 4 * Math.ceil(count / 32);
  const bitmap = streams[5]!.subarray(0, bitmapLength);
  const boxes = new Stream(streams[5]!.subarray(bitmapLength));

  const glyf: number[] = [];
  const loca = new DataView(new ArrayBuffer(4 * (count + 1)));
  for (let glyph = 0; glyph < count; glyph++) {
    const contourCount = contours!.int16();
    const given = ((bitmap[glyph >> 3]! >> (7 - (glyph & 7))) & 1) === 1 ? boxes.bytes(8) : null;
    if (contourCount > 0) {
      const ends = Array.from({ length: contourCount }, () => points!.packed());
      const outline = readOutline(ends, flags!, glyphs!);
      const code = instructions!.bytes(glyphs!.packed());
      glyf.push(...words(contourCount), ...(given ?? boxOf(outline)));
      let end = -1;
      for (const length of ends) {
        end += length;
        glyf.push(...words(end));
      }
      glyf.push(...words(code.length), ...code, ...outline.map(({ on }) => (on ? 1 : 0)));
      for (const { dx } of outline) glyf.push(...words(dx));
      for (const { dy } of outline) glyf.push(...words(dy));
    } else if (contourCount < 0) {
      const { bytes, instructed } = readComponents(composites!);
      glyf.push(...words(-1), ...given!, ...bytes);
      if (instructed) {
        const length = glyphs!.packed();
        glyf.push(...words(length), ...instructions!.bytes(length));
      }
    }
    while (glyf.length % 4 !== 0) glyf.push(0);
    loca.setUint32(4 * (glyph + 1), glyf.length);
  }
  return { glyf: Uint8Array.from(glyf), loca: new Uint8Array(loca.buffer) };
}

interface OutlinePoint {
  readonly on: boolean;
  readonly dx: number;
  readonly dy: number;
}

function readOutline(ends: readonly number[], flags: Stream, data: Stream): OutlinePoint[] {
  const total = ends.reduce((sum, length) => sum + length, 0);
  return Array.from({ length: total }, () => {
    const flag = flags.byte();
    return { on: flag < 128, ...readStep(flag & 127, data) };
  });
}

/** One of the 128 triplet forms of WOFF2, section 5.2. */
function readStep(flag: number, data: Stream): { readonly dx: number; readonly dy: number } {
  const sign = (bit: number, value: number) => ((flag >> bit) & 1 ? value : -value);
  const a = data.byte();
  if (flag < 10) return { dx: 0, dy: sign(0, ((flag & 14) << 7) + a) };
  if (flag < 20) return { dx: sign(0, (((flag - 10) & 14) << 7) + a), dy: 0 };
  if (flag < 84) {
    const form = flag - 20;
    return { dx: sign(0, 1 + (form & 0x30) + (a >> 4)), dy: sign(1, 1 + ((form & 12) << 2) + (a & 15)) };
  }
  const b = data.byte();
  if (flag < 120) {
    const form = flag - 84;
    return {
      dx: sign(0, 1 + (Math.floor(form / 12) << 8) + a),
      dy: sign(1, 1 + (((form % 12) >> 2) << 8) + b),
    };
  }
  const c = data.byte();
  if (flag < 124) return { dx: sign(0, (a << 4) + (b >> 4)), dy: sign(1, ((b & 15) << 8) + c) };
  return { dx: sign(0, (a << 8) + b), dy: sign(1, (c << 8) + data.byte()) };
}

function readComponents(stream: Stream): { readonly bytes: number[]; readonly instructed: boolean } {
  const bytes: number[] = [];
  let instructed = false;
  for (;;) {
    const flags = stream.uint16();
    const placement = flags & 1 ? 4 : 2;
    const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    bytes.push(...words(flags), ...stream.bytes(2 + placement + scale));
    instructed ||= (flags & HAVE_INSTRUCTIONS) !== 0;
    if ((flags & MORE_COMPONENTS) === 0) return { bytes, instructed };
  }
}

function boxOf(outline: readonly OutlinePoint[]): number[] {
  let [x, y] = [0, 0];
  const xs: number[] = [];
  const ys: number[] = [];
  for (const { dx, dy } of outline) {
    x += dx;
    y += dy;
    xs.push(x);
    ys.push(y);
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].flatMap(words);
}

/** A 16-bit number, big-endian. */
function words(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}
