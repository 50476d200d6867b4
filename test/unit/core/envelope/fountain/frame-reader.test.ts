import { encodeQR } from 'qr';
import { describe, expect, it } from 'vitest';
import { encodeCborList } from '../../../../../electron/core/envelope/cbor-list.ts';
import { bytewordsOf } from '../../../../../electron/core/envelope/fountain/bytewords.ts';
import { readText } from '../../../../../electron/core/envelope/fountain/frame.ts';
import { FrameReader } from '../../../../../electron/core/envelope/fountain/frame-reader.ts';
import { MOST_BY_QR } from '../../../../../electron/core/envelope/fountain/limits.ts';
import { writeFrames } from '../../../../../electron/core/envelope/fountain/write-frames.ts';
import { must } from '../../../../support/must.ts';
import { sampleBytes } from '../../../../support/sample-bytes.ts';

const message = sampleBytes(2000);
const frames = must(writeFrames(message, 'coarse'));
const other = must(writeFrames(sampleBytes(3000, 2), 'coarse'));
const whole = { kind: 'whole', message };

/** A frame that says anything; by its path too. */
function made(
  [number, count, length, checksum, fragment]: readonly [number, number, number, number, Uint8Array],
  path = `${number}-${count}`,
): string {
  const part = encodeCborList([number, count, length, checksum, fragment]);
  return `ur:x-sallyport/${path}/${bytewordsOf(part)}`;
}

/** Reads frames from a number on, until the message is whole. */
function readFrom(reader: FrameReader, number: number): readonly string[] {
  const kinds: string[] = [];
  for (let each = number; each < number + 1000; each++) {
    const taken = reader.take(frames.text(each));
    kinds.push(taken.kind);
    if (taken.kind === 'whole') {
      expect(taken).toEqual(whole);
      return kinds;
    }
  }
  throw new Error('expected a whole message');
}

describe('an animated code', () => {
  it('is whole after as many frames as it has parts, when none is lost', () => {
    expect(frames.count).toBe(10);
    expect(readFrom(new FrameReader(), 1)).toEqual([...Array(9).fill('taken'), 'whole']);
  });

  it('is joined late: mixtures alone make it whole', () => {
    expect(readFrom(new FrameReader(), 11).length).toBeLessThan(20);
    expect(readFrom(new FrameReader(), 2 ** 32 - 500).length).toBeLessThan(20);
  });

  it('tells progress that is true: a frame that says nothing new moves nothing', () => {
    const reader = new FrameReader();
    expect(reader.progress).toBeNull();
    reader.take(frames.text(1));
    reader.take(frames.text(2));
    expect(reader.take(frames.text(1))).toEqual({ kind: 'known', progress: { parts: 2, count: 10 } });
    expect(reader.progress).toEqual({ parts: 2, count: 10 });
  });

  it('of one part is one code that stands still', () => {
    const short = must(writeFrames(message.subarray(0, 150), 'coarse'));
    expect(short.count).toBe(1);
    expect(short.text(1)).toBe(short.text(999));
    expect(new FrameReader().take(short.text(5))).toEqual({
      kind: 'whole',
      message: message.subarray(0, 150),
    });
  });

  it('is read in small letters too', () => {
    const reader = new FrameReader();
    expect(reader.take(frames.text(1).toLowerCase()).kind).toBe('taken');
  });

  it.each([
    ['fine', 17],
    ['coarse', 11],
  ] as const)('fits a QR code that a camera reads: %s needs version %i', (size, version) => {
    const { text } = must(writeFrames(sampleBytes(MOST_BY_QR), size));
    const versions = [1, 400, 65_535].map(
      (number) => encodeQR(text(number), 'raw', { ecc: 'low', border: 1 }).length - 2,
    );
    // ISO/IEC 18004: 21 modules a side, and four more for each version.
    expect(Math.max(...versions)).toBe(17 + 4 * version);
  });

  it('begins again after the last number', () => {
    expect(frames.text(2 ** 32 - 1)).not.toBe(frames.text(1));
    expect(frames.text(2 ** 32)).toBe(frames.text(1));
  });

  it('of more than 64 KB is refused before anything is shown: use a file', () => {
    expect(writeFrames(new Uint8Array(MOST_BY_QR + 1), 'fine')).toMatchObject({
      ok: false,
      code: 'envelope-not-by-qr',
    });
    expect(must(writeFrames(sampleBytes(MOST_BY_QR), 'coarse')).count).toBe(328);
  });
});

