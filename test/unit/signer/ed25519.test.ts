import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../../../electron/core/digest.ts';
import { keyPair, signMessage, verifySignature } from '../../../electron/signer/ed25519.ts';
import { judgeBeside } from '../../../electron/signer/signatures-beside.ts';

const key = keyPair(new Uint8Array(32).fill(7));
const publicKey = bytesToHex(key.publicKey);
const digest = 'ab'.repeat(32);
const signature = bytesToHex(signMessage(key, hexToBytes(digest)));

describe('a signature', () => {
  it('is deterministic and verifies', () => {
    expect(bytesToHex(signMessage(key, hexToBytes(digest)))).toBe(signature);
    expect(verifySignature(publicKey, digest, signature)).toBe(true);
  });

  it('does not verify with any bit of it, of the digest or of the key flipped', () => {
    const flips = (hex: string) =>
      Array.from({ length: hex.length * 4 }, (_, bit) => {
        const bytes = hexToBytes(hex);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        return bytesToHex(bytes);
      });
    for (const other of flips(signature)) expect(verifySignature(publicKey, digest, other)).toBe(false);
    for (const other of flips(digest)) expect(verifySignature(publicKey, other, signature)).toBe(false);
    for (const other of flips(publicKey)) expect(verifySignature(other, digest, signature)).toBe(false);
  });

  it('verifies by its own key only, however many keys were read before', () => {
    const pairs = Array.from({ length: 150 }, (_, i) => keyPair(new Uint8Array(32).fill(i)));
    for (const pair of [...pairs, ...pairs]) {
      const own = bytesToHex(signMessage(pair, hexToBytes(digest)));
      expect(verifySignature(bytesToHex(pair.publicKey), digest, own)).toBe(true);
      expect(verifySignature(bytesToHex(pair.publicKey), digest, signature)).toBe(own === signature);
    }
  });

  it.each([
    ['an empty key', '', digest, signature],
    ['an upper-case key', publicKey.toUpperCase(), digest, signature],
    ['a short digest', publicKey, digest.slice(2), signature],
    ['a short signature', publicKey, digest, signature.slice(2)],
    ['a long signature', publicKey, digest, `${signature}00`],
    ['other characters', publicKey, digest, `${signature.slice(1)}g`],
    ['a key that is no point of the curve', '02'.padEnd(64, '0'), digest, signature],
  ])('is false, and no throw, for %s', (_, ...values) => {
    expect(verifySignature(...values)).toBe(false);
  });
});

describe('a private key', () => {
  it('is not kept by its argument', () => {
    const bytes = new Uint8Array(32).fill(7);
    const pair = keyPair(bytes);
    bytes.fill(0);
    expect(bytesToHex(signMessage(pair, hexToBytes(digest)))).toBe(signature);
  });
});

describe('what is judged beside this thread', () => {
  const wrong = signature.replace(/^../, (byte) => (byte === '00' ? '01' : '00'));
  const judged = (signatures: readonly string[]) =>
    judgeBeside((verify) => signatures.map((each) => verify(publicKey, digest, each)));

  it('is what is judged here: a forged signature among good ones, or none at all, is not taken for good', async () => {
    expect(await judged([signature, signature])).toEqual([true, true]);
    expect(await judged([signature, wrong, signature])).toEqual([true, false, true]);
    expect(await judged(['', signature])).toEqual([false, true]);
    expect(await judged([])).toEqual([]);
  });
});
