import { describe, expect, test } from 'vitest';
import { encodeCborList } from '../../../../electron/core/envelope/cbor-list.ts';
import { bytewordsOf } from '../../../../electron/core/envelope/fountain/bytewords.ts';
import { readText } from '../../../../electron/core/envelope/fountain/frame.ts';
import { writeFrames } from '../../../../electron/core/envelope/fountain/write-frames.ts';
import type { Seen } from '../../../../renderer/camera/read-picture.ts';
import { Scan } from '../../../../renderer/camera/scan.ts';
import { otherCodeText, scanNoticeText } from '../../../../renderer/texts/scan-texts.ts';
import { must } from '../../../support/must.ts';
import { sampleBytes } from '../../../support/sample-bytes.ts';

const message = sampleBytes(2000);
const frames = must(writeFrames(message, 'coarse'));
const other = must(writeFrames(sampleBytes(3000, 2), 'coarse'));
const text = (said: string): Seen => ({ kind: 'text', text: said });
const frame = (number: number): Seen => text(frames.text(number));
const nothing: Seen = { kind: 'nothing' };
const torn: Seen = { kind: 'torn' };

/** A scan that has looked at these pictures, 33 milliseconds apart. */
function scanned(...pictures: readonly Seen[]): Scan {
  const scan = new Scan(0);
  pictures.forEach((seen, i) => void scan.take(seen, i * 33));
  return scan;
}

/** Shows frames from a number on until the envelope is whole. */
function finish(scan: Scan, number: number): void {
  for (let each = number; scan.state.message === null; each++) {
    if (each > number + 100) throw new Error('expected a whole envelope');
    scan.take(frame(each), 0);
  }
  expect(scan.state.message).toEqual(message);
}

test('progress is the parts that are there, and what the camera saw', () => {
  const { state } = scanned(nothing, frame(1), frame(1), torn, frame(2));
  expect(state).toEqual({
    pictures: 5,
    codes: 3,
    torn: 1,
    progress: { parts: 2, count: 10 },
    notice: null,
    message: null,
  });
});

test('a whole envelope ends the scan: what comes after it changes nothing', () => {
  const scan = scanned(...Array.from({ length: 10 }, (_, i) => frame(i + 1)));
  const { state } = scan;
  expect(state.message).toEqual(message);
  expect(scan.take(text('https://example.org'), 400)).toBe(state);
});

test('late, with half of the frames lost and others torn, it is whole', () => {
  const scan = scanned(torn, frame(12), nothing, torn, frame(15), frame(15));
  finish(scan, 20);
  expect(scan.state.torn).toBe(2);
});

test('a code with a letter changed counts as torn, and moves nothing', () => {
  const { state } = scanned(frame(1), text(`${frames.text(2).slice(0, -1)}A`));
  expect(state).toMatchObject({ torn: 1, codes: 2, progress: { parts: 1, count: 10 } });
});

describe('what a person is told', () => {
  test('another envelope among the frames, until one of the first comes again', () => {
    const scan = scanned(frame(1), frame(2), text(other.text(1)));
    expect(scan.state).toMatchObject({
      notice: { kind: 'another-envelope' },
      progress: { parts: 2, count: 10 },
    });
    finish(scan, 3);
  });

  test('nothing seen for five seconds, until there is a code', () => {
    const scan = scanned(frame(1));
    expect(scan.take(nothing, 4999).notice).toBeNull();
    expect(scan.take(nothing, 5000).notice).toEqual({ kind: 'nothing-seen' });
    expect(scan.take(frame(2), 5033).notice).toBeNull();
    expect(scan.take(torn, 5066).notice).toBeNull();
  });

  test.each([
    ['an address', `0x${'ab'.repeat(32)}`, /is an address/],
    ['a page', 'https://example.org/pay?secret=1', /web page. It was not opened/],
    ['a payment link', 'bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', /a link of the kind "bitcoin"/],
    ['a code of another wallet', 'UR:CRYPTO-PSBT/1-3/LPADAXCFAO', /a resource of the type "crypto-psbt"/],
    ['an animation of another program', 'B$2P0300KNXVG5A', /animated code of another program/],
    ['a text', 'hello', /a text that is no envelope/],
  ])('what %s is, without its content; the next frame goes on', (_, said, told) => {
    const scan = scanned(frame(1), text(said));
    const { notice, progress } = scan.state;
    if (notice?.kind !== 'other-code') throw new Error('expected a notice');
    expect(otherCodeText(notice.code)).toMatch(told);
    expect(scanNoticeText(notice)).not.toContain('example.org');
    expect(progress).toEqual({ parts: 1, count: 10 });
    finish(scan, 2);
  });
});

describe('hostile codes', () => {
  const part = (count: number, length: number, bytes: Uint8Array) =>
    text(`ur:x-sallyport/1-${count}/${bytewordsOf(encodeCborList([1, count, length, 1, bytes]))}`);

  test.each([
    ['ten million parts', part(10_000_000, 2_000_000_000, sampleBytes(200)), 'oversize'],
    ['four thousand million parts', part(4_000_000_000, 4_000_000_000, sampleBytes(200)), 'oversize'],
    ['parts of one byte', part(2000, 2000, sampleBytes(1)), 'oversize'],
  ])('%s are refused by a sentence, and what was read stays', (_, hostile, kind) => {
    const scan = scanned(frame(1), frame(2), hostile);
    expect(scan.state).toMatchObject({ notice: { kind }, progress: { parts: 2, count: 10 } });
    finish(scan, 3);
  });

  test('a forged part of this very envelope spoils it once, says so, and it is read again', () => {
    const forged = must(writeFrames(message, 'coarse'));
    const bytes = encodeCborList([10, 10, 2000, checksumOf(forged.text(1)), sampleBytes(200, 9)]);
    const scan = scanned(text(`ur:x-sallyport/10-10/${bytewordsOf(bytes)}`));
    for (let number = 1; number < 10; number++) scan.take(frame(number), 0);
    expect(scan.state).toMatchObject({ notice: { kind: 'spoilt' }, message: null, progress: null });
    finish(scan, 1);
  });
});

describe('a camera that mirrors', () => {
  test('after three seconds without a code each second picture is read mirrored', () => {
    const scan = scanned(nothing);
    expect(scan.mirrored).toBe(false);
    const tried = [3000, 3033, 3066, 3100].map((now) => {
      scan.take(nothing, now);
      return scan.mirrored;
    });
    expect(tried).toEqual([true, false, true, false]);
  });

  test('the way in which a code was read is kept', () => {
    const scan = scanned(nothing);
    scan.take(nothing, 3000);
    expect(scan.mirrored).toBe(true);
    scan.take(frame(1), 3033);
    scan.take(nothing, 3066);
    expect(scan.mirrored).toBe(true);
  });

  test('another camera is first read as it is, and what was read stays', () => {
    const scan = scanned(frame(1));
    scan.take(nothing, 3000);
    scan.resume(9000);
    expect(scan.mirrored).toBe(false);
    expect(scan.take(nothing, 9033)).toMatchObject({ notice: null, progress: { parts: 1, count: 10 } });
  });
});

/** The checksum that a frame names. */
function checksumOf(said: string): number {
  const read = readText(said);
  if (read.kind !== 'frame') throw new Error('expected a frame');
  return read.frame.checksum;
}
