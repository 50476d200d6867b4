import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../../../../electron/core/digest.ts';
import { bytesOfBytewords, bytewordsOf } from '../../../../electron/core/envelope/fountain/bytewords.ts';
import {
  chooseFragments,
  randomNumbers,
} from '../../../../electron/core/envelope/fountain/choose-fragments.ts';
import { crc32 } from '../../../../electron/core/envelope/fountain/crc32.ts';
import { FrameReader } from '../../../../electron/core/envelope/fountain/frame-reader.ts';
import {
  ENVELOPE_UR,
  type FragmentSize,
  fragmentSizes,
} from '../../../../electron/core/envelope/fountain/limits.ts';
import { writeFrames } from '../../../../electron/core/envelope/fountain/write-frames.ts';
import { must } from '../../../support/must.ts';
import { sampleBytes } from '../../../support/sample-bytes.ts';
import { UR, URDecoder, UREncoder } from '../../../support/uniform-resource-oracle.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('vectors of the specifications', () => {
  it('CRC-32 (BCR-2020-012)', () => {
    expect(crc32(ascii('Hello, world!'))).toBe(0xebe6c6e6);
    expect(crc32(ascii('Wolf'))).toBe(0x598c84dc);
  });

  it('minimal bytewords (BCR-2020-012)', () => {
    const bytes = Uint8Array.from([0, 1, 2, 128, 255]);
    expect(bytewordsOf(bytes)).toBe('aeadaolazmjendeoti');
    expect(bytesOfBytewords('aeadaolazmjendeoti')).toEqual(bytes);
  });

  it('Xoshiro256** of the seed "Wolf" (BCR-2020-005)', () => {
    const random = randomNumbers(ascii('Wolf'));
    expect(Array.from({ length: 10 }, () => Math.floor(random() * 10) + 1)).toEqual([
      6, 5, 8, 4, 10, 5, 7, 10, 4, 9,
    ]);
  });

  it('fragments of mixtures (BCR-2020-005): 11 fragments of 1024 bytes of "Wolf"', () => {
    const random = randomNumbers(ascii('Wolf'));
    const message = Uint8Array.from({ length: 1024 }, () => Math.floor(random() * 256));
    const checksum = crc32(message);
    const chosen = (number: number) => chooseFragments(number, 11, checksum).toSorted((a, b) => a - b);
    expect(chosen(1)).toEqual([0]);
    expect([12, 13, 14, 15].map(chosen)).toEqual([[9], [2, 5, 6, 8, 9, 10], [8], [1, 5]]);
  });
});

const sizes: readonly FragmentSize[] = ['fine', 'coarse'];
const lengths = [1, 199, 200, 201, 400, 401, 1195, 8000, 20_001, 65_535];
const cases = sizes.flatMap((size) => lengths.map((length) => ({ size, length })));

describe('the library of others', () => {
  it.each(cases)('writes the same frames of $length bytes, $size', ({ size, length }) => {
    const message = sampleBytes(length);
    const theirs = new UREncoder(new UR(Buffer.from(message), ENVELOPE_UR), fragmentSizes[size]);
    const ours = must(writeFrames(message, size));
    expect(ours.count).toBe(theirs.fragmentsLength);
    const frames = ours.count === 1 ? 1 : Math.min(2 * ours.count, ours.count + 20);
    for (let number = 1; number <= frames; number++) {
      const text =
        ours.count === 1
          ? UREncoder.encodeSinglePart(new UR(Buffer.from(message), ENVELOPE_UR))
          : theirs.nextPart();
      expect(ours.text(number).toLowerCase()).toBe(text.toLowerCase());
    }
  });

  it('reads ours, and we read theirs, with every third frame lost', () => {
    const message = sampleBytes(5000, 7);
    const ours = must(writeFrames(message, 'coarse'));
    const decoder = new URDecoder();
    for (let number = 1; !decoder.isComplete(); number++) {
      if (number % 3 !== 0) decoder.receivePart(ours.text(number));
    }
    expect(decoder.isSuccess()).toBe(true);
    expect(bytesToHex(decoder.resultUR().cbor)).toBe(bytesToHex(message));

    // Fragments of a size that we never write.
    const theirs = new UREncoder(new UR(Buffer.from(message), ENVELOPE_UR), 77);
    const reader = new FrameReader();
    for (let number = 1; number < 200; number++) {
      const text = theirs.nextPart();
      const taken = number % 3 === 0 ? null : reader.take(text);
      if (taken?.kind === 'whole') {
        expect(bytesToHex(taken.message)).toBe(bytesToHex(message));
        return;
      }
    }
    throw new Error('expected a whole message');
  });
});
