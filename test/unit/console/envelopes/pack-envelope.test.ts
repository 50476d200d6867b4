import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packEnvelope, unpackEnvelope } from '../../../../electron/console/envelopes/pack-envelope.ts';
import { MOST_TEXT, wrapText } from '../../../../electron/core/envelope/container.ts';
import { readEnvelope, writeEnvelope } from '../../../../electron/core/envelope/envelope.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { bensDesk, kinds, signBy, statement } from '../../../support/envelope-samples.ts';
import { must } from '../../../support/must.ts';
import { mutateBytes, seededNumbers } from '../../../support/mutate-bytes.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const written = (kind: (typeof kinds)[number]) => must(writeEnvelope(statement(kind), signBy(bensDesk)));
const packed = async (kind: (typeof kinds)[number]) => must(await packEnvelope(written(kind).text));
const open = async (file: Uint8Array) => {
  const text = await unpackEnvelope(file);
  return text.ok ? readEnvelope(text.value, verifyDigest) : text;
};
const isRefused = /^envelope-(?:altered|foreign|malformed|newer|oversize|bomb|signature-bad)$/;

describe.each(kinds)('the file of an envelope of kind %s', (kind) => {
  it('is smaller than its text, and gives it back', async () => {
    const { text, digest } = written(kind);
    const file = await packed(kind);
    expect(file.length).toBeLessThan(text.length);
    expect(must(await open(file))).toEqual({ digest, statement: statement(kind) });
  });

  it('with one bit of any byte flipped is refused', async () => {
    const file = await packed(kind);
    for (let at = 0; at < file.length; at++) {
      const flipped = Uint8Array.from(file);
      flipped[at]! ^= 1 << (at % 8);
      expect(codeOf(await open(flipped)), `byte ${at}`).toMatch(isRefused);
    }
  });
});

describe('the file of an envelope', () => {
  it('cut off anywhere, or with a byte more, is refused', async () => {
    const file = await packed('proposals');
    for (let length = 0; length < file.length; length++) {
      expect(codeOf(await open(file.subarray(0, length)))).toMatch(/^envelope-(?:altered|foreign)$/);
    }
    expect(codeOf(await open(Uint8Array.from([...file, 0])))).toBe('envelope-altered');
  });

  it('damaged in any way is refused, or is the same envelope', async () => {
    const [file, other] = [await packed('replies'), await packed('status')];
    const { digest } = written('replies');
    const draw = seededNumbers(12);
    for (let round = 0; round < 500; round++) {
      const mutated = mutateBytes(file, draw, [other]);
      const opened = await open(mutated);
      if (opened.ok) expect(opened.value.digest).toBe(digest);
      else expect(opened.code).toMatch(isRefused);
    }
  });

  it('that holds more than it says is a bomb, and is not unpacked further', async () => {
    const bomb = brotliCompressSync(new Uint8Array(64 * 2 ** 20));
    expect(bomb.length).toBeLessThan(1000);
    expect(codeOf(await unpackEnvelope(must(wrapText({ packed: bomb, length: 1000 }))))).toBe(
      'envelope-bomb',
    );
    expect(codeOf(await unpackEnvelope(must(wrapText({ packed: bomb, length: MOST_TEXT }))))).toBe(
      'envelope-bomb',
    );
    expect(codeOf(await unpackEnvelope(must(wrapText({ packed: bomb, length: 0 }))))).toBe('envelope-bomb');
  });

  it('that holds less than it says is refused', async () => {
    const less = must(wrapText({ packed: brotliCompressSync('{}'), length: 3 }));
    expect(codeOf(await unpackEnvelope(less))).toBe('envelope-altered');
  });

  it('that is compressed in no known way is refused', async () => {
    const wrong = must(
      wrapText({ packed: new TextEncoder().encode('{"signature":"","statement":{}}'), length: 31 }),
    );
    expect(codeOf(await unpackEnvelope(wrong))).toBe('envelope-altered');
  });
});
