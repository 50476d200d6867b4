import { describe, expect, it } from 'vitest';
import { type Candidate, chooseInputs } from '../../../../electron/core/proposal/choose-inputs.ts';
import type { InputEvidence } from '../../../../electron/core/proposal/evidence.ts';
import { address, amountIn, asset, input } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';

const sumOf = (inputs: readonly Pick<InputEvidence, 'amount'>[]) =>
  inputs.reduce((total, { amount }) => total + BigInt(amount.units), 0n);

/** Owners by the units of their inputs, the largest first. */
const owners = fc.array(fc.array(fc.nat(10_000), { maxLength: 8 }), { maxLength: 5 }).map((all) =>
  all.map((units, o): Candidate => {
    const owner = address(o);
    const largest = units
      .toSorted((a, b) => b - a)
      .map((each, i) => input(o * 100 + i, { owner, amount: amountIn(each) }));
    return { owner, units: sumOf(largest), inputs: largest.length, largest };
  }),
);

describe('any choice of inputs', () => {
  it('is of one owner, covers the cost, and does without any one of them not', () => {
    const most = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(owners, fc.nat(20_000), fc.nat(50), most, (candidates, needed, perInput, most) => {
        const cost = (inputs: number) => BigInt(1 + needed + inputs * perInput);
        const free = candidates.reduce((sum, { units }) => sum + units, 0n);
        const chosen = chooseInputs(candidates, cost, {
          sums: { free, reserved: 0n, richest: 0n },
          asset,
          most,
        });
        if (!chosen.ok) {
          for (const { largest } of candidates) {
            for (let count = 1; count <= Math.min(most, largest.length); count++) {
              expect(sumOf(largest.slice(0, count)) < cost(count)).toBe(true);
            }
          }
          return;
        }
        const { owner, inputs } = chosen.value;
        expect(inputs.length).toBeLessThanOrEqual(most);
        expect(inputs.every((each) => each.owner === owner)).toBe(true);
        expect(sumOf(inputs) >= cost(inputs.length)).toBe(true);
        if (inputs.length > 1) expect(sumOf(inputs.slice(0, -1)) < cost(inputs.length - 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in whatever order the owners are known', () => {
    fc.assert(
      fc.property(owners, fc.nat(20_000), (candidates, needed) => {
        const choose = (of: readonly Candidate[]) =>
          chooseInputs(of, () => BigInt(needed), {
            sums: { free: 0n, reserved: 0n, richest: 0n },
            asset,
            most: 255,
          });
        const [one, other] = [choose(candidates), choose(candidates.toReversed())];
        expect(other.ok ? other : other.code).toEqual(one.ok ? one : one.code);
      }),
    );
  });
});
