import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../electron/practice/ledger.ts';
import { fc } from '../../support/fast-check.ts';
import { ALICE, BOB, execute, newLedger, payments, type SampleCommands } from './ledger-samples.ts';

const argument = fc.oneof(
  fc.constant({ GasCoin: true as const }),
  fc.record({ Input: fc.nat(9) }),
  fc.record({ Result: fc.nat(4) }),
  fc.record({ NestedResult: fc.tuple(fc.nat(3), fc.nat(2)) }),
);
const amountArgument = fc.oneof(
  { weight: 9, arbitrary: fc.record({ Input: fc.integer({ min: 3, max: 6 }) }) },
  {
    weight: 1,
    arbitrary: argument,
  },
);
const recipientArgument = fc.oneof(
  { weight: 9, arbitrary: fc.record({ Input: fc.integer({ min: 7, max: 8 }) }) },
  { weight: 1, arbitrary: argument },
);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const command = fc.oneof(
  fc.record({ SplitCoins: fc.record({ coin: argument, amounts: some(amountArgument) }) }),
  fc.record({ MergeCoins: fc.record({ destination: argument, sources: some(argument) }) }),
  fc.record({ TransferObjects: fc.record({ objects: some(argument), address: recipientArgument }) }),
);
/** What is split off is mostly given to someone, so that many transactions succeed. */
const commands = fc.array(command, { maxLength: 4 }).map((list) =>
  list.flatMap((one, at) =>
    'SplitCoins' in one && list.length === 1
      ? [
          one,
          {
            TransferObjects: {
              objects: one.SplitCoins.amounts.map((_, nth) => ({
                NestedResult: [at, nth] as [number, number],
              })),
              address: { Input: 7 },
            },
          },
        ]
      : [one],
  ),
) as fc.Arbitrary<SampleCommands>;
const step = fc.record({
  sender: fc.constantFrom(ALICE, BOB),
  pick: fc.nat(),
  gasCoins: fc.integer({ min: 1, max: 3 }),
  inputCoins: fc.integer({ min: 0, max: 3 }),
  amounts: fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 3_000_000_000n }), fc.constant(2n ** 64n - 1n)), {
    minLength: 4,
    maxLength: 4,
  }),
  commands,
  budget: fc.oneof(fc.bigInt({ min: 1_000_000n, max: 8_000_000n }), fc.constant(100_000_000n)),
});

describe('the ledger keeps every nano', () => {
  it('in balances, in storage or burnt, whatever is executed, and a failure costs its sender only', () => {
    const seen = { success: 0, failure: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const ledger = funded();
        const whole = total(ledger);
        for (const { sender, pick, gasCoins, inputCoins, amounts, ...rest } of steps) {
          const own = ledger.coins.of(sender.address);
          if (own.length === 0) continue;
          const from = pick % own.length;
          const turned = [...own.slice(from), ...own.slice(0, from)];
          const gas = turned.slice(0, gasCoins);
          const purse = gas.reduce((sum, coin) => sum + coin.balance, 0n);
          if (purse < rest.budget) continue;
          const coins = turned.slice(gas.length, gas.length + inputCoins);
          const padding = Array.from({ length: 3 - coins.length }, () => 0n);
          const executed = execute(ledger, {
            ...rest,
            sender,
            gas,
            coins,
            amounts: [...padding, ...amounts],
            recipients: [ALICE.address, BOB.address],
          });
          const { effects } = executed;
          seen[effects.error === null ? 'success' : 'failure'] += 1;
          expect(total(ledger)).toBe(whole);
          const touched = [...effects.created, ...effects.mutated.map(({ after }) => after)];
          for (const coin of touched) {
            expect(coin.version).toBe(effects.version);
            expect(coin.balance >= 0n && coin.balance < 2n ** 64n).toBe(true);
            expect(ledger.coins.live(coin.id)).toEqual(coin);
          }
          for (const { before, after } of effects.mutated) expect(after.version > before.version).toBe(true);
          for (const coin of effects.deleted) expect(ledger.coins.live(coin.id)).toBeUndefined();
          if (effects.error !== null) {
            expect(effects.created).toEqual([]);
            expect(touched.every(({ owner }) => owner === sender.address)).toBe(true);
            expect(effects.charge.computation <= rest.budget).toBe(true);
          }
        }
      }),
      { numRuns: 120, seed: 7 },
    );
    // A run that never succeeds, or never fails, would prove little.
    expect(seen.success).toBeGreaterThan(100);
    expect(seen.failure).toBeGreaterThan(100);
  });
});

function funded(): Ledger {
  const ledger = newLedger();
  const { customer } = ledger.genesis;
  for (const key of [ALICE, BOB]) {
    const amounts = [5_000_000_000n, 1_000_000n, 3_000_000_000n, 7_000_000n];
    execute(ledger, payments(customer, ledger.coins.of(customer.address), key.address, amounts));
  }
  return ledger;
}

function total(ledger: Ledger): bigint {
  let sum = ledger.burnt();
  for (const coin of ledger.coins.all()) sum += coin.balance + coin.storageRebate;
  return sum;
}
