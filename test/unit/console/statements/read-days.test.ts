import { expect, it } from 'vitest';
import type { FlowQuarter } from '../../../../electron/books/flows.ts';
import { daysOf } from '../../../../electron/console/statements/read-days.ts';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
/** The two midnights of the day with 25 hours in Berlin, and the one before. */
const starts = ['2026-10-23T22:00Z', '2026-10-24T22:00Z', '2026-10-25T23:00Z'].map((at) => Date.parse(at));
const flow = (begins: number, kind: FlowQuarter['kind'], came: bigint, went = 0n, vaultId = 'hot') => ({
  vaultId,
  begins,
  kind,
  came,
  went,
});
const band = (units: string) => ({
  min: { asset: 'IOTA', units },
  target: { asset: 'IOTA', units },
  max: { asset: 'IOTA', units },
});
const [first = 0, second = 0, third = 0] = starts;

const days = daysOf(
  [
    flow(first, 'deposit', 5n),
    flow(second - QUARTER, 'deposit', 7n),
    flow(second, 'withdrawal', 0n, 2n),
    flow(second + HOUR, 'fee', 0n, 1n),
    flow(second + HOUR, 'sweep', 0n, 4n),
    flow(second + HOUR, 'sweep', 4n, 0n, 'cold'),
    flow(third - QUARTER, 'unknown', 0n, 3n),
    flow(third, 'deposit', 1_000_000_000n, 0n, 'cold'),
  ],
  {
    starts,
    zone: 'Europe/Berlin',
    hot: new Set(['hot']),
    had: { float: 100n, cold: 10n },
    policies: [
      { createdAt: 0, floatBand: band('1') },
      { createdAt: second + HOUR, floatBand: band('2') },
    ],
    asset: { decimals: 9 },
  },
);

it('days have what came from outside and went there; sweeps only move the float', () => {
  const said = days.map(({ day, inflow, outflow, float, cold }) => [day, inflow, outflow, float, cold]);
  expect(said).toEqual([
    ['2026-10-24', '12', '0', '112', '10'],
    ['2026-10-25', '0', '6', '102', '14'],
    ['2026-10-26', '1000000000', '0', '102', '1000000014'],
  ]);
});

it('each day has the band of the policy at its end', () => {
  expect(days.map((day) => day.band?.min)).toEqual(['1', '2', '2']);
});

it('what is drawn is in whole units', () => {
  expect(days[2]?.drawn).toMatchObject({ inflow: 1, outflow: 0 });
});
