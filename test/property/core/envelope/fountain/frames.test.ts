import { describe, expect, it } from 'vitest';
import { bytesOfBytewords, bytewordsOf } from '../../../../../electron/core/envelope/fountain/bytewords.ts';
import { frameText, readText } from '../../../../../electron/core/envelope/fountain/frame.ts';
import { FrameReader } from '../../../../../electron/core/envelope/fountain/frame-reader.ts';
import { writeFrames } from '../../../../../electron/core/envelope/fountain/write-frames.ts';
import { fc } from '../../../../support/fast-check.ts';
import { must } from '../../../../support/must.ts';
import { sampleBytes } from '../../../../support/sample-bytes.ts';

const message = fc.integer({ min: 1, max: 12_000 }).map((length) => sampleBytes(length, length));
const size = fc.constantFrom('fine' as const, 'coarse' as const);
/** Text of a code that somebody else shows. */
const stranger = fc.oneof(
  fc.string(),
  fc.string().map((text) => `ur:x-sallyport/${text}`),
  fc
    .tuple(fc.nat(2000), fc.nat(2000), fc.uint8Array({ maxLength: 60 }))
    .map(([number, count, bytes]) => `ur:x-sallyport/${number}-${count}/${bytewordsOf(bytes)}`),
);

describe('frames of any message', () => {
  it('make it whole from any first frame, with any share lost, out of order, repeated, strangers between', () => {
    fc.assert(
      fc.property(
        message,
        size,
        fc.integer({ min: 1, max: 100_000 }),
        fc.infiniteStream(fc.tuple(fc.boolean(), fc.boolean(), fc.option(stranger))),
        (bytes, density, first, luck) => {
          const frames = must(writeFrames(bytes, density));
          const reader = new FrameReader();
          let parts = 0;
          for (let number = first; number < first + 2000; number++) {
            const { value } = luck.next();
            const [isLost, isRepeated, other] = value;
            if (other !== null) expect(reader.take(other).kind).not.toBe('whole');
            if (isLost) continue;
            const taken = reader.take(frames.text(number));
            if (taken.kind === 'whole') {
              expect(taken.message).toEqual(bytes);
              return;
            }
            if (taken.kind === 'taken') parts += 1;
            expect(['taken', 'known']).toContain(taken.kind);
            expect(reader.progress).toEqual({ parts, count: frames.count });
            if (isRepeated) expect(reader.take(frames.text(number)).kind).toBe('known');
          }
          throw new Error('expected a whole message');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('make it whole with at most a handful more than it has parts', () => {
    fc.assert(
      fc.property(message, size, fc.integer({ min: 1, max: 100_000 }), (bytes, density, first) => {
        const frames = must(writeFrames(bytes, density));
        const reader = new FrameReader();
        let number = first;
        while (reader.take(frames.text(number)).kind !== 'whole') number += 1;
        expect(number - first).toBeLessThan(2 * frames.count + 20);
      }),
      { numRuns: 60 },
    );
  });

  it('are the same text again when they are read and written again', () => {
    fc.assert(
      fc.property(message, size, fc.integer({ min: 1, max: 0xffff_ffff }), (bytes, density, number) => {
        const frames = must(writeFrames(bytes, density));
        const text = frames.text(number);
        const read = readText(text);
        if (read.kind === 'frame') expect(frameText(read.frame)).toBe(text);
        else expect(read).toEqual({ kind: 'message', message: bytes });
      }),
    );
  });

  it('with one letter changed are read as no frame', () => {
    fc.assert(
      fc.property(message, size, fc.nat(), fc.constantFrom(...'ABXZ19-/:'), (bytes, density, at, letter) => {
        const text = must(writeFrames(bytes, density)).text(1);
        const place = at % text.length;
        fc.pre(text[place] !== letter);
        const changed = text.slice(0, place) + letter + text.slice(place + 1);
        expect(['frame', 'message']).not.toContain(readText(changed).kind);
      }),
      { numRuns: 300 },
    );
  });
});

it('whatever a code says has an answer', () => {
  const reader = new FrameReader();
  fc.assert(
    fc.property(stranger, (text) => void reader.take(text)),
    { numRuns: 1000 },
  );
});

it('bytewords give the bytes back, in one form only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const words = bytewordsOf(bytes);
      expect(bytesOfBytewords(words)).toEqual(bytes);
      expect(bytesOfBytewords(words.toUpperCase())).toBeNull();
      expect(bytesOfBytewords(words.slice(1))).toBeNull();
      expect(bytesOfBytewords(words.slice(2))).toBeNull();
    }),
  );
});
