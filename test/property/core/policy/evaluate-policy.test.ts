import { describe, expect, it } from 'vitest';
import { evaluatePolicy, type Spend, spentByRule } from '../../../../electron/core/policy/evaluate-policy.ts';
import { address, asset, hot, NOW, policy, rule } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';

describe('any row of spends', () => {
  it('never takes a rolling window beyond its maximum, whenever one looks', () => {
    const windowed = rule({ id: 'w', window: { seconds: 100, max: { asset: asset.id, units: '1000' } } });
    const of = policy({ rules: [windowed] });
    const tries = fc.array(fc.tuple(fc.nat(60_000), fc.integer({ min: 1, max: 700 })), { maxLength: 60 });
    fc.assert(
      fc.property(tries, (steps) => {
        const spends: Spend[] = [];
        let now = NOW;
        for (const [wait, units] of steps) {
          now += wait;
          const total = BigInt(units);
          const passed = evaluatePolicy(of, spentByRule(of.rules, spends, now), {
            vaultId: hot.id,
            recipients: [address(1)],
            total,
            lives: null,
            asset,
          });
          if (passed.ok) spends.push({ at: now, ruleId: 'w', units: total });
          expect((spentByRule(of.rules, spends, now).get('w') ?? 0n) <= 1000n).toBe(true);
        }
        for (const { at } of spends) {
          const inside = spends.filter((each) => each.at > at - 100_000 && each.at <= at);
          expect(inside.reduce((sum, each) => sum + each.units, 0n) <= 1000n).toBe(true);
        }
      }),
    );
  });
});
