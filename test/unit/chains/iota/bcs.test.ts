import { describe, expect, it } from 'vitest';
import { BcsFault, BcsReader } from '../../../../electron/chains/iota/pure/bcs-reader.ts';
import { BcsWriter } from '../../../../electron/chains/iota/pure/bcs-writer.ts';

const reader = (...bytes: number[]): BcsReader => new BcsReader(Uint8Array.from(bytes));

describe('BCS writer', () => {
  it('writes little-endian integers, ULEB128 and vectors, and grows beyond the expected length', () => {
    const bytes = new BcsWriter(1)
      .u8(255)
      .u16(0x0102)
      .u64(2n ** 64n - 2n)
      .uleb128(300)
      .vector(Uint8Array.of(9, 8))
      .fixed(Uint8Array.of(7))
      .toBytes();
    expect([...bytes]).toEqual([255, 2, 1, 254, 255, 255, 255, 255, 255, 255, 255, 0xac, 2, 2, 9, 8, 7]);
  });

  it('throws for values out of range rather than wrap them', () => {
    expect(() => new BcsWriter().u8(256)).toThrow(RangeError);
    expect(() => new BcsWriter().u16(-1)).toThrow(RangeError);
    expect(() => new BcsWriter().u64(2n ** 64n)).toThrow(RangeError);
    expect(() => new BcsWriter().u64(-1n)).toThrow(RangeError);
    expect(() => new BcsWriter().uleb128(2 ** 32)).toThrow(RangeError);
    expect(() => new BcsWriter().uleb128(1.5)).toThrow(RangeError);
  });

  it.each([0, 1, 127, 128, 16_383, 16_384, 2 ** 32 - 1])('reads back ULEB128 %i', (value) => {
    const read = new BcsReader(new BcsWriter().uleb128(value).toBytes());
    expect(read.uleb128()).toBe(value);
    expect(read.left).toBe(0);
  });
});

describe('BCS reader', () => {
  it('refuses a padded ULEB128', () => {
    expect(() => reader(0x80, 0).uleb128()).toThrow(/minimal/);
    expect(() => reader(0x81, 0x80, 0).uleb128()).toThrow(BcsFault);
  });

  it('refuses a ULEB128 of more than 32 bits', () => {
    expect(() => reader(0xff, 0xff, 0xff, 0xff, 0x1f).uleb128()).toThrow(/32 bits/);
    expect(() => reader(0x80, 0x80, 0x80, 0x80, 0x80, 1).uleb128()).toThrow(/32 bits/);
  });

  it('refuses a count that cannot fit into the bytes left', () => {
    expect(() => reader(3, 0, 0, 0, 0, 0).length(2)).toThrow(BcsFault);
    expect(reader(2, 0, 0, 0, 0).length(2)).toBe(2);
  });

  it('refuses to read beyond the end', () => {
    expect(() => reader(1).u16()).toThrow(/2 more bytes/);
    expect(() => reader(1, 2, 3).u64()).toThrow(BcsFault);
    expect(() => reader().u8()).toThrow(BcsFault);
    expect(() => reader(4, 1, 2, 3).vector(4)).toThrow(BcsFault);
  });

  it('refuses a vector of another length', () => {
    expect(() => reader(3, 1, 2, 3).vector(2)).toThrow(/length of 3/);
  });

  it('reads from a part of a larger buffer', () => {
    const part = Uint8Array.of(9, 9, 1, 2, 9).subarray(2, 4);
    expect(new BcsReader(part).u16()).toBe(0x0201);
  });
});

describe('options, lists and signed integers', () => {
  it('come back as they were written', () => {
    const bytes = new BcsWriter()
      .i64(-5n)
      .u32(7)
      .option<number>(null, (to, value) => to.u8(value))
      .option(9, (to, value) => to.u8(value))
      .list([1, 2], (to, value) => to.u16(value))
      .toBytes();
    const read = new BcsReader(bytes);
    expect(read.i64()).toBe(-5n);
    expect(read.u32()).toBe(7);
    expect(read.option((each) => each.u8())).toBeNull();
    expect(read.option((each) => each.u8())).toBe(9);
    expect(read.list(2, (each) => each.u16())).toEqual([1, 2]);
    expect(read.left).toBe(0);
  });

  it('refuses an option that begins with neither 0 nor 1, and integers out of range', () => {
    expect(() => reader(2, 0).option((each) => each.u8())).toThrow(BcsFault);
    expect(() => new BcsWriter().i64(2n ** 63n)).toThrow(RangeError);
    expect(() => new BcsWriter().u32(2 ** 32)).toThrow(RangeError);
  });
});
