import { expect, it } from 'vitest';
import { Remembered } from '../../../../electron/console/addresses/remembered.ts';

const sized = (most: number) => new Remembered<string, number>(most, (size) => size);

it('forgets what was not asked for longest, beyond the bound', () => {
  const remembered = sized(10);
  remembered.keep('a', 4);
  remembered.keep('b', 4);
  expect(remembered.get('a')).toBe(4);
  remembered.keep('c', 4);
  expect(['a', 'b', 'c'].map((key) => remembered.get(key))).toEqual([4, undefined, 4]);
});

it('keeps one that is larger than all may be together, alone', () => {
  const remembered = sized(10);
  remembered.keep('a', 4);
  remembered.keep('large', 99);
  expect(['a', 'large'].map((key) => remembered.get(key))).toEqual([undefined, 99]);
  remembered.keep('b', 4);
  expect(['large', 'b'].map((key) => remembered.get(key))).toEqual([undefined, 4]);
});

it('counts one that is kept again once', () => {
  const remembered = sized(10);
  for (let i = 0; i < 5; i++) remembered.keep('a', 6);
  remembered.keep('b', 4);
  expect(['a', 'b'].map((key) => remembered.get(key))).toEqual([6, 4]);
});
