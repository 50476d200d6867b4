import { expect, it } from 'vitest';
import type { Result } from '../../electron/core/result.ts';
import { must } from './must.ts';

/** A codec with bytes that it must read. */
export interface CodecCase<T> {
  readonly decode: (bytes: Uint8Array) => Result<T>;
  readonly encode: (value: T) => Uint8Array;
  readonly sample: Uint8Array;
  /** Bytes that such a thing has at most. */
  readonly most: number;
  /** Codes of refusals, where they are not those of the ledger. */
  readonly codes?: RegExp;
}

const ledgerCodes = /^(?:proof-malformed|certificate-signer-twice)$/;

/** What every codec keeps. Long samples have a flip in each of some 4000 bytes. */
export function itKeepsTheLaws<T>({ decode, encode, sample, most, codes }: CodecCase<T>): void {
  const refusal = { ok: false, code: codes ? expect.stringMatching(codes) : 'proof-malformed' };

  it('gives back the very bytes that it read', () => {
    expect(encode(must(decode(sample)))).toEqual(sample);
  });

  it('reads no flipped byte as the same, and none in two forms', () => {
    const step = Math.ceil(sample.length / 4000);
    for (let at = 0; at < sample.length; at += step) {
      const flipped = Uint8Array.from(sample);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      const read = decode(flipped);
      if (read.ok) expect(encode(read.value)).toEqual(flipped);
      else expect(read.code).toMatch(codes ?? ledgerCodes);
    }
  });

  it('refuses every beginning of it', () => {
    const step = Math.ceil(sample.length / 4000);
    for (let length = 0; length < sample.length; length += step) {
      expect(decode(sample.subarray(0, length))).toMatchObject(refusal);
    }
  });

  it('refuses one byte more, and more than such a thing ever has', () => {
    const longer = new Uint8Array(sample.length + 1);
    longer.set(sample);
    expect(decode(longer)).toMatchObject(refusal);
    expect(decode(new Uint8Array(most + 1))).toMatchObject({
      ok: false,
      message: expect.stringContaining('at most'),
    });
  });
}
