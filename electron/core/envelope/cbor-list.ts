/** An item of a list: a whole number from 0 to 2^32 - 1, a text, or bytes. */
export type CborItem = number | string | Uint8Array;

const [UINT, BYTES, TEXT, LIST] = [0, 2, 3, 4];
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The head of an item (RFC 8949, 3): its kind, and a number in its shortest form. */
function headOf(kind: number, value: number): readonly number[] {
  const first = kind << 5;
  if (value < 24) return [first | value];
  if (value < 0x100) return [first | 24, value];
  if (value < 0x1_0000) return [first | 25, value >>> 8, value & 0xff];
  return [first | 26, value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function partsOf(item: CborItem): readonly (readonly number[] | Uint8Array)[] {
  if (typeof item === 'number') {
    if (!Number.isInteger(item) || item < 0 || item > 0xffff_ffff) {
      throw new RangeError(`expected a whole number of 32 bits, got ${item}`);
    }
    return [headOf(UINT, item)];
  }
  const bytes = typeof item === 'string' ? encoder.encode(item) : item;
  return [headOf(typeof item === 'string' ? TEXT : BYTES, bytes.length), bytes];
}

/**
 * Deterministic CBOR (RFC 8949, 4.2) of a flat list: all that envelopes and their QR frames need of it.
 * @throws RangeError for a number that does not fit 32 bits: a bug in the caller
 */
export function encodeCborList(items: readonly CborItem[]): Uint8Array<ArrayBuffer> {
  const parts = [headOf(LIST, items.length), ...items.flatMap(partsOf)];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Reads such a list back. Bytes of the result are views of the input.
 * @returns null for whatever {@link encodeCborList} would not have written
 */
export function decodeCborList(bytes: Uint8Array): readonly CborItem[] | null {
  const reader = new Reader(bytes);
  const count = reader.head(LIST);
  // An item takes one byte at least.
  if (count === null || count > bytes.length) return null;
  const items: CborItem[] = [];
  for (let i = 0; i < count; i++) {
    const item = reader.item();
    if (item === null) return null;
    items.push(item);
  }
  return reader.isAtEnd() ? items : null;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(): CborItem | null {
    const kind = (this.#bytes[this.#at] ?? 0xff) >> 5;
    const value = this.head(kind);
    if (value === null || kind === UINT) return value;
    if (kind !== BYTES && kind !== TEXT) return null;
    const content = this.#take(value);
    if (content === null || kind === BYTES) return content;
    try {
      return decoder.decode(content);
    } catch {
      return null;
    }
  }

  /** The number of a head of this kind; null for another kind, or a number that is not in its shortest form. */
  head(kind: number): number | null {
    const [first] = this.#take(1) ?? [];
    if (first === undefined || first >> 5 !== kind) return null;
    const short = first & 0x1f;
    if (short < 24) return short;
    const width = [1, 2, 4][short - 24];
    const rest = width === undefined ? null : this.#take(width);
    if (rest === null) return null;
    const value = rest.reduce((sum, byte) => sum * 256 + byte, 0);
    const least = [24, 0x100, 0x1_0000][short - 24] ?? 0;
    return value >= least ? value : null;
  }

  #take(length: number): Uint8Array | null {
    if (length > this.#bytes.length - this.#at) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
