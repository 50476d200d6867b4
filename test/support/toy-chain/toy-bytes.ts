/** The bytes are no toy bytes; the decoder that owns the reader turns it into a refusal. */
export class ToyFault extends Error {
  override readonly name = 'ToyFault';
}

/** Reads big-endian integers and byte strings; every end that comes too early is a {@link ToyFault}. */
export class ToyReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8 = (): number => this.#view.getUint8(this.#take(1));
  u16 = (): number => this.#view.getUint16(this.#take(2));
  u32 = (): number => this.#view.getUint32(this.#take(4));
  u64 = (): bigint => this.#view.getBigUint64(this.#take(8));

  bytes(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.slice(from, from + length);
  }

  /** A count of 8 bits, then so many things. */
  list<T>(readOne: () => T): readonly T[] {
    const count = this.u8();
    const list: T[] = [];
    while (list.length < count) list.push(readOne());
    return list;
  }

  /** A flag, then the thing where it is 1. */
  optional<T>(readOne: () => T): T | null {
    const flag = this.u8();
    if (flag > 1) throw new ToyFault(`expected 0 or 1, got ${flag}`);
    return flag === 1 ? readOne() : null;
  }

  #take(length: number): number {
    if (length > this.left) throw new ToyFault(`expected ${length} more bytes, got ${this.left}`);
    this.#at += length;
    return this.#at - length;
  }
}

/** Collects bytes in the form that {@link ToyReader} reads. */
export class ToyWriter {
  readonly #parts: Uint8Array[] = [];

  u8 = (value: number): this => this.#integer(1, BigInt(value));
  u16 = (value: number): this => this.#integer(2, BigInt(value));
  u32 = (value: number): this => this.#integer(4, BigInt(value));
  u64 = (value: bigint): this => this.#integer(8, value);

  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  list<T>(items: readonly T[], writeOne: (item: T) => unknown): this {
    this.u8(items.length);
    for (const item of items) writeOne(item);
    return this;
  }

  optional<T>(item: T | null, writeOne: (item: T) => unknown): this {
    this.u8(item === null ? 0 : 1);
    if (item !== null) writeOne(item);
    return this;
  }

  toBytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts));
  }

  #integer(length: number, value: bigint): this {
    const bytes = new Uint8Array(length);
    let left = value;
    for (let at = length - 1; at >= 0; at--) {
      bytes[at] = Number(left & 0xffn);
      left >>= 8n;
    }
    if (left !== 0n) throw new RangeError(`expected at most ${length} bytes, got ${value}`);
    return this.bytes(bytes);
  }
}
