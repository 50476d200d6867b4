import { expect, it } from 'vitest';
import { boundsOf } from '../../../../electron/core/period/period.ts';
import { dayAt, isoTime, momentOf, wallAt } from '../../../../electron/core/period/zone.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
);
const moment = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) });
const kind = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');

it('a written time with its offset is read back as the same second', () => {
  fc.assert(
    fc.property(zone, moment, (zone, at) => {
      expect(Date.parse(isoTime(zone, at))).toBe(at - (at % 1000));
    }),
  );
});

it('the moment of what a clock shows shows it, and is never later than the moment at which it was shown', () => {
  fc.assert(
    fc.property(zone, moment, (zone, at) => {
      const wall = wallAt(zone, at);
      expect(wallAt(zone, momentOf(zone, wall))).toBe(wall);
      expect(momentOf(zone, wall)).toBeLessThanOrEqual(at);
    }),
  );
});

it('every moment is in exactly one period of a kind, and the next one begins where it ends', () => {
  fc.assert(
    fc.property(zone, moment, kind, (zone, at, kind) => {
      const { from, to } = must(boundsOf({ kind, day: dayAt(zone, at) }, zone));
      expect(from).toBeLessThanOrEqual(at);
      expect(at).toBeLessThan(to);
      expect(must(boundsOf({ kind, day: dayAt(zone, to) }, zone)).from).toBe(to);
    }),
  );
});
