/** The bytes end early or are not BCS. The decoder that owns the reader turns it into a refusal. */
export class BcsFault extends Error {
  override readonly name = 'BcsFault';
}

/**
 * Reads BCS strictly: no length beyond the bytes, no ULEB128 longer than it must be. Every failure is a
 * {@link BcsFault}; positions in messages count from 0.
 */
export class BcsReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#bytes.length - this.#position;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  /** What `read` gives after the byte 1, or null after the byte 0. */
  option<T>(read: (reader: BcsReader) => T): T | null {
    const start = this.#position;
    const kind = this.u8();
    if (kind > 1) throw new BcsFault(`expected 0 or 1 before an option at byte ${start}, got ${kind}`);
    return kind === 0 ? null : read(this);
  }

  /** A vector of elements of at least `leastSize` bytes each. */
  list<T>(leastSize: number, readOne: (reader: BcsReader) => T): readonly T[] {
    const count = this.length(leastSize);
    const list: T[] = [];
    for (let index = 0; index < count; index++) list.push(readOne(this));
    return list;
  }

  /** An unsigned 32-bit integer in groups of seven bits, refused unless it is as short as it can be. */
  uleb128(): number {
    const start = this.#position;
    let value = 0;
    for (let group = 0; group < 5; group++) {
      const byte = this.u8();
      value += (byte & 0x7f) * 2 ** (7 * group);
      if (byte < 0x80) {
        if (byte === 0 && group > 0)
          throw new BcsFault(`expected a minimal ULEB128 at byte ${start}, got a padded one`);
        if (value > 0xffff_ffff) break;
        return value;
      }
    }
    throw new BcsFault(`expected a ULEB128 of at most 32 bits at byte ${start}, got a longer one`);
  }

  /** The number of elements of a vector, each at least `leastSize` bytes: refused when they cannot fit. */
  length(leastSize: number): number {
    const start = this.#position;
    const count = this.uleb128();
    if (count * leastSize > this.left) {
      throw new BcsFault(
        `expected at most ${this.left} more bytes, got a count of ${count} at byte ${start}`,
      );
    }
    return count;
  }

  /** A view (not a copy) of the next `size` bytes. */
  fixed(size: number): Uint8Array {
    const from = this.#take(size);
    return this.#bytes.subarray(from, from + size);
  }

  /** A view of all bytes that `read` takes. */
  span(read: (reader: BcsReader) => void): Uint8Array {
    const from = this.#position;
    read(this);
    return this.#bytes.subarray(from, this.#position);
  }

  /** A view of a byte vector of any length that fits. */
  bytes(): Uint8Array {
    return this.fixed(this.length(1));
  }

  /** A byte vector whose length must be `size`. */
  vector(size: number): Uint8Array {
    const start = this.#position;
    const length = this.uleb128();
    if (length !== size)
      throw new BcsFault(`expected ${size} bytes at byte ${start}, got a length of ${length}`);
    return this.fixed(size);
  }

  #take(size: number): number {
    const from = this.#position;
    if (size > this.#bytes.length - from) {
      throw new BcsFault(`expected ${size} more bytes at byte ${from}, got ${this.#bytes.length - from}`);
    }
    this.#position = from + size;
    return from;
  }
}
