import { expect, test } from 'vitest';
import { PAGE_STEP, rowAfterKey } from '../../../renderer/components/list-keys.ts';

const TOTAL = 100_000;

test('arrows move by one and stop at the ends', () => {
  expect(rowAfterKey('ArrowDown', 4, TOTAL)).toBe(5);
  expect(rowAfterKey('ArrowUp', 4, TOTAL)).toBe(3);
  expect(rowAfterKey('ArrowUp', 0, TOTAL)).toBe(0);
  expect(rowAfterKey('ArrowDown', TOTAL - 1, TOTAL)).toBe(TOTAL - 1);
});

test('with no present row every arrow begins at the first', () => {
  expect(rowAfterKey('ArrowDown', -1, TOTAL)).toBe(0);
  expect(rowAfterKey('ArrowUp', -1, TOTAL)).toBe(0);
});

test('Page, Home and End move far and stay inside', () => {
  expect(rowAfterKey('PageDown', 0, TOTAL)).toBe(PAGE_STEP);
  expect(rowAfterKey('PageUp', 3, TOTAL)).toBe(0);
  expect(rowAfterKey('Home', 50, TOTAL)).toBe(0);
  expect(rowAfterKey('End', 50, TOTAL)).toBe(TOTAL - 1);
});

test('other keys and empty lists move nothing', () => {
  expect(rowAfterKey('a', 3, TOTAL)).toBeNull();
  expect(rowAfterKey('ArrowDown', -1, 0)).toBeNull();
});
