import { describe, expect, it } from 'vitest';
import { dayAt, isoTime, isZone, momentOf, offsetAt } from '../../../../electron/core/period/zone.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('clocks of the world', () => {
  it.each([
    ['UTC', '2026-11-27T09:30:05', '2026-11-27T09:30:05+00:00'],
    ['Europe/Berlin', '2026-07-01T10:00:00', '2026-07-01T12:00:00+02:00'],
    ['Asia/Kathmandu', '2026-11-27T09:30:05', '2026-11-27T15:15:05+05:45'],
    ['Asia/Kolkata', '2026-11-27T20:30:00', '2026-11-28T02:00:00+05:30'],
    ['America/St_Johns', '2026-01-01T02:00:00', '2025-12-31T22:30:00-03:30'],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00', '2026-01-01T11:00:00+11:00'],
    ['Pacific/Chatham', '2026-01-01T00:00:00', '2026-01-01T13:45:00+13:45'],
  ])('in %s show %s UTC as %s', (zone, at, shown) => {
    expect(isoTime(zone, utc(at))).toBe(shown);
    expect(Date.parse(shown)).toBe(utc(at));
    expect(dayAt(zone, utc(at))).toBe(shown.slice(0, 10));
  });

  it('are right before 1970 too, and between seconds', () => {
    expect(offsetAt('Europe/Berlin', -1)).toBe(3_600_000);
    expect(isoTime('UTC', 1_999)).toBe('1970-01-01T00:00:01+00:00');
  });
});

describe('what a clock shows', () => {
  it('twice is the first of both moments', () => {
    expect(momentOf('Europe/Berlin', utc('2026-10-25T02:30:00'))).toBe(utc('2026-10-25T00:30:00'));
  });

  it('never is the moment at which the clock jumps over it', () => {
    expect(momentOf('Europe/Berlin', utc('2026-03-29T02:30:00'))).toBe(utc('2026-03-29T01:00:00'));
    expect(momentOf('America/Sao_Paulo', utc('2018-11-04T00:00:00'))).toBe(utc('2018-11-04T03:00:00'));
    expect(momentOf('Asia/Beirut', utc('2022-03-27T00:00:00'))).toBe(utc('2022-03-26T22:00:00'));
  });

  it('of a day that a zone left out is the moment of the day after it', () => {
    expect(momentOf('Pacific/Apia', utc('2011-12-30T00:00:00'))).toBe(utc('2011-12-30T10:00:00'));
    expect(momentOf('Pacific/Apia', utc('2011-12-31T00:00:00'))).toBe(utc('2011-12-30T10:00:00'));
  });
});

it.each(['', 'Mars/Olympus', '../etc/passwd', '+02:00', 'Europe/Berlin\n', 'x'.repeat(65)])(
  '%j is no time zone',
  (zone) => {
    expect(isZone(zone)).toBe(false);
  },
);
