import { describe, expect, it } from 'vitest';
import { MOST_SOURCES } from '../../../../electron/core/mandate/mandate.ts';
import { planGather } from '../../../../electron/core/mandate/plan-gather.ts';
import { fc } from '../../../support/fast-check.ts';

const fee = (inputs: number) => BigInt(inputs) * 10n;
const source = (owner: string, units: bigint, inputs = 1) => ({ owner, units, inputs });

describe('a plan of a gather', () => {
  it('moves all that an address has but its fee, the richest first', () => {
    const plan = planGather([source('a', 500n), source('b', 900n, 2)], fee);
    expect(plan.moves).toEqual([
      { from: 'b', units: 880n, feeAtMost: 20n },
      { from: 'a', units: 490n, feeAtMost: 10n },
    ]);
  });

  it('leaves what is less than ten times its fee, and counts it, to the unit', () => {
    const plan = planGather([source('a', 110n), source('b', 109n), source('c', 3n)], fee);
    expect(plan.moves).toEqual([{ from: 'a', units: 100n, feeAtMost: 10n }]);
    expect(plan.dust).toEqual({ addresses: 2, units: 112n });
  });

  it('leaves to a later one what is too many for one mandate: the poorest', () => {
    const many = Array.from({ length: MOST_SOURCES + 2 }, (_, i) => source(`a${i}`, 1000n + BigInt(i)));
    const plan = planGather(many, fee);
    expect(plan.moves).toHaveLength(MOST_SOURCES);
    expect(plan.later).toEqual({ addresses: 2, units: 2001n });
  });

  it('of any vault loses no unit: what moves, its fees and what stays are all there is', () => {
    const any = fc.array(
      fc.record({ units: fc.bigInt(0n, 10n ** 6n), inputs: fc.integer({ min: 1, max: 255 }) }),
      {
        maxLength: 250,
      },
    );
    fc.assert(
      fc.property(any, (given) => {
        const having = given.map((each, i) => ({ ...each, owner: `${i}` }));
        const { moves, dust, later } = planGather(having, fee);
        const sum = (values: readonly bigint[]) => values.reduce((all, each) => all + each, 0n);
        expect(sum(moves.map(({ units, feeAtMost }) => units + feeAtMost)) + dust.units + later.units).toBe(
          sum(having.map(({ units }) => units)),
        );
        expect(moves.length + dust.addresses + later.addresses).toBe(having.length);
        expect(new Set(moves.map(({ from }) => from)).size).toBe(moves.length);
      }),
      { numRuns: 60 },
    );
  });
});
