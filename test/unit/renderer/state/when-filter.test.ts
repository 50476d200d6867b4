import { describe, expect, it } from 'vitest';
import { spanOf } from '../../../../renderer/state/when-filter.ts';

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime();
const now = at(2026, 11, 27, 15);

describe('the time that a list is asked for', () => {
  it.each([
    ['today', at(2026, 11, 27)],
    ['week', at(2026, 11, 21)],
    ['month', at(2026, 10, 29)],
  ] as const)('%s begins at a midnight of this computer', (period, from) => {
    expect(spanOf({ period, from: '', to: '' }, now)).toEqual({ from, to: null });
  });

  it('is any, or from one day to the end of another', () => {
    expect(spanOf({ period: 'any', from: '2026-01-01', to: '' }, now)).toBeNull();
    expect(spanOf({ period: 'days', from: '2026-03-28', to: '2026-03-29' }, now)).toEqual({
      from: at(2026, 3, 28),
      to: at(2026, 3, 30),
    });
    expect(spanOf({ period: 'days', from: '', to: '2026-12-31' }, now)).toEqual({
      from: null,
      to: at(2027, 1, 1),
    });
    expect(spanOf({ period: 'days', from: '', to: '' }, now)).toBeNull();
    expect(spanOf({ period: 'days', from: 'soon', to: '' }, now)).toBeNull();
  });
});
