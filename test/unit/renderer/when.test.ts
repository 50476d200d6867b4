import { expect, test } from 'vitest';
import { fullWhen, shortWhen } from '../../../renderer/texts/when.ts';

const at = Date.UTC(2026, 10, 20, 14, 2, 11);

test('a moment of today shows its time to the second', () => {
  expect(shortWhen(at, at + 60_000, 'UTC')).toBe('14:02:11');
});

test('an earlier day of this year shows day and minute', () => {
  expect(shortWhen(at, Date.UTC(2026, 11, 1), 'UTC')).toBe('20 Nov 14:02');
});

test('another year shows the date', () => {
  expect(shortWhen(at, Date.UTC(2028, 0, 1), 'UTC')).toBe('20 Nov 2026');
});

test('today is the day of the zone, not of UTC', () => {
  const late = Date.UTC(2026, 10, 20, 23, 30);
  const now = Date.UTC(2026, 10, 21, 0, 10);
  expect(shortWhen(late, now, 'UTC')).toBe('20 Nov 23:30');
  expect(shortWhen(late, now, 'Asia/Tokyo')).toBe('08:30:00');
});

test('midnight is 00, not 24', () => {
  const midnight = Date.UTC(2026, 10, 20);
  expect(shortWhen(midnight, midnight, 'UTC')).toBe('00:00:00');
});

test('a whole moment names its zone', () => {
  expect(fullWhen(at, 'UTC')).toBe('20 Nov 2026, 14:02:11 UTC');
});
