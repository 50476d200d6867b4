import { expect, test } from 'vitest';
import { writeFrames } from '../../../../electron/core/envelope/fountain/write-frames.ts';
import { readPicture } from '../../../../renderer/camera/read-picture.ts';
import { inColours, mirrored, pictureOf, tornBetween } from '../../../support/code-pictures.ts';
import { must } from '../../../support/must.ts';
import { sampleBytes } from '../../../support/sample-bytes.ts';

const frames = must(writeFrames(sampleBytes(4000), 'fine'));
const first = frames.text(1);
const picture = pictureOf(first);

test('a frame of 400 bytes is read out of a picture of 720 rows, by brightness and in colours', () => {
  expect(readPicture(picture, false)).toEqual({ kind: 'text', text: first });
  expect(readPicture(inColours(picture), false)).toEqual({ kind: 'text', text: first });
});

test('the picture of a camera that mirrors is read mirrored, and in no other way', () => {
  expect(readPicture(mirrored(picture), true)).toEqual({ kind: 'text', text: first });
  expect(readPicture(mirrored(picture), false).kind).not.toBe('text');
});

test('a picture without a code has nothing in it', () => {
  const { width, height, form } = picture;
  expect(readPicture({ width, height, form, data: new Uint8Array(width * height).fill(99) }, false)).toEqual({
    kind: 'nothing',
  });
  expect(readPicture({ width, height, form, data: sampleBytes(width * height) as never }, false).kind).toBe(
    'nothing',
  );
});

test('a picture torn between two frames is read as one of both or as torn, never as a mixture', () => {
  const second = frames.text(2);
  const kinds = new Set<string>();
  for (const row of [70, 200, 360, 500, 640]) {
    const seen = readPicture(tornBetween(picture, pictureOf(second), row), false);
    kinds.add(seen.kind);
    if (seen.kind === 'text') expect([first, second]).toContain(seen.text);
  }
  expect([...kinds].toSorted()).toEqual(['text', 'torn']);
});

test('a hostile picture, shorter than it says, throws nothing', () => {
  expect(readPicture({ ...picture, data: picture.data.slice(0, 1000) }, false)).toEqual({ kind: 'nothing' });
  expect(readPicture({ ...picture, width: 0, height: 0 }, true)).toEqual({ kind: 'nothing' });
});
