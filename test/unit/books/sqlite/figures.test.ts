import { describe, expect, it } from 'vitest';
import type { SyncBooks } from '../../../../electron/books/sqlite/sync.ts';
import { MAX_UNITS } from '../../../../electron/core/money.ts';
import { amount, amountIn, hot, NOW } from '../../../support/core-samples.ts';
import { startChild } from '../../../support/start-child.ts';
import {
  account,
  everything,
  final,
  holdings,
  key,
  movement,
  movementId,
  own,
  seen,
  temporaryBooks,
  write,
} from './samples.ts';

const { file, open } = temporaryBooks();
const reserve = (number: number, ...keys: readonly string[]) =>
  ({ kind: 'inputs-reserved', movementId: movementId(number), keys }) as const;
const spend = (transactionId: string, ...keys: readonly string[]) =>
  ({ kind: 'inputs-spent', keys, transactionId, checkpoint: '5' }) as const;
const vault = (books: SyncBooks, vaultId = hot.id) => books.figures.vault(vaultId);

describe('amounts', () => {
  it('of 63 bits come back to the last base unit', () => {
    const books = open();
    write(books, ...account(1));
    for (const units of [1n, 2n ** 53n + 1n, MAX_UNITS - 1n, MAX_UNITS]) {
      write(books, holdings(own(1), [1, units]));
      expect(books.inputs.of(own(1))[0]?.amount).toEqual(amountIn(units));
      expect(vault(books).balance).toBe(units);
      expect(books.accounts.list(everything, null).rows[0]?.balance).toBe(units);
    }
    write(books, movement(1, { amount: { asset: 'TOY', units: MAX_UNITS.toString() } }));
    expect(books.movements.get(movementId(1))?.units).toBe(MAX_UNITS);
    write(books, seen(own(1), 1, MAX_UNITS));
    expect(books.deposits.list(everything, null).rows[0]?.units).toBe(MAX_UNITS);
  });

  it('whose sum goes beyond 63 bits are still told: a node that lies stops no screen', () => {
    const books = open();
    write(books, ...account(1), holdings(own(1), [1, MAX_UNITS], [2, MAX_UNITS]), movement(1));
    expect(vault(books).balance).toBe(2n * MAX_UNITS);
    expect(books.inputs.richest(hot.id, 1)).toEqual([{ owner: own(1), units: 2n * MAX_UNITS, inputs: 2 }]);
    write(books, reserve(1, key(1), key(2)));
    expect(vault(books)).toMatchObject({ balance: 2n * MAX_UNITS, reserved: 2n * MAX_UNITS });
    expect(books.accounts.list(everything, null).rows[0]?.balance).toBe(2n * MAX_UNITS);
    expect(books.addresses.issued(everything, hot.id, 1).rows[0]?.balance).toBe(2n * MAX_UNITS);
    write(books, final(own(1), 1, MAX_UNITS), final(own(1), 2, MAX_UNITS));
    expect(books.figures.depositsSince(0)).toEqual({ count: 2, total: 2n * MAX_UNITS });
  });

  it.each([MAX_UNITS + 1n, 0n, -1n])('of %s units are refused, not rounded', (units) => {
    const books = open();
    write(books, ...account(1));
    expect(() => write(books, movement(1, { amount: { asset: 'TOY', units: units.toString() } }))).toThrow();
    expect(() => write(books, seen(own(1), 1, units))).toThrow();
    expect(books.movements.get(movementId(1))).toBeUndefined();
    expect(books.deposits.list(everything, null)).toEqual({ total: 0, rows: [] });
  });
});

