import { describe, expect, it } from 'vitest';
import { decideSweep } from '../../../../electron/console/movements/sweep.ts';
import { asset, policy, units } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';

type Facts = Parameters<typeof decideSweep>[0];

/** A fee that grows with the inputs, as on a real chain. */
const chain: Facts['chain'] = { asset, feeFor: ({ inputs }) => BigInt(inputs) * 1_000n };
const owner = (number: number, whole: number, inputs = 1) => ({
  owner: `owner ${number}`,
  units: units(whole),
  inputs,
});
const facts = (overrides: Partial<Facts> = {}): Facts => ({
  balance: units(25_000),
  owners: [owner(1, 25_000)],
  leaving: 0n,
  terms: { chain: 'toy', terms: null },
  chain,
  policy: policy(),
  ...overrides,
});

describe('a sweep', () => {
  it('brings the hot vaults from above the band down to its target', () => {
    const { surplus, moves } = decideSweep(facts());
    expect([surplus, moves]).toEqual([units(15_000), [{ from: 'owner 1', units: units(15_000) }]]);
  });

  it('is none up to the top of the band, to the unit', () => {
    expect(decideSweep(facts({ balance: units(20_000) })).moves).toEqual([]);
    expect(decideSweep(facts({ balance: units(20_000) + 1n })).moves).toHaveLength(1);
  });

  it('does not move a second time what is on its way out already', () => {
    expect(decideSweep(facts({ leaving: units(15_000) }))).toMatchObject({
      balance: units(10_000),
      moves: [],
    });
    expect(decideSweep(facts({ leaving: units(1_000) })).surplus).toBe(units(14_000));
  });

  it('is none where more is asked for than there is', () => {
    expect(decideSweep(facts({ leaving: units(90_000) }))).toMatchObject({ balance: 0n, moves: [] });
  });

  it('leaves each address the fee of the largest move, and makes no move of less than one whole unit', () => {
    const owners = [owner(1, 15_000, 200), owner(2, 1.5), owner(3, 1)];
    const { moves } = decideSweep(facts({ owners }));
    const fee = 200_000n;
    expect(moves).toEqual([{ from: 'owner 1', units: units(15_000) - fee }]);
    const more = decideSweep(facts({ owners: [owner(1, 14_990, 200), owner(2, 1.5), owner(3, 1)] })).moves;
    expect(more).toEqual([
      { from: 'owner 1', units: units(14_990) - fee },
      { from: 'owner 2', units: units(1.5) - fee },
    ]);
  });

  it('of any vault takes from no address more than it has above its fee, and in all no more than the surplus', () => {
    const owners = fc.array(
      fc.record({ units: fc.bigInt(0n, units(9_000)), inputs: fc.integer({ min: 1, max: 255 }) }),
      { maxLength: 8 },
    );
    const leaving = fc.bigInt(0n, units(36_000));
    fc.assert(
      fc.property(owners, leaving, (given, onTheWay) => {
        const having = given.map((each, i) => ({ ...each, owner: `owner ${i}` }));
        const balance = having.reduce((sum, each) => sum + each.units, 0n);
        const plan = decideSweep(facts({ balance, owners: having, leaving: onTheWay }));
        const moved = plan.moves.reduce((sum, each) => sum + each.units, 0n);
        const target = BigInt(policy().floatBand.target.units);
        expect(moved <= plan.surplus).toBe(true);
        if (moved > 0n) expect(balance - onTheWay - moved >= target).toBe(true);
        const fee = BigInt(Math.max(1, ...having.map(({ inputs }) => inputs))) * 1_000n;
        for (const { from, units: amount } of plan.moves) {
          const own = having.find((each) => each.owner === from);
          expect(amount >= units(1) && amount + fee <= (own?.units ?? 0n)).toBe(true);
        }
        expect(new Set(plan.moves.map(({ from }) => from)).size).toBe(plan.moves.length);
      }),
    );
  });
});
