import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lookAlikes } from '../../../../electron/core/book/look-alikes.ts';
import { fc } from '../../../support/fast-check.ts';

/** As good as random, and the same in every run. */
const addressOf = (seed: string): string => `0x${createHash('sha256').update(seed).digest('hex')}`;
const trusted = Array.from({ length: 200 }, (_, i) => ({ name: `${i}`, address: addressOf(`trusted ${i}`) }));
const names = (address: string, among = trusted) => lookAlikes(address, among).map(({ name }) => name);

const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

describe('look-alikes', () => {
  it('10 000 random addresses are silent', () => {
    const random = Array.from({ length: 10_000 }, (_, i) => addressOf(`random ${i}`));
    expect(random.filter((address) => names(address).length > 0)).toEqual([]);
  });

  it('crafted prefixes and suffixes are flagged, however the eight characters are shared out', () => {
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: 0, max: 8 }), (real, forged, first) => {
        const address = `0x${real}`;
        const crafted = `0x${real.slice(0, first)}${forged.slice(first, 56 + first)}${real.slice(56 + first)}`;
        fc.pre(crafted !== address);
        expect(names(crafted, [{ name: 'it', address }])).toEqual(['it']);
      }),
      { numRuns: 200 },
    );
  });

  it('an address with one wrong digit is flagged', () => {
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 63 }), (real, at) => {
        const wrong = real[at] === '0' ? '1' : '0';
        const typed = `0x${real.slice(0, at)}${wrong}${real.slice(at + 1)}`;
        expect(names(typed, [{ name: 'it', address: `0x${real}` }])).toEqual(['it']);
      }),
      { numRuns: 200 },
    );
  });

  it('seven characters in common, or none but what every address begins with, are silent', () => {
    const of = (first: string, rest: string, last: string) =>
      `0x${first}${rest.repeat(64 - first.length - last.length)}${last}`;
    expect(names(of('abcd', '1', 'ef0'), [{ name: 'it', address: of('abcd', '2', 'ef0') }])).toEqual([]);
    expect(names(of('abcd', '1', 'ef01'), [{ name: 'it', address: of('abcd', '2', 'ef01') }])).toEqual([
      'it',
    ]);
    expect(names(of('', '1', ''), [{ name: 'it', address: of('', '2', '') }])).toEqual([]);
  });

  it('the address itself is none', () => {
    expect(names(trusted[7]?.address ?? '')).toEqual([]);
  });
});
