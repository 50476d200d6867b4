import { describe, expect, it } from 'vitest';
import { planSweep } from '../../../../electron/core/sweep/plan-sweep.ts';
import { address } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';

const units = fc.bigInt({ min: 0n, max: 10n ** 15n });
const holdings = fc.uniqueArray(fc.tuple(fc.nat(50).map(address), units), {
  selector: ([owner]) => owner,
  maxLength: 12,
});
const bands = fc.tuple(units, units).map(([a, b]) => (a < b ? { target: a, max: b } : { target: b, max: a }));
const least = fc.bigInt({ min: 1n, max: 10n ** 9n });

describe('any sweep plan', () => {
  it('moves never more than the surplus, never into the fee reserve, and each address once', () => {
    fc.assert(
      fc.property(
        holdings,
        bands,
        units,
        least,
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        (owned, band, reserved, least, feeReserve) => {
          const spendable = new Map(owned);
          const balance = owned.reduce((sum, [, each]) => sum + each, reserved);
          const { moves, surplus } = planSweep(balance, spendable, { band, feeReserve, least });
          const moved = moves.reduce((sum, move) => sum + move.units, 0n);
          expect(moved <= surplus).toBe(true);
          if (moved > 0n) expect(balance - moved >= band.target).toBe(true);
          for (const move of moves) {
            expect(move.units >= least).toBe(true);
            expect((spendable.get(move.from) ?? 0n) - move.units >= feeReserve).toBe(true);
          }
          expect(new Set(moves.map(({ from }) => from)).size).toBe(moves.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is the same in whatever order the addresses are known', () => {
    fc.assert(
      fc.property(holdings, bands, least, (owned, band, least) => {
        const balance = owned.reduce((sum, [, each]) => sum + each, 0n);
        const plan = (of: typeof owned) =>
          planSweep(balance, new Map(of), { band, feeReserve: 1000n, least });
        expect(plan(owned.toReversed())).toEqual(plan(owned));
      }),
    );
  });
});
