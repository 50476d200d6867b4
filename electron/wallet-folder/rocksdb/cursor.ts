import { damaged, newer } from './faults.ts';

/** Reads numbers and slices one after the other, little endian. What runs past the end throws `wallet-folder-damaged`. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #what: string;
  at: number;

  /** @param what names the bytes in refusals */
  constructor(bytes: Uint8Array, what: string, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
    this.at = at;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  /** A number of 7 bits a byte, at most 2^53 - 1. */
  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.u8();
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (!Number.isSafeInteger(value)) break;
        return value;
      }
    }
    throw damaged(`${this.#what}: expected a number of at most 2^53 - 1`);
  }

  /** A number of 7 bits a byte, at most 2^64 - 1. */
  varint64(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.u8();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        if (value >= 2n ** 64n) break;
        return value;
      }
    }
    throw damaged(`${this.#what}: expected a number of at most 64 bits`);
  }

  /** A part of the bytes, not copied. */
  slice(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** A part of the bytes behind its length. */
  prefixed(): Uint8Array {
    return this.slice(this.varint());
  }

  #take(length: number): number {
    if (length > this.left) {
      throw damaged(`${this.#what}: expected ${length} more bytes, got ${this.left}`);
    }
    const from = this.at;
    this.at += length;
    return from;
  }
}

/** A file number, a column family: small numbers that index something. Refuses what no folder counts to. */
export function smallNumber(value: number, what: string): number {
  if (value > 2 ** 48) throw newer(`${what}: expected a number below 2^48, got ${value}`);
  return value;
}
