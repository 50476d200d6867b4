import { describe, expect, it } from 'vitest';
import { type Calendar, datesIn } from '../../../../electron/core/search/dates.ts';
import { termsOf } from '../../../../electron/core/search/found-by.ts';
import { unitsLike } from '../../../../electron/core/search/meaning.ts';

const DAY = 86_400_000;
const at = (iso: string) => Date.parse(iso);
/** A zone two hours east of Greenwich. */
const east: Calendar = {
  now: at('2026-11-27T01:30:00Z'),
  startOf: (year, month, day) => Date.UTC(year, month, day) - 7_200_000,
  dayOf: (time) => {
    const date = new Date(time + 7_200_000);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
  },
};
const dates = (search: string) => datesIn(termsOf(search), east);

describe('dates in the words of a search', () => {
  it.each([
    ['27 Nov 2026', '2026-11-26T22:00:00Z', DAY, 3],
    ['2026-11-27', '2026-11-26T22:00:00Z', DAY, 1],
    ['Nov 2026', '2026-10-31T22:00:00Z', 30 * DAY, 2],
    ['November 2026', '2026-10-31T22:00:00Z', 30 * DAY, 2],
    ['2026-12', '2026-11-30T22:00:00Z', 31 * DAY, 1],
    ['27 Nov 2026, 14:05:09 GMT+2', '2026-11-27T12:05:09Z', 1_000, 5],
    ['27 Nov 2026 14:05', '2026-11-27T12:05:00Z', 60_000, 4],
    ['03:30', '2026-11-27T01:30:00Z', 60_000, 1],
  ])('%s', (search, from, length, count) => {
    expect(dates(search)).toEqual([{ first: 0, count, spans: [{ from: at(from), to: at(from) + length }] }]);
  });

  it('without a year are of each year, the present one first', () => {
    const [date] = dates('mara 27 Nov');
    expect(date).toMatchObject({ first: 1, count: 2 });
    expect(date?.spans[0]).toEqual({ from: at('2026-11-26T22:00:00Z'), to: at('2026-11-27T22:00:00Z') });
    expect(date?.spans[1]?.from).toBe(at('2025-11-26T22:00:00Z'));
  });

  it.each(['27', 'may', 'nov payout', '2026', '40 nov', '2026-13-01', '25:00', 'w-1042', '12.50'])(
    '%s is none',
    (search) => {
      expect(dates(search)).toEqual([]);
    },
  );
});

describe('amounts like a term', () => {
  const iota = { decimals: 9 };
  it.each([
    ['12', 12_000_000_000n, 13_000_000_000n],
    ['12.', 12_000_000_000n, 13_000_000_000n],
    ['12.5', 12_500_000_000n, 12_600_000_000n],
    ['12.50', 12_500_000_000n, 12_510_000_000n],
    ['0.000000001', 1n, 2n],
  ])('%s', (term, from, to) => {
    expect(unitsLike(term, iota)).toEqual({ from, to });
  });

  it.each(['', '.5', '12.5.1', '1e3', '-1', '0x12', '0.0000000001', '1'.repeat(20)])('%j is none', (term) => {
    expect(unitsLike(term, iota)).toBeNull();
  });

  it('of no decimals are whole', () => {
    expect(unitsLike('12', { decimals: 0 })).toEqual({ from: 12n, to: 13n });
  });
});