describe('kept figures', () => {
  /** A long life of everything that moves money; the same steps in every run. */
  it('are what the rows add up to, whatever happened', () => {
    const books = open();
    for (let number = 0; number < 5; number++) write(books, ...account(number), movement(number));
    let state = 7;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const reserved = new Set<string>();
    const gone = new Set<string>();
    for (let step = 0; step < 300; step++) {
      const number = random(5);
      const owner = own(number);
      const one = key(random(20));
      switch (random(4)) {
        case 0: {
          const listed = Array.from({ length: 20 }, (_, i) => i).filter(() => random(3) === 0);
          write(books, holdings(owner, ...listed.map((i) => [i, BigInt(1 + random(1000))] as const)));
          break;
        }
        case 1:
          if (!reserved.has(one)) write(books, reserve(number, one));
          reserved.add(one);
          break;
        case 2:
          write(books, { kind: 'inputs-released', movementId: movementId(number) });
          reserved.clear();
          for (let other = 0; other < 5; other++) {
            write(books, { kind: 'inputs-released', movementId: movementId(other) });
          }
          break;
        default:
          if (gone.size < 5) {
            write(books, spend(`t${step}`, one));
            gone.add(one);
          }
      }
      const owned = Array.from({ length: 5 }, (_, i) => books.inputs.of(own(i)));
      const sums = owned.map((inputs) => inputs.reduce((all, { amount }) => all + BigInt(amount.units), 0n));
      const taken = owned.flat().filter((each) => reserved.has(each.key));
      expect(books.figures.vault(hot.id)).toEqual({
        vaultId: hot.id,
        accounts: 5,
        balance: sums.reduce((all, each) => all + each, 0n),
        reserved: taken.reduce((all, { amount }) => all + BigInt(amount.units), 0n),
      });
      expect(books.accounts.list(everything, null).rows.map(({ balance }) => balance)).toEqual(sums);
    }
    expect(gone.size).toBe(5);
  });

  it.each([
    ['UTC', Date.UTC(2026, 0, 15)],
    ['Auckland', Date.UTC(2026, 0, 14, 11)],
    ['Kathmandu', Date.UTC(2026, 0, 14, 18, 15)],
    ['Chatham', Date.UTC(2026, 0, 14, 10, 15)],
    ['Newfoundland', Date.UTC(2026, 0, 15, 3, 30)],
  ])('of a day in %s count final deposits from its midnight on, to the millisecond', (_, midnight) => {
    const books = open();
    const at = (number: number, finalAt: number) => ({ ...final(own(1), number, 9n), finalAt });
    write(books, ...account(1), seen(own(1), 1), at(2, midnight - 1), at(3, midnight), at(4, midnight + 1));
    write(books, at(5, midnight + 23 * 3_600_000));
    expect(books.figures.depositsSince(midnight)).toEqual({ count: 3, total: 27n });
    expect(books.figures.depositsSince(midnight - 86_400_000)).toEqual({ count: 4, total: 36n });
    expect(books.figures.depositsSince(midnight + 86_400_000)).toEqual({ count: 0, total: 0n });
  });

  it('of a day are right where the machine is in another zone than when they were written', async () => {
    const script = new URL('../../../support/deposit-day-child.ts', import.meta.url);
    const run = async (zone: string, ...args: readonly string[]): Promise<unknown> => {
      const child = startChild(script, [file(), ...args], { env: { TZ: zone } });
      expect(await child.exited).toBe(0);
      return JSON.parse(child.output());
    };
    const times = ['2026-01-14T10:59:59.999Z', '2026-01-14T11:00:00.000Z', '2026-01-15T00:00:00.000Z'];
    const later = '2026-01-15T10:00:00.000Z';
    expect(await run('UTC', later, ...times)).toEqual({ zone: 'UTC', count: 1, total: '7' });
    expect(await run('Pacific/Auckland', later)).toEqual({ zone: 'Pacific/Auckland', count: 2, total: '14' });
    expect(await run('UTC', later)).toEqual({ zone: 'UTC', count: 1, total: '7' });
  });

  it("of a rule's window count what was signed after its beginning, by that rule", () => {
    const books = open();
    for (const number of [1, 2, 3]) {
      const units = amount(number).units;
      write(books, movement(number, { amount: { asset: 'TOY', units } }), {
        kind: 'transaction-added',
        movementId: movementId(number),
        transactionId: `t${number}`,
        signature: 'S',
        fields: null,
        ruleId: number === 3 ? 'large' : 'everyday',
        signedAt: NOW + number,
        leftEpoch: null,
      });
    }
    const since = (ruleId: string, at: number) =>
      books.figures
        .spent([{ ruleId, since: at }])
        .map(({ units, count }) => `${units} by ${count}`)
        .join();
    expect(since('everyday', NOW)).toBe(`${BigInt(amount(1).units) + BigInt(amount(2).units)} by 2`);
    expect(since('everyday', NOW + 1)).toBe(`${amount(2).units} by 1`);
    expect(since('everyday', NOW + 2)).toBe('0 by 0');
    expect(since('large', NOW)).toBe(`${amount(3).units} by 1`);
    expect(since('nobody', 0)).toBe('0 by 0');
  });
});