describe('strangers among the frames', () => {
  it('a frame of another envelope makes it not deaf, and is told', () => {
    const reader = new FrameReader();
    expect(reader.take(other.text(3))).toMatchObject({ kind: 'taken', another: false });
    expect(reader.take(frames.text(1))).toMatchObject({ kind: 'taken', another: true });
    readFrom(reader, 2);
  });

  it('another envelope between each two frames loses nothing of either', () => {
    const reader = new FrameReader();
    const ended: Uint8Array[] = [];
    for (let number = 1; number <= 15; number++) {
      for (const text of [frames.text(number), other.text(number)]) {
        const taken = reader.take(text);
        if (taken.kind === 'whole') ended.push(taken.message);
      }
    }
    expect(ended).toEqual([message, sampleBytes(3000, 2)]);
  });

  it('the same envelope in another density is begun anew', () => {
    const reader = new FrameReader();
    reader.take(must(writeFrames(message, 'fine')).text(1));
    expect(reader.take(frames.text(1))).toMatchObject({ progress: { parts: 1, count: 10 }, another: true });
    readFrom(reader, 2);
  });

  it('a hundred stray frames of as many envelopes do not push out the one that is under way', () => {
    const reader = new FrameReader();
    for (const number of [1, 2, 3]) reader.take(frames.text(number));
    for (let seed = 10; seed < 110; seed++) {
      expect(reader.take(must(writeFrames(sampleBytes(900, seed), 'coarse')).text(1)).kind).toBe('taken');
    }
    expect(reader.progress).toEqual({ parts: 3, count: 10 });
    expect(readFrom(reader, 4)).toHaveLength(7);
  });

  it('a forged frame of this very message spoils it once; then it is read', () => {
    const reader = new FrameReader();
    const { checksum, fragment } = partsOf(frames.text(10));
    fragment[0]! ^= 1;
    expect(reader.take(made([10, 10, 2000, checksum, fragment])).kind).toBe('taken');
    const kinds = Array.from({ length: 9 }, (_, i) => reader.take(frames.text(i + 1)).kind);
    expect(kinds.at(-1)).toBe('spoilt');
    readFrom(reader, 10);
  });

  it.each([
    ['a code of another wallet', 'UR:CRYPTO-PSBT/1-3/LPADAXCFAO', { kind: 'resource', type: 'crypto-psbt' }],
    [
      'a resource of another wallet, as a whole',
      'ur:iota-signature/oeadtpda',
      { kind: 'resource', type: 'iota-signature' },
    ],
    ['a resource that is made wrong', 'ur:bytes/!', { kind: 'resource', type: 'bytes' }],
    ['a page', 'https://example.org/pay?to=me', { kind: 'web-page' }],
    ['a payment', 'bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', { kind: 'link', scheme: 'bitcoin' }],
    ['a frame of BBQr', 'B$2P0300KNXVG5A', { kind: 'other-animation' }],
    ['numbered parts', 'p1of3 abcdef', { kind: 'other-animation' }],
    ['an address', `0x${'9c'.repeat(32)}`, { kind: 'address' }],
    ['an address in capitals', 'BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ', { kind: 'address' }],
    ['half an address', '0x9cf1', { kind: 'text' }],
    ['nothing', '', { kind: 'text' }],
  ])('%s says what it is', (_, text, code) => {
    const reader = new FrameReader();
    reader.take(frames.text(1));
    expect(reader.take(text)).toEqual({ kind: 'other-code', code });
    readFrom(reader, 2);
  });
});

describe('hostile frames', () => {
  const fragment = sampleBytes(200);
  it.each([
    ['ten million parts', made([1, 10_000_000, 2_000_000_000, 1, fragment]), 'oversize'],
    ['four thousand million parts', made([1, 4_000_000_000, 4_000_000_000, 1, fragment]), 'oversize'],
    ['a message beyond 64 KB', made([1, 328, MOST_BY_QR + 1, 1, fragment]), 'oversize'],
    ['parts of one byte', made([1, 2000, 2000, 1, fragment.subarray(0, 1)]), 'oversize'],
    ['more parts than its bytes fill', made([1, 11, 2000, 1, fragment]), 'damaged'],
    ['fewer parts than its bytes need', made([1, 9, 2000, 1, fragment]), 'damaged'],
    ['no byte', made([1, 1, 0, 1, fragment]), 'damaged'],
    ['an empty fragment', made([1, 1, 5, 1, new Uint8Array()]), 'damaged'],
    ['a number of none', made([0, 10, 2000, 1, fragment]), 'damaged'],
    ['another number in its path', made([1, 10, 2000, 1, fragment], '2-10'), 'damaged'],
    ['another count in its path', made([1, 10, 2000, 1, fragment], '1-9'), 'damaged'],
    ['a flipped letter', frames.text(1).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), 'damaged'],
    ['its end torn off', frames.text(1).slice(0, -10), 'damaged'],
    ['no words', 'ur:x-sallyport/1-10/', 'damaged'],
    ['a number that is too long', `ur:x-sallyport/${'9'.repeat(400)}-10/aeae`, 'damaged'],
    ['a megabyte of text', `ur:x-sallyport/1-10/${'ae'.repeat(500_000)}`, 'damaged'],
  ])('with %s neither kill nor stop it', (_, text, kind) => {
    const reader = new FrameReader();
    reader.take(frames.text(1));
    expect(reader.take(text).kind).toBe(kind);
    expect(reader.progress).toEqual({ parts: 1, count: 10 });
    readFrom(reader, 2);
  });
});

function partsOf(text: string): { readonly checksum: number; readonly fragment: Uint8Array } {
  const read = readText(text);
  if (read.kind !== 'frame') throw new Error('expected a frame');
  return { checksum: read.frame.checksum, fragment: Uint8Array.from(read.frame.fragment) };
}
