import { ok, type Result, refuse } from '../core/result.ts';

/** Thrown by a reader and caught only by {@link readBincode}, so that a decoder reads as plain steps. */
class BincodeFault extends Error {
  readonly code: 'stronghold-damaged' | 'stronghold-oversize';

  constructor(code: BincodeFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads bincode 1.3 (default options): integers fixed width and little endian, a u64 count before each sequence.
 * Byte strings are views on the input, never copies: no count can make it allocate, and zeroing the input zeroes
 * everything that was read.
 */
export interface BincodeReader {
  u32(): number;
  u64(): bigint;
  /** Exactly `length` bytes, without a count. */
  raw(length: number): Uint8Array;
  /** A count and that many bytes. */
  bytes(): Uint8Array;
  /** 00, or 01 and the value. */
  option<T>(read: () => T): T | null;
  /** A count and that many items, each read by `read`. */
  each(read: () => void): void;
  /** Ends the reading: what came is not what the format allows. */
  fault(message: string): never;
  /** Ends the reading: the format allows it, and no honest file has so much. */
  oversize(message: string): never;
}

/**
 * Reads a whole value and refuses trailing bytes.
 * @param maxItems how many items `each` may read in all: an item may take a thousand times its bytes in memory
 * @returns the value, `stronghold-oversize` or `stronghold-damaged`
 */
export function readBincode<T>(
  input: Uint8Array,
  maxItems: number,
  read: (reader: BincodeReader) => T,
): Result<T> {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let at = 0;
  let itemsLeft = maxItems;
  const fault = (message: string): never => {
    throw new BincodeFault('stronghold-damaged', message);
  };
  const oversize = (message: string): never => {
    throw new BincodeFault('stronghold-oversize', message);
  };
  const take = (length: number): number => {
    if (length > input.length - at) {
      fault(`expected ${length} more bytes at ${at}, ${input.length - at} are left`);
    }
    const from = at;
    at += length;
    return from;
  };
  const u64 = () => view.getBigUint64(take(8), true);
  const raw = (length: number) => {
    const from = take(length);
    return input.subarray(from, from + length);
  };
  /** Every item takes at least one byte, so a count above what is left is false and is refused before any work. */
  const count = (): number => {
    const wanted = u64();
    if (wanted > BigInt(input.length - at)) {
      fault(`expected a count of at most ${input.length - at} at ${at - 8}, got ${wanted}`);
    }
    return Number(wanted);
  };
  const reader: BincodeReader = {
    u32: () => view.getUint32(take(4), true),
    u64,
    raw,
    bytes: () => raw(count()),
    option: (readValue) => {
      const tag = view.getUint8(take(1));
      if (tag > 1) fault(`expected option tag 0 or 1 at ${at - 1}, got ${tag}`);
      return tag === 0 ? null : readValue();
    },
    each: (readItem) => {
      const items = count();
      if (items > itemsLeft) oversize(`expected at most ${maxItems} items in all, got more`);
      itemsLeft -= items;
      for (let left = items; left > 0; left--) readItem();
    },
    fault,
    oversize,
  };
  try {
    const value = read(reader);
    if (at !== input.length) fault(`expected no bytes after the state, got ${input.length - at}`);
    return ok(value);
  } catch (fault) {
    if (fault instanceof BincodeFault) return refuse(fault.code, `state: ${fault.message}`);
    throw fault;
  }
}

/** Where bincode is written: once to measure, once to fill. */
export interface BincodeWriter {
  u32(value: number): void;
  u64(value: bigint | number): void;
  raw(bytes: Uint8Array): void;
  bytes(bytes: Uint8Array): void;
  option<T>(value: T | null, write: (value: T) => void): void;
}

/**
 * Writes bincode into one buffer of the exact size: `write` runs twice, so no secret is left behind in an outgrown
 * buffer. The caller zeroes the result.
 */
export function writeBincode(write: (writer: BincodeWriter) => void): Uint8Array {
  let length = 0;
  write(writerOver((size) => (length += size)));
  const output = new Uint8Array(length);
  const view = new DataView(output.buffer);
  let at = 0;
  write(
    writerOver((size, fill) => {
      fill(view, at);
      at += size;
    }),
  );
  return output;
}

function writerOver(put: (size: number, fill: (view: DataView, at: number) => void) => void): BincodeWriter {
  const u64 = (value: bigint | number) => put(8, (view, at) => view.setBigUint64(at, BigInt(value), true));
  const raw = (bytes: Uint8Array) =>
    put(bytes.length, (view, at) => new Uint8Array(view.buffer).set(bytes, at));
  return {
    u32: (value) => put(4, (view, at) => view.setUint32(at, value, true)),
    u64,
    raw,
    bytes: (bytes) => {
      u64(bytes.length);
      raw(bytes);
    },
    option: (value, write) => {
      put(1, (view, at) => view.setUint8(at, value === null ? 0 : 1));
      if (value !== null) write(value);
    },
  };
}
