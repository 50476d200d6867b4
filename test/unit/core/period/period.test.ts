import { describe, expect, it } from 'vitest';
import { boundsOf, type Period } from '../../../../electron/core/period/period.ts';
import { isoTime } from '../../../../electron/core/period/zone.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';

const HOUR = 3_600_000;
const shown = (period: Period, zone: string) => {
  const { from, to } = must(boundsOf(period, zone));
  return [isoTime(zone, from), isoTime(zone, to)];
};

describe('a period', () => {
  it.each([
    ['day', ['2026-11-27T00:00:00+01:00', '2026-11-28T00:00:00+01:00']],
    ['week', ['2026-11-23T00:00:00+01:00', '2026-11-30T00:00:00+01:00']],
    ['month', ['2026-11-01T00:00:00+01:00', '2026-12-01T00:00:00+01:00']],
    ['quarter', ['2026-10-01T00:00:00+02:00', '2027-01-01T00:00:00+01:00']],
    ['year', ['2026-01-01T00:00:00+01:00', '2027-01-01T00:00:00+01:00']],
  ] as const)('that is a %s is the one that the day is in', (kind, expected) => {
    expect(shown({ kind, day: '2026-11-27' }, 'Europe/Berlin')).toEqual(expected);
  });

  it('of a week begins on Monday, on a Sunday too and over the end of a year', () => {
    expect(shown({ kind: 'week', day: '2027-01-03' }, 'UTC')[0]).toBe('2026-12-28T00:00:00+00:00');
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-06-01', 24],
  ])('that is the day %s has %s hours in Berlin', (day, hours) => {
    const { from, to } = must(boundsOf({ kind: 'day', day }, 'Europe/Berlin'));
    expect((to - from) / HOUR).toBe(hours);
  });

  it('of somebody is from its first second up to its last one, which is not in it', () => {
    const period = { kind: 'own', from: '2026-11-27T09:30', to: '2026-11-27T09:30:01' } as const;
    expect(shown(period, 'Asia/Kathmandu')).toEqual([
      '2026-11-27T09:30:00+05:45',
      '2026-11-27T09:30:01+05:45',
    ]);
  });
});

describe('a period is refused', () => {
  it.each([
    ['period-malformed', { kind: 'day', day: '2026-02-30' }, 'UTC'],
    ['period-malformed', { kind: 'month', day: '2026-13-01' }, 'UTC'],
    ['period-malformed', { kind: 'day', day: '1969-12-31' }, 'UTC'],
    ['period-malformed', { kind: 'year', day: '9999-01-01' }, 'UTC'],
    ['period-malformed', { kind: 'own', from: '2026-01-01T24:00', to: '2026-01-03T00:00' }, 'UTC'],
    ['period-empty', { kind: 'own', from: '2026-01-01T00:00', to: '2026-01-01T00:00' }, 'UTC'],
    ['period-empty', { kind: 'own', from: '2026-01-02T00:00', to: '2026-01-01T00:00' }, 'UTC'],
    // Both are over at the same moment: the clock jumps from one to the other.
    ['period-empty', { kind: 'own', from: '2026-03-29T02:00', to: '2026-03-29T03:00' }, 'Europe/Berlin'],
    ['period-zone', { kind: 'day', day: '2026-01-01' }, 'Mars/Olympus'],
  ] as const)('by %s: %j in %s', (code, period, zone) => {
    expect(codeOf(boundsOf(period, zone))).toBe(code);
  });
});
