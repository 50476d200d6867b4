import { describe, expect, test } from 'vitest';
import { PAGE_ROWS, pagesFor } from '../../../renderer/state/page-window.ts';

describe('the pages of a long list', () => {
  test('cover the rows in sight and nothing else', () => {
    expect(pagesFor(0, 30, 100_000)).toEqual([0]);
    expect(pagesFor(45, 55, 100_000)).toEqual([0, 1]);
    expect(pagesFor(99_990, 99_999, 100_000)).toEqual([1999]);
  });

  test('end where the list ends', () => {
    expect(pagesFor(0, 500, 80)).toEqual([0, 1]);
    expect(pagesFor(0, 0, 0)).toEqual([]);
    expect(pagesFor(700, 720, 80)).toEqual([1]);
  });

  test('begin at the first row even if sight begins before it', () => {
    expect(pagesFor(-12, 10, 5_000)).toEqual([0]);
  });

  test('fit the limit that the contract sets', () => {
    expect(PAGE_ROWS).toBeLessThanOrEqual(500);
  });
});
