import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { bitsOfRolls, mixEntropy, type RollKind } from '../../../../electron/core/ceremony/mix-entropy.ts';

const system = new Uint8Array(32).fill(9);
const mix = (rolls: string, kind: RollKind, bytes = system) => {
  const mixed = mixEntropy({ system: bytes, rolls, kind });
  if (!mixed.ok) throw new Error(mixed.message);
  return mixed.value;
};

// Python: hashlib.blake2b(b'sallyport/entropy/1/dice' + bytes([9]) * 32 + b'123456', digest_size=32).hexdigest()
test('anyone can do it again with BLAKE2b-256', () => {
  expect(bytesToHex(mix('12 34\n56', 'dice').entropy)).toBe(
    'dd9c7f84168e50d670dadbbdb087ef7a8b4edfd49e20b46bb114c64fa88b2148',
  );
  expect(bytesToHex(mix('HTht', 'coin').entropy)).toBe(
    'f2d4983250df17ef57592511ce928ce8262b077075629d6fdbb2787ea0acb91f',
  );
});

test('neither side decides without the other, and the kind counts', () => {
  const seen = [
    mix('123456', 'dice'),
    mix('123455', 'dice'),
    mix('', 'dice'),
    mix('', 'coin'),
    mix('11', 'dice'),
    mix('11', 'coin'),
    mix('123456', 'dice', new Uint8Array(32).fill(8)),
  ].map(({ entropy }) => bytesToHex(entropy));
  expect(new Set(seen).size).toBe(seen.length);
});

test('coins are the same in letters and digits', () => {
  expect(mix('hhtht', 'coin')).toEqual(mix('11010', 'coin'));
});

test('bits are rounded down, never overstated', () => {
  expect(mix('', 'dice')).toMatchObject({ rolls: 0, bits: 0 });
  expect(mix('1', 'dice')).toMatchObject({ rolls: 1, bits: 2 });
  expect(mix('6'.repeat(50), 'dice')).toMatchObject({ rolls: 50, bits: 129 });
  expect(bitsOfRolls(99, 'dice')).toBe(255);
  expect(bitsOfRolls(100, 'dice')).toBe(256);
  expect(bitsOfRolls(256, 'coin')).toBe(256);
  expect(bitsOfRolls(10_000, 'coin')).toBe(256);
});

test.each([
  ['dice', '1230', 4],
  ['dice', '7', 1],
  ['dice', '12 3h', 4],
  ['coin', 'hth2', 4],
  ['coin', 'h-t', 2],
  ['coin', '１', 1],
] as const)('%s: %s is refused at its place', (kind, rolls, place) => {
  expect(mixEntropy({ system, rolls, kind })).toMatchObject({
    ok: false,
    code: 'rolls-character',
    message: expect.stringContaining(`roll ${place}:`),
  });
});

test('more than ten thousand rolls are refused; a short system draw throws', () => {
  expect(mixEntropy({ system, rolls: '1'.repeat(10_001), kind: 'dice' })).toMatchObject({
    ok: false,
    code: 'rolls-too-many',
  });
  expect(() => mixEntropy({ system: new Uint8Array(16), rolls: '', kind: 'dice' })).toThrow(RangeError);
});
