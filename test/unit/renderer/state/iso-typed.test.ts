import { describe, expect, it } from 'vitest';
import { isoTyped } from '../../../../renderer/state/iso-typed.ts';
import { fc } from '../../../support/fast-check.ts';

describe('a date that is typed', () => {
  it.each([
    ['2026-11-27', 'day', '2026-11-27'],
    [' 2024-02-29 ', 'day', '2024-02-29'],
    ['', 'day', ''],
    ['2026-11-27 09:30', 'time', '2026-11-27T09:30:00'],
    ['2026-11-27T09:30:15', 'time', '2026-11-27T09:30:15'],
  ] as const)('%s as a %s is taken', (typed, kind, value) => {
    expect(isoTyped(typed, kind)).toBe(value);
  });

  it.each([
    ['11/27/2026', 'day'],
    ['27.11.2026', 'day'],
    ['2026-13-01', 'day'],
    ['2026-02-30', 'day'],
    ['2026-11', 'day'],
    ['26-11-27', 'day'],
    ['2026-11-27 09:30', 'day'],
    ['2026-11-27', 'time'],
    ['2026-11-27 24:00', 'time'],
    ['2026-11-27 09:61', 'time'],
  ] as const)('%s as a %s is none', (typed, kind) => {
    expect(isoTyped(typed, kind)).toBeNull();
  });

  it('is the same day for every day of the calendar', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
        (at) => {
          const [day = '', time = ''] = at.toISOString().slice(0, 19).split('T');
          expect(isoTyped(day, 'day')).toBe(day);
          expect(isoTyped(`${day} ${time}`, 'time')).toBe(`${day}T${time}`);
        },
      ),
      { numRuns: 200 },
    );
  });
});
