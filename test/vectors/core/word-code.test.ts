import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { blake2b256, bytesToHex } from '../../../electron/core/digest.ts';
import { wordCode } from '../../../electron/core/word-code.ts';

/** The same from a string of bits, as one would do it by hand. */
function byHand(digest: string): string[] {
  const bits = [...digest].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  return Array.from({ length: 6 }, (_, i) => wordlist[Number.parseInt(bits.slice(i * 11, i * 11 + 11), 2)]!);
}

const digestOf = (number: number) => bytesToHex(blake2b256(new TextEncoder().encode(`digest ${number}`)));

describe('a word code', () => {
  it.each([
    ['0'.repeat(64), 'abandon abandon abandon abandon abandon abandon'],
    ['f'.repeat(64), 'zoo zoo zoo zoo zoo zoo'],
    // 11 bits each of 0, 1, 2, 3, 4, 5
    [
      BigInt(`0b${[0, 1, 2, 3, 4, 5].map((n) => n.toString(2).padStart(11, '0')).join('')}000000`)
        .toString(16)
        .padStart(18, '0')
        .padEnd(64, '7'),
      'abandon ability able about above absent',
    ],
  ])('of %s', (digest, words) => {
    expect(wordCode(digest)).toEqual(byHand(digest));
    expect(wordCode(digest).join(' ')).toBe(words);
  });

  it('is what one gets by hand, and distinct, for 10 000 digests', () => {
    const seen = new Set<string>();
    for (let number = 0; number < 10_000; number++) {
      const digest = digestOf(number);
      const words = wordCode(digest);
      if (words.join(' ') !== byHand(digest).join(' ')) expect.fail(digest);
      seen.add(words.join(' '));
    }
    expect(seen.size).toBe(10_000);
  });

  it('depends on the first 66 bits, each of them, and on no other', () => {
    const bytes = Buffer.from(digestOf(0), 'hex');
    const code = wordCode(bytes.toString('hex')).join(' ');
    for (let bit = 0; bit < 256; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
      expect(wordCode(flipped.toString('hex')).join(' ') === code, `bit ${bit}`).toBe(bit >= 66);
    }
  });

  it('needs 66 bits', () => expect(() => wordCode('ab'.repeat(8))).toThrow(RangeError));
});
