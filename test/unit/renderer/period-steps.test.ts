import { describe, expect, it } from 'vitest';
import { periodOf, stepDay } from '../../../renderer/screens/statements/period-steps.ts';

describe('a step to another period', () => {
  it.each([
    ['2026-03-01', 'day', -1, '2026-02-28'],
    ['2026-12-31', 'day', 1, '2027-01-01'],
    ['2026-01-03', 'week', -1, '2025-12-27'],
    ['2026-01-31', 'month', 1, '2026-02-28'],
    ['2024-03-31', 'month', -1, '2024-02-29'],
    ['2026-11-30', 'quarter', 1, '2027-02-28'],
    ['2024-02-29', 'year', 1, '2025-02-28'],
  ] as const)('from %s by a %s (%s) is to %s', (day, kind, by, to) => {
    expect(stepDay(day, kind, by)).toBe(to);
  });

  it('from a field that is not filled in goes nowhere', () => {
    expect(stepDay('', 'day', 1)).toBe('');
  });
});

describe('the period that is asked for', () => {
  const chosen = { day: '2026-11-27', from: '2026-11-01T00:00', to: '2026-11-02T00:00' };

  it('is the one that the day is in, or from one time to another', () => {
    expect(periodOf({ ...chosen, kind: 'week' })).toEqual({ kind: 'week', day: '2026-11-27' });
    expect(periodOf({ ...chosen, kind: 'own' })).toEqual({ kind: 'own', from: chosen.from, to: chosen.to });
  });

  it('is none while a field is not filled in', () => {
    expect(periodOf({ ...chosen, kind: 'own', to: '' })).toBeNull();
    expect(periodOf({ ...chosen, kind: 'day', day: '' })).toBeNull();
  });
});
