import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePolicy, spentInWindow } from '../../../electron/core/policy/evaluate-policy.ts';
import { chooseCoins } from '../../../electron/core/proposal/choose-coins.ts';
import { planSweep } from '../../../electron/core/sweep/plan-sweep.ts';
import { address, coin, hot, NOW, policy, rule } from '../../support/signer-fixture.ts';

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('any sweep plan', () => {
  const holdings = fc.uniqueArray(fc.tuple(fc.nat(50).map(address), amount), {
    selector: ([owner]) => owner,
    maxLength: 12,
  });
  const bands = fc.tuple(amount, amount, amount).map((each) => {
    const [min, target, max] = each.toSorted((a, b) => (a < b ? -1 : 1)).map(String) as [
      string,
      string,
      string,
    ];
    return { min, target, max };
  });
  const least = fc.bigInt({ min: 1n, max: 10n ** 9n });

  it('moves never more than the surplus, never into the gas reserve, and each address once', () => {
    fc.assert(
      fc.property(
        holdings,
        bands,
        amount,
        least,
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        (held, band, reserved, least, gasReserve) => {
          const spendable = new Map(held);
          const balance = held.reduce((sum, [, each]) => sum + each, reserved);
          const { moves, surplus } = planSweep(balance, spendable, { band, gasReserve, least });
          const moved = moves.reduce((sum, move) => sum + move.amount, 0n);
          expect(moved <= surplus).toBe(true);
          if (moved > 0n) expect(balance - moved >= BigInt(band.target)).toBe(true);
          for (const move of moves) {
            expect(move.amount >= least).toBe(true);
            expect(spendable.get(move.from)! - move.amount >= gasReserve).toBe(true);
          }
          expect(new Set(moves.map(({ from }) => from)).size).toBe(moves.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is the same in whatever order the addresses are known', () => {
    fc.assert(
      fc.property(holdings, bands, least, (held, band, least) => {
        const balance = held.reduce((sum, [, each]) => sum + each, 0n);
        const plan = (of: typeof held) => planSweep(balance, new Map(of), { band, gasReserve: 1000n, least });
        expect(plan(held.toReversed())).toEqual(plan(held));
      }),
    );
  });
});

describe('any choice of coins', () => {
  it('is of one owner, covers the cost, and does without any one of them not', () => {
    const owners = fc.array(fc.array(fc.nat(10_000), { maxLength: 8 }), { maxLength: 5 });
    fc.assert(
      fc.property(owners, fc.nat(20_000), fc.nat(50), (held, needed, perCoin) => {
        const free = new Map(
          held.map((balances, o) => [
            address(o),
            balances.map((balance, i) => coin(o * 100 + i, { owner: address(o), balance: `${balance}` })),
          ]),
        );
        const cost = (coins: number) => BigInt(1 + needed + coins * perCoin);
        const chosen = chooseCoins(free, cost, 0n);
        const sum = (coins: readonly { balance: string }[]) =>
          coins.reduce((total, { balance }) => total + BigInt(balance), 0n);
        if (!chosen.ok) {
          for (const coins of free.values()) {
            for (let count = 1; count <= coins.length; count++) {
              const best = coins.toSorted((a, b) => Number(b.balance) - Number(a.balance)).slice(0, count);
              expect(sum(best) < cost(count)).toBe(true);
            }
          }
          return;
        }
        const { owner, coins } = chosen.value;
        expect(coins.every((each) => each.owner === owner)).toBe(true);
        expect(sum(coins) >= cost(coins.length)).toBe(true);
        if (coins.length > 1) expect(sum(coins.slice(0, -1)) < cost(coins.length - 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any row of spends', () => {
  it('never takes a rolling window beyond its maximum, whenever one looks', () => {
    const windowed = rule({ id: 'w', window: { seconds: 100, max: '1000' } });
    const of = policy({ rules: [windowed] });
    const tries = fc.array(fc.tuple(fc.nat(60_000), fc.integer({ min: 1, max: 700 })), { maxLength: 60 });
    fc.assert(
      fc.property(tries, (steps) => {
        const spends: { at: number; ruleId: string; amount: string }[] = [];
        let now = NOW;
        for (const [wait, amount] of steps) {
          now += wait;
          const total = BigInt(amount);
          const passed = evaluatePolicy(of, spends, {
            vaultId: hot.id,
            recipients: [address(1)],
            total,
            now,
          });
          if (passed.ok) spends.push({ at: now, ruleId: 'w', amount: `${amount}` });
          expect(spentInWindow(windowed, spends, now) <= 1000n).toBe(true);
        }
        for (const { at } of spends) {
          const inside = spends.filter((each) => each.at > at - 100_000 && each.at <= at);
          expect(inside.reduce((sum, each) => sum + Number(each.amount), 0)).toBeLessThanOrEqual(1000);
        }
      }),
    );
  });
});
