import { afterEach, describe, expect, it } from 'vitest';
import { blake2b256, bytesToHex, hashWith, plainBlake2b256 } from '../../../electron/core/digest.ts';
import { journalHash } from '../../../electron/core/journal/journal-entry.ts';
import { hashFast, wasmBlake2b256 } from '../../../electron/hashing/wasm-blake2b.ts';
import { fc } from '../../support/fast-check.ts';
import { journalOf } from '../../support/journal-samples.ts';

const fast = await wasmBlake2b256();
afterEach(() => hashWith(plainBlake2b256));

const part = fc.uint8Array({ maxLength: 600 });
const parts = fc.array(part, { maxLength: 5 });

describe('BLAKE2b in WebAssembly', () => {
  it('gives what plain JavaScript gives, in however many parts', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(fast(given)).toEqual(plainBlake2b256(given));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same for inputs of every length around its blocks and around what it copies at once', () => {
    const lengths = [...Array.from({ length: 300 }, (_, i) => i), 16_383, 16_384, 16_385, 32_768, 100_000];
    for (const length of lengths) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) % 256);
      expect(fast([bytes]), `${length} bytes`).toEqual(plainBlake2b256([bytes]));
    }
  });

  it('gives another hash where one bit is flipped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 600 }), fc.nat(), (bytes, at) => {
        const flipped = bytes.slice();
        const place = at % (bytes.length * 8);
        flipped[place >> 3]! ^= 1 << (place & 7);
        expect(bytesToHex(fast([flipped]))).not.toBe(bytesToHex(fast([bytes])));
      }),
    );
  });

  it('begins anew after an input that it could not take', () => {
    expect(() => fast([Uint8Array.of(1), undefined as unknown as Uint8Array])).toThrow();
    expect(fast([Uint8Array.of(2)])).toEqual(plainBlake2b256([Uint8Array.of(2)]));
  });

  it('hashes entries of a journal as signers do, once a thread uses it', async () => {
    const plain = journalOf([]).map(journalHash);
    await hashFast();
    expect(journalOf([]).map(journalHash)).toEqual(plain);
  });
});

describe('another implementation of BLAKE2b', () => {
  it('is not used where it gives another hash for some length', () => {
    for (const wrongAt of [0, 1, 128, 129, 300]) {
      const wrong = (given: readonly Uint8Array[]) =>
        given.reduce((sum, each) => sum + each.length, 0) === wrongAt
          ? new Uint8Array(32)
          : plainBlake2b256(given);
      expect(() => hashWith(wrong), `${wrongAt} bytes`).toThrow('got another hash');
      expect(blake2b256(Uint8Array.of(1, 2))).toEqual(plainBlake2b256([Uint8Array.of(1, 2)]));
      expect(blake2b256(new Uint8Array(wrongAt))).toEqual(plainBlake2b256([new Uint8Array(wrongAt)]));
    }
  });
});
