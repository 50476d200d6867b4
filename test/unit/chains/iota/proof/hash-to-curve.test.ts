import { bls12_381 } from '@noble/curves/bls12-381.js';
import { expect, it } from 'vitest';
import { unclearedPoint } from '../../../../../electron/chains/iota/pure/proof/hash-to-curve.ts';
import { CERTIFICATE_DST } from '../../../../../electron/chains/iota/pure/proof/verify-certificate.ts';

const { Point } = bls12_381.G1;

it('a message goes to the point that RFC 9380 gives for it (J.9.1, the empty message)', () => {
  const point = unclearedPoint(new Uint8Array(), 'QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_');
  expect(point.clearCofactor().toAffine()).toEqual({
    x: 0x052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1n,
    y: 0x08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265n,
  });
});

it('messages of any length go where the library hashes them, one by one and summed up', () => {
  const messages = [1, 31, 32, 64, 200, 700].map((length) => new Uint8Array(length).fill(length));
  const points = messages.map((message) => unclearedPoint(message, CERTIFICATE_DST));
  const hashes = messages.map((message) => bls12_381.shortSignatures.hash(message, CERTIFICATE_DST));
  for (const [i, point] of points.entries())
    expect(point.clearCofactor().equals(hashes[i] as never)).toBe(true);
  const sum = (of: typeof points) => of.reduce((all, each) => all.add(each), Point.ZERO);
  expect(sum(points).clearCofactor().equals(sum(hashes))).toBe(true);
});
