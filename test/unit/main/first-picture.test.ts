import { expect, test } from 'vitest';
import { FirstPicture } from '../../../electron/main/first-picture.ts';

const START = 'app://sallyport/assets/index.js';
const LATER = 'app://sallyport/assets/shell.js';
const FONT = 'app://sallyport/assets/inter.woff2';

/** A picture whose moment passes at once, and whether it stands. */
function pictureOf(...steps: readonly ((picture: FirstPicture) => void)[]): Promise<boolean> {
  const picture = new FirstPicture((_, then) => then());
  for (const step of steps) step(picture);
  return Promise.race([picture.stands.then(() => true), Promise.resolve(false).then((no) => no)]);
}
const onScreen = (picture: FirstPicture) => picture.onScreen();
const answered = (picture: FirstPicture) => picture.answered();
const read = (url: string) => (picture: FirstPicture) => picture.read(url);

test('the first picture stands when the window is on the screen and its answered page reads what it needs later', async () => {
  expect(await pictureOf(read(START), answered, onScreen, read(FONT), read(LATER))).toBe(true);
  expect(await pictureOf(read(START), answered, read(LATER), onScreen)).toBe(true);
});

test('it does not stand before the window, before its answer, nor by what it is drawn with', async () => {
  expect(await pictureOf(read(START), answered, read(LATER))).toBe(false);
  expect(await pictureOf(read(START), onScreen, read(LATER))).toBe(false);
  expect(await pictureOf(onScreen, answered, read(FONT))).toBe(false);
});

test('whoever asks for more does not wait for it', async () => {
  expect(await pictureOf((picture) => picture.askedForMore())).toBe(true);
});

test('nothing is loaded in the moment in which a person may reach for the pointer', async () => {
  const waits: number[] = [];
  const picture = new FirstPicture((milliseconds) => void waits.push(milliseconds));
  answered(picture);
  onScreen(picture);
  read(LATER)(picture);
  expect(waits).toEqual([100]);
});
