import { describe, expect, test } from 'vitest';
import { keepNearest, PAGE_ROWS, pagesFor } from '../../../renderer/state/page-window.ts';

describe('the pages of a long list', () => {
  test('cover the rows in sight and nothing else', () => {
    expect(pagesFor(0, 30, 100_000)).toEqual([0]);
    expect(pagesFor(95, 105, 100_000)).toEqual([0, 1]);
    expect(pagesFor(99_990, 99_999, 100_000)).toEqual([999]);
  });

  test('end where the list ends', () => {
    expect(pagesFor(0, 500, 150)).toEqual([0, 1]);
    expect(pagesFor(0, 0, 0)).toEqual([]);
    expect(pagesFor(700, 720, 150)).toEqual([1]);
  });

  test('begin at the first row even if sight begins before it', () => {
    expect(pagesFor(-12, 10, 5_000)).toEqual([0]);
  });

  test('far away ones are let go, those in sight never', () => {
    const pages = new Map(Array.from({ length: 40 }, (_, i) => [i, `page ${i}`]));
    const kept = keepNearest(pages, [30, 31], 8);
    expect(kept.size).toBe(8);
    expect([...kept.keys()].sort((a, b) => a - b)).toEqual([27, 28, 29, 30, 31, 32, 33, 34]);
    expect(kept.get(30)).toBe('page 30');
  });

  test('few are all kept', () => {
    const pages = new Map([[3, 'a']]);
    expect(keepNearest(pages, [900], 8)).toBe(pages);
  });

  test('fit the limit that the contract sets', () => {
    expect(PAGE_ROWS).toBeLessThanOrEqual(500);
  });
});
