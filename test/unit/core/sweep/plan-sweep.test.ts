import { describe, expect, it } from 'vitest';
import { planSweep } from '../../../../electron/core/sweep/plan-sweep.ts';

const band = { target: 100n, max: 200n };
const plan = (balance: bigint, spendable: [string, bigint][], feeReserve = 0n, least = 1n) =>
  planSweep(balance, new Map(spendable), { band, feeReserve, least });

describe('a sweep', () => {
  it('is not needed up to the maximum of the band, the maximum included', () => {
    expect(plan(200n, [['a', 200n]])).toEqual({ balance: 200n, surplus: 0n, moves: [] });
    expect(plan(201n, [['a', 201n]]).surplus).toBe(101n);
  });

  it('empties the vault down to its target, from the largest address first', () => {
    expect(
      plan(300n, [
        ['a', 100n],
        ['b', 200n],
      ]).moves,
    ).toEqual([{ from: 'b', units: 200n }]);
    expect(
      plan(400n, [
        ['a', 150n],
        ['b', 250n],
      ]).moves,
    ).toEqual([
      { from: 'b', units: 250n },
      { from: 'a', units: 50n },
    ]);
  });

  it('leaves each address its fee, and moves nothing that is not worth it', () => {
    expect(
      plan(
        300n,
        [
          ['a', 150n],
          ['b', 150n],
        ],
        10n,
      ).moves,
    ).toEqual([
      { from: 'a', units: 140n },
      { from: 'b', units: 60n },
    ]);
    expect(
      plan(
        300n,
        [
          ['a', 199n],
          ['b', 5n],
        ],
        10n,
        20n,
      ).moves,
    ).toEqual([{ from: 'a', units: 189n }]);
  });

  it('moves what it can where inputs are reserved', () => {
    expect(plan(1000n, [['a', 30n]])).toEqual({
      balance: 1000n,
      surplus: 900n,
      moves: [{ from: 'a', units: 30n }],
    });
    expect(plan(1000n, []).moves).toEqual([]);
  });
});
