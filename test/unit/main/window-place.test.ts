import { expect, test } from 'vitest';
import { placeOnScreens } from '../../../electron/main/window-place.ts';

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const at = (x: number, y: number) => ({ width: 1280, height: 800, position: { x, y } });

test.each([
  ['on the first screen', 100, 100],
  ['on the second screen', 2000, 50],
  ['partly outside on the left', -1100, 10],
])('a window %s opens there again', (_name, x, y) => {
  expect(placeOnScreens(at(x, y), screens)).toEqual(at(x, y));
});

test.each([
  ['on a screen that is gone', 5000, 100],
  ['with its title bar above the screen', 100, -40],
  ['almost wholly outside', -1250, 10],
  ['below the screen', 100, 1070],
])('a window %s opens where the system likes', (_name, x, y) => {
  expect(placeOnScreens(at(x, y), screens)).toEqual({ width: 1280, height: 800, position: null });
});

test('nothing remembered stays nothing', () => {
  expect(placeOnScreens(null, screens)).toBeNull();
});
