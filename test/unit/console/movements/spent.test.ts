import { expect, it } from 'vitest';
import type { RuleWindow } from '../../../../electron/books/rows.ts';
import { spentOf } from '../../../../electron/console/movements/spent.ts';
import { type Spend, SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { amount, asset, cold, hot, NOW, policy, rule } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';
import { movement, movementId, temporaryBooks, write } from '../../books/sqlite/samples.ts';

const { open } = temporaryBooks();

it('what was spent is asked of the paying vault only, by its rules that have a window, from its beginning', async () => {
  const asked: RuleWindow[] = [];
  const rules = [
    rule({
      id: 'day',
      windows: [
        { seconds: 86_400, amount: amount(1), count: null },
        { seconds: 60, amount: null, count: 3 },
      ],
    }),
    rule({ id: 'free' }),
    rule({ id: 'hour', window: { seconds: 3_600, max: amount(1) } }),
    rule({ id: 'cold', vaultId: cold.id, window: { seconds: 60, max: amount(1) } }),
  ];
  const figures = {
    spent: async (windows: readonly RuleWindow[]) => {
      asked.push(...windows);
      return [];
    },
    vaults: never,
    vault: never,
    depositsSince: never,
    everDone: never,
  };
  await spentOf({ figures }, policy({ rules }), { vaultId: hot.id, now: NOW });
  expect(asked).toEqual([
    { ruleId: 'day', since: NOW - 86_400_000 },
    { ruleId: 'day', since: NOW - 60_000 },
    { ruleId: 'hour', since: NOW - 3_600_000 },
  ]);
});

const never = () => Promise.reject(new Error('not read here'));

it("the books' sums of any windows are those that the signer comes to from the same signatures", async () => {
  const books = open();
  const figures = {
    spent: async (windows: readonly RuleWindow[]) => books.figures.spent(windows),
    vaults: never,
    vault: never,
    depositsSince: never,
    everDone: never,
  };
  let movements = 0;
  let runs = 0;
  const seconds = fc.integer({ min: 1, max: 120 });
  // Times close to the windows' beginnings, on both sides of them and on them, and after now: clocks differ.
  const spends = fc.array(
    fc.record({
      rule: fc.constantFrom('a', 'b'),
      before: fc.oneof(seconds, fc.constantFrom(0, -1, -120)),
      off: fc.integer({ min: -1, max: 1 }),
      // Up to what a transaction of this chain can pay; beyond 2^53, where a sum of floats is wrong.
      units: fc.bigInt(1n, 2n ** 62n),
    }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(spends, seconds, seconds, async (given, a, b) => {
      runs += 1;
      const idOf = (name: string) => `${name}${runs}`;
      const all: Spend[] = given.map(({ rule: name, before, off, units }) => ({
        at: NOW - before * 1_000 + off,
        ruleId: idOf(name),
        units,
      }));
      for (const { at, ruleId, units } of all) {
        movements += 1;
        write(books, movement(movements, { amount: { asset: asset.id, units: `${units}` } }), {
          kind: 'transaction-added',
          movementId: movementId(movements),
          transactionId: `t${movements}`,
          signature: 'S',
          fields: null,
          ruleId,
          signedAt: at,
          leftEpoch: null,
        });
      }
      const windowOf = (length: number) => ({ seconds: length, max: amount(1) });
      const of = policy({
        rules: [rule({ id: idOf('a'), window: windowOf(a) }), rule({ id: idOf('b'), window: windowOf(b) })],
      });
      const byBooks = await spentOf({ figures }, of, { vaultId: hot.id, now: NOW });
      const bySigner = new SpendHistory(all);
      for (const { id, windows } of of.rules) {
        for (const { seconds } of windows) {
          const start = NOW - seconds * 1_000;
          expect(byBooks.after(id, start)).toEqual(bySigner.after(id, start));
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(movements, 'else nothing was compared').toBeGreaterThan(60);
});
