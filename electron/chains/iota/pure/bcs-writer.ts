/**
 * Writes Binary Canonical Serialization (BCS, as IOTA's Move types use it): little-endian integers, ULEB128 lengths.
 * Grows as needed. Values out of range are bugs of the caller and throw.
 */
export class BcsWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(expectedLength = 1024) {
    this.#bytes = new Uint8Array(expectedLength);
    this.#view = new DataView(this.#bytes.buffer);
  }

  u8(value: number): this {
    this.#inRange(value, 0xff);
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  u16(value: number): this {
    this.#inRange(value, 0xffff);
    this.#reserve(2);
    this.#view.setUint16(this.#length, value, true);
    this.#length += 2;
    return this;
  }

  u32(value: number): this {
    this.#inRange(value, 0xffff_ffff);
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  u64(value: bigint): this {
    if (value < 0n || value >= 1n << 64n)
      throw new RangeError(`expected an unsigned 64-bit integer, got ${value}`);
    this.#reserve(8);
    this.#view.setBigUint64(this.#length, value, true);
    this.#length += 8;
    return this;
  }

  i64(value: bigint): this {
    if (BigInt.asIntN(64, value) !== value)
      throw new RangeError(`expected a signed 64-bit integer, got ${value}`);
    return this.u64(BigInt.asUintN(64, value));
  }

  /** 0 for null; else 1 and what `write` adds. */
  option<T>(value: T | null, write: (writer: BcsWriter, value: T) => void): this {
    if (value === null) return this.u8(0);
    this.u8(1);
    write(this, value);
    return this;
  }

  /** The number of elements, then each of them. */
  list<T>(values: readonly T[], writeOne: (writer: BcsWriter, value: T) => void): this {
    this.uleb128(values.length);
    for (const value of values) writeOne(this, value);
    return this;
  }

  /** An unsigned 32-bit integer in the fewest groups of seven bits: lengths and the number of an enum's variant. */
  uleb128(value: number): this {
    this.#inRange(value, 0xffff_ffff);
    let rest = value;
    while (rest >= 0x80) {
      this.u8((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.u8(rest);
  }

  /** Bytes as they are: a fixed-length field. */
  fixed(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** A byte vector: its length, then the bytes. */
  vector(bytes: Uint8Array): this {
    return this.uleb128(bytes.length).fixed(bytes);
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #inRange(value: number, most: number): void {
    if (!Number.isInteger(value) || value < 0 || value > most) {
      throw new RangeError(`expected an integer from 0 to ${most}, got ${value}`);
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
