import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { packLz4, unpackLz4 } from '../../../electron/stronghold/lz4.ts';

const cap = 1024;
const block = (...parts: (number | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8ToBytes(part)] : [part])));
const text = (bytes: Uint8Array) => {
  const unpacked = unpackLz4(bytes, cap);
  return unpacked.ok ? new TextDecoder().decode(unpacked.value) : unpacked.code;
};

describe('unpacking an LZ4 block', () => {
  it.each([
    ['literals only', block(0x50, 'hello'), 'hello'],
    ['nothing', block(0x00), ''],
    ['a match behind literals', block(0x40, 'abcd', 4, 0, 0x10, '!'), 'abcdabcd!'],
    ['a match that overlaps what it writes', block(0x12, 'a', 1, 0, 0x10, '!'), 'aaaaaaa!'],
    ['a match as the end, against the LZ4 rules', block(0x40, 'abcd', 4, 0), 'abcdabcd'],
    ['no last literals', block(0x40, 'abcd', 4, 0, 0x00), 'abcdabcd'],
    ['a literal length of exactly 15', block(0xf0, 0, '123456789012345'), '123456789012345'],
    ['a long match', block(0x1f, 'a', 1, 0, 255, 1, 0x10, '!'), `${'a'.repeat(1 + 15 + 256 + 4)}!`],
  ])('takes %s', (_, bytes, expected) => {
    expect(text(bytes)).toBe(expected);
  });

  it.each([
    ['no block at all', block()],
    ['literals past the end', block(0x50, 'hell')],
    ['a literal length without end', block(0xf0, 255, 255)],
    ['an offset before the output', block(0x40, 'abcd', 5, 0, 0x00)],
    ['an offset of zero', block(0x40, 'abcd', 0, 0, 0x00)],
    ['a match before any output', block(0x00, 1, 0, 0x00)],
    ['half an offset', block(0x40, 'abcd', 4)],
    ['a match length without end', block(0x4f, 'abcd', 4, 0, 255)],
  ])('refuses %s', (_, bytes) => {
    expect(text(bytes)).toBe('stronghold-damaged');
  });

  it('refuses a bomb before it allocates', () => {
    const bomb = new Uint8Array(300_000).fill(255);
    bomb.set([0x1f, 0x61, 1, 0]);
    bomb.set([0, 0], bomb.length - 2);
    const limit = 64 * 1024 * 1024;
    expect(unpackLz4(bomb, limit)).toMatchObject({ ok: false, code: 'stronghold-oversize' });
    const unpacked = unpackLz4(bomb, 2 * limit);
    expect(unpacked.ok && unpacked.value.length).toBeGreaterThan(limit);
  });

  it('refuses one byte more than the cap, and takes the cap itself', () => {
    expect(unpackLz4(packLz4(new Uint8Array(cap)), cap).ok).toBe(true);
    expect(unpackLz4(packLz4(new Uint8Array(cap + 1)), cap)).toMatchObject({ code: 'stronghold-oversize' });
    expect(unpackLz4(block(0x1f, 'a', 1, 0, 255, 255, 255, 255, 0), cap)).toMatchObject({
      code: 'stronghold-oversize',
    });
  });
});

describe('packing an LZ4 block', () => {
  it.each([0, 1, 14, 15, 16, 269, 270, 271, 525, 70_000])('keeps %i bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => i % 251);
    expect(unpackLz4(packLz4(bytes), length)).toEqual({ ok: true, value: bytes });
  });
});
