import { expect, test } from 'vitest';
import { invert, multiply } from '../../../../electron/core/ceremony/slip39/gf256.ts';

/** The field by exponent and logarithm of x + 1, as SLIP-0039 writes it down. */
const powers: number[] = [];
for (let i = 0, power = 1; i < 255; i++) {
  powers.push(power);
  power = (power << 1) ^ power;
  if (power & 0x100) power ^= 0x11b;
}

test('all 65536 products are those of the tables', () => {
  expect(new Set(powers).size).toBe(255);
  for (let a = 0; a < 256; a++) {
    for (let b = 0; b < 256; b++) {
      const expected = a && b ? powers[(powers.indexOf(a) + powers.indexOf(b)) % 255] : 0;
      if (multiply(a, b) !== expected) throw new Error(`${a} * ${b}`);
    }
  }
});

test('all 255 inverses are inverses', () => {
  for (let a = 1; a < 256; a++) expect(multiply(a, invert(a))).toBe(1);
  expect(() => invert(0)).toThrow(RangeError);
});
