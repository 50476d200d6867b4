import { describe, expect, it } from 'vitest';
import { addressBlocks } from '../../../electron/core/address.ts';
import { addressSchema, parseWith } from '../../../electron/core/schema.ts';
import { codeOf } from '../../support/core-samples.ts';

describe('an address for the eye', () => {
  it.each([
    ['0x and 64 digits', `0x${'f90c0d94'.repeat(8)}`, '0x', 16],
    ['bech32 with its prefix', `iota1${'qrus'.repeat(14)}qru`, 'iota1', 15],
    ['a base58 address, which has no prefix', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', '', 9],
    ['a name', 'harbour-exchange', '', 4],
    ['one letter', 'a', '', 1],
  ])('%s is whole, in blocks of four', (_, address, prefix, count) => {
    const split = addressBlocks(address);
    expect(split.prefix).toBe(prefix);
    expect(split.blocks).toHaveLength(count);
    expect(split.prefix + split.blocks.join('')).toBe(address);
    for (const block of split.blocks.slice(0, -1)) expect(block).toHaveLength(4);
  });
});

describe('an address in a statement', () => {
  const parse = (text: unknown) => codeOf(parseWith(addressSchema, text));

  it('is of any chain', () => {
    expect(parse('a')).toBe('accepted');
    expect(parse('~'.repeat(120))).toBe('accepted');
  });

  it.each([
    ['nothing', ''],
    ['121 characters', 'a'.repeat(121)],
    ['a space', 'a b'],
    ['a space at its end', 'ab '],
    ['a line end', 'ab\n'],
    ['a control character', 'a\u0000b'],
    ['a zero-width space', 'a\u200bb'],
    ['a letter of another script', 'p\u0430y'],
    ['a number', 12],
  ])('is not %s', (_, text) => {
    expect(parse(text)).toBe('input-malformed');
  });
});
