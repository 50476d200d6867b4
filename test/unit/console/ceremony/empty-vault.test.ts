import { describe, expect, it } from 'vitest';
import { type EmptyingFacts, emptyingOf } from '../../../../electron/console/ceremony/empty-vault.ts';
import type { Move } from '../../../../electron/console/ceremony/session.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { fc } from '../../../support/fast-check.ts';
import { type RuleSample, ruleOf } from '../../../support/policy-parts.ts';
import { ids, samplePolicy } from './samples.ts';

const rule = (changes: RuleSample): Policy => ({
  ...samplePolicy,
  rules: [ruleOf({ id: 'everyday', vaultId: ids.hot, ...changes })],
});
const amount = (units: bigint) => ({ asset: 'IOTA', units: units.toString() });

let drawn = 0;
const facts = (moves: readonly Move[], changes: Partial<EmptyingFacts> = {}): EmptyingFacts => ({
  treasuryId: ids.treasury,
  network: samplePolicy.network,
  policy: samplePolicy,
  makerId: ids.maker,
  from: { id: ids.hot, name: 'Hot', kind: 'hot' },
  to: { vaultId: ids.made, address: 'address-made' },
  moves,
  spent: new SpendHistory(),
  asset: { id: 'IOTA', unit: 'IOTA', decimals: 9 },
  now: 5_000,
  newId: () => `id ${++drawn}`,
  ...changes,
});
const move = (index: number, units: bigint, feeAtMost = 1n): Move => ({
  from: `address-${index}`,
  path: { account: 0, change: 0, index },
  units,
  feeAtMost,
});
const moves = (...units: readonly bigint[]) => units.map((each, index) => move(index, each));

describe('what empties a vault that is replaced', () => {
  it('property: asks once for each move, and names no request in two mandates, nor another amount than it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { maxLength: 350 }),
        fc.bigInt({ min: 1n, max: 60_000n }),
        (units, most) => {
          const all = moves(...units);
          const { mandates, requests } = emptyingOf(
            facts(all, { policy: rule({ maxAmount: amount(most) }) }),
          );
          expect(requests.map(({ source, amount: { units } }) => [source, units])).toEqual(
            all.map(({ from, units }) => [from, units.toString()]),
          );
          const byId = new Map(requests.map((each) => [each.id, each]));
          const sources = mandates.flatMap((each) => each.sources);
          expect(new Set(sources.map(({ requestId }) => requestId)).size).toBe(sources.length);
          for (const { requestId, address, amount } of sources) {
            expect(byId.get(requestId)).toMatchObject({ source: address, amount, kind: 'sweep' });
          }
          for (const each of mandates) {
            expect(each.sources.length).toBeGreaterThan(1);
            expect(each.sources.length).toBeLessThanOrEqual(100);
            const sum = each.sources.reduce((total, { amount }) => total + BigInt(amount.units), 0n);
            expect(sum).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is one mandate of up to a hundred moves, and the next for more', () => {
    const { mandates } = emptyingOf(facts(moves(...Array<bigint>(201).fill(5n))));
    expect(
      mandates.map(({ sources }) => sources.length),
      'the last one stands by itself',
    ).toEqual([100, 100]);
    expect(mandates[0]).toMatchObject({
      kind: 'sweep',
      vaultId: ids.hot,
      destination: { vaultId: ids.made, address: 'address-made' },
      createdAt: 5_000,
    });
  });

  it.each<[string, Partial<EmptyingFacts>]>([
    ['no rule lets their sum pass', { policy: rule({ maxAmount: amount(9n) }) }],
    [
      'the window of the rule has no room for all of them',
      {
        policy: rule({ window: { seconds: 60, max: amount(15n) } }),
        spent: new SpendHistory([{ ruleId: 'everyday', at: 5_000, units: 6n }]),
      },
    ],
    ['one of them may cost more than the cap', { policy: { ...samplePolicy, feeCap: amount(0n) } }],
  ])('is requests of their own where %s: one by one they may still pass', (_, changes) => {
    const { mandates, requests } = emptyingOf(facts(moves(5n, 5n), changes));
    expect(mandates).toEqual([]);
    expect(requests).toHaveLength(2);
  });
});
