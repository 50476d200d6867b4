import { describe, expect, it } from 'vitest';
import type { NextStep } from '../../../../electron/books/rows.ts';
import type { SyncBooks } from '../../../../electron/books/sqlite/sync.ts';
import { address, amountIn, cold, hot, NOW, officers } from '../../../support/core-samples.ts';
import {
  account,
  everything,
  final,
  movement,
  movementId,
  own,
  seen,
  temporaryBooks,
  write,
} from './samples.ts';

const { open } = temporaryBooks();

describe('searching', () => {
  const names = ['50% off', '500 off', 'a_b', 'axb', 'back\\slash', "Robert'); DROP TABLE accounts;--"];
  const found = (books: SyncBooks, search: string) =>
    books.accounts.list({ ...everything, search }, null).rows.map(({ alias }) => alias);

  it('takes wildcards, quotes and backslashes literally', () => {
    const books = open();
    for (const [i, name] of names.entries()) write(books, ...account(i, name));
    expect(found(books, '50%')).toEqual(['50% off']);
    expect(found(books, '0% o')).toEqual([]);
    expect(found(books, 'a_b')).toEqual(['a_b']);
    expect(found(books, 'k\\s')).toEqual(['back\\slash']);
    expect(found(books, "');")).toEqual([names[5]]);
    for (const meant of [
      '"',
      '*',
      '-user',
      'NEAR(user off)',
      'off" OR "user',
      'found_by : off',
      '^off',
      '\0',
    ])
      expect(found(books, meant), meant).toEqual(meant === '\0' ? names : []);
    expect(found(books, 'OFF')).toEqual(['50% off', '500 off']);
    expect(found(books, '')).toHaveLength(names.length);
  });

  it('finds letters in a row anywhere, one or two of them where a word begins, and all words in any order', () => {
    const books = open();
    for (const [i, name] of ['Ops Float', 'Ünal user-71', '田中太郎', 'Łódź ops'].entries()) {
      write(books, ...account(i, name));
    }
    expect(found(books, 'o')).toEqual(['Ops Float', 'Łódź ops']);
    expect(found(books, 'op fl')).toEqual(['Ops Float']);
    expect(found(books, 'float OPS')).toEqual(['Ops Float']);
    expect(found(books, 'ps')).toEqual([]);
    expect(found(books, 'unal')).toEqual(['Ünal user-71']);
    expect(found(books, '71')).toEqual(['Ünal user-71']);
    expect(found(books, 'r-7')).toEqual(['Ünal user-71']);
    expect(found(books, '太')).toEqual(['田中太郎']);
    expect(found(books, '中太')).toEqual(['田中太郎']);
    expect(found(books, '中太郎')).toEqual(['田中太郎']);
  });

  it('finds accounts and deposits by any part of an address', () => {
    const books = open();
    write(books, ...account(1), ...account(2), seen(own(1), 1), seen(own(2), 2));
    expect(found(books, ` ${own(2)} `)).toEqual(['user 2']);
    expect(found(books, own(2).slice(-5))).toEqual(['user 2']);
    expect(found(books, own(2).slice(0, -1))).toEqual(['user 1', 'user 2']);
    write(books, {
      kind: 'address-added',
      address: address(0xfeed5),
      vaultId: hot.id,
      path: { account: 2, change: 0, index: 1 },
      attested: null,
    });
    expect(found(books, 'feed5'), 'nobody was given it').toEqual([]);
    const search = (text: string) => books.deposits.list({ ...everything, search: text }, null).total;
    expect([search(own(1)), search('t2'), search(address(0x5e4d)), search('user'), search('user_2')]).toEqual(
      [1, 1, 2, 2, 0],
    );
  });

  it('finds movements by reference, by any part of recipient and id, by digest, and by the account that pays', () => {
    const books = open();
    const recipient = address(0xcafe);
    write(books, movement(1, { reference: '100%' }), movement(2, { reference: '1000', recipient }));
    const search = (text: string) => {
      const window = { ...everything, search: text };
      const { rows, total } = books.movements.list(window, { kind: null, open: false, nextStep: null });
      expect(total).toBe(rows.length);
      return rows.map(({ reference }) => reference);
    };
    expect(search('100%')).toEqual(['100%']);
    expect(search(recipient)).toEqual(['1000']);
    expect(search(movementId(2))).toEqual(['1000']);
    expect(search('0902')).toEqual(['1000']);
    expect(search(recipient.slice(-6))).toEqual(['1000']);
    expect(search('0903')).toEqual([]);
  });
});

describe('a list', () => {
  it('of movements can be those of one kind, open ones, or those of one person, the newest first', () => {
    const books = open();
    for (const number of [1, 2, 3, 4]) {
      write(books, movement(number, { kind: number % 2 === 0 ? 'sweep' : 'withdrawal' }));
    }
    const end = (number: number) =>
      ({ kind: 'movement-moved', id: movementId(number), to: 'cancelled', at: NOW }) as const;
    write(books, end(1), end(2));
    const list = (
      kind: 'withdrawal' | 'sweep' | null,
      onlyOpen: boolean,
      nextStep: NextStep | null = null,
    ) => {
      const filter = { kind, open: onlyOpen, nextStep };
      const { total, rows } = books.movements.list(everything, filter);
      expect(total).toBe(rows.length);
      return rows.map(({ reference }) => reference);
    };
    expect(list(null, false)).toEqual(['W-4', 'W-3', 'W-2', 'W-1']);
    expect(list('withdrawal', false)).toEqual(['W-3', 'W-1']);
    expect(list(null, true)).toEqual(['W-4', 'W-3']);
    expect(list('sweep', true)).toEqual(['W-4']);
    const { mara, ben } = officers;
    const queued = { states: ['queued'], own: [], approved: [] } as const;
    expect(list(null, false, { ...queued, officerId: ben.id })).toEqual(['W-4', 'W-3']);
    expect(list('sweep', true, { ...queued, officerId: ben.id })).toEqual(['W-4']);
    expect(list(null, false, { ...queued, officerId: mara.id })).toEqual([]);
    const window = { search: '', offset: 1, limit: 2 };
    const page = books.movements.list(window, { kind: null, open: false, nextStep: null });
    expect(page).toMatchObject({ total: 4, rows: [{ reference: 'W-3' }, { reference: 'W-2' }] });
  });

  it('of one state has the order of amounts, whether few or many are in it', () => {
    const books = open();
    const many = 1_100;
    const numbers = Array.from({ length: many }, (_, i) => i + 1);
    const amount = (number: number) => amountIn(BigInt((number * 7) % 1_009) + 1n);
    write(books, ...numbers.map((number) => movement(number, { amount: amount(number) })));
    const end = (number: number) =>
      ({ kind: 'movement-moved', id: movementId(number), to: 'cancelled', at: NOW }) as const;
    const page = (state: 'queued' | 'cancelled', down: boolean) => {
      const window = { search: '', offset: 3, limit: 5, order: { by: 'amount', down } } as const;
      const { total, rows } = books.movements.list(window, {
        kind: 'withdrawal',
        open: false,
        nextStep: null,
        states: [state],
      });
      return { total, numbers: rows.map(({ reference }) => Number(reference.slice(2))) };
    };
    const expected = (of: readonly number[], down: boolean) => {
      const units = (number: number) => Number(amount(number).units);
      const sorted = of.toSorted((a, b) => units(a) - units(b) || a - b);
      return { total: of.length, numbers: (down ? sorted.toReversed() : sorted).slice(3, 8) };
    };
    write(books, ...numbers.slice(0, 40).map(end));
    for (const down of [true, false]) {
      expect(page('cancelled', down)).toEqual(expected(numbers.slice(0, 40), down));
      expect(page('queued', down)).toEqual(expected(numbers.slice(40), down));
    }
  });

  it('is paged through without missing or repeating one, and tells how many there are', () => {
    const books = open();
    const many = 2_500;
    const changes = Array.from({ length: many }, (_, i) => [
      ...account(i),
      final(own(i), i, BigInt(i + 1)),
    ]).flat();
    write(books, ...changes);

    const last = books.accounts.list({ search: '', offset: many - 50, limit: 100 }, null);
    expect(last.total).toBe(many);
    expect(last.rows.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, i) => many - 50 + i));
    expect(books.accounts.list({ search: `user ${many - 1}`, offset: 0, limit: 10 }, null)).toMatchObject({
      total: 1,
      rows: [{ index: many - 1, issuedAddresses: 1 }],
    });
    expect(books.accounts.list({ search: '', offset: many, limit: 10 }, null).rows).toEqual([]);

    const found = new Set<string>();
    for (let offset = 0; offset < many; offset += 400) {
      const page = books.deposits.list({ search: '', offset, limit: 400 }, 'final');
      expect(page.total).toBe(many);
      for (const { transactionId } of page.rows) found.add(transactionId);
    }
    expect(found.size).toBe(many);
    const [latest] = books.deposits.list({ search: '', offset: 0, limit: 1 }, null).rows;
    expect(latest).toMatchObject({
      transactionId: `t${many - 1}`,
      account: { alias: `user ${many - 1}` },
    });
    expect(books.figures.depositsSince(0)).toEqual({
      count: many,
      total: (BigInt(many) * BigInt(many + 1)) / 2n,
    });
  });
});

describe('accounts', () => {
  it('have names of their own, however they are written: a second one of a name is not added', () => {
    const books = open();
    write(books, ...account(1, 'Ops Float'));
    expect(books.accounts.byAliasKey('ops float')).toMatchObject({ index: 1, alias: 'Ops Float' });
    const again = { kind: 'account-added', vaultId: hot.id, account: 2, createdAt: NOW, entry: 1 } as const;
    write(books, { ...again, alias: 'ＯＰＳ  FLOAT' });
    expect(books.accounts.get(hot.id, 2)).toBeUndefined();
    expect(books.accounts.list(everything, null).total).toBe(1);
    write(books, { ...again, alias: 'Ops Float 2' });
    expect(books.accounts.get(hot.id, 2)).toMatchObject({ alias: 'Ops Float 2' });
  });

  it('are numbered by vault', () => {
    const books = open();
    expect(books.accounts.nextIndex(hot.id)).toBe(0);
    write(books, ...account(4));
    expect([books.accounts.nextIndex(hot.id), books.accounts.nextIndex(cold.id)]).toEqual([5, 0]);
  });

  it('issue each address once', () => {
    const books = open();
    const ready = address(0x4ead);
    const path = { account: 1, change: 0, index: 1 };
    write(books, ...account(1), {
      kind: 'address-added',
      address: ready,
      vaultId: hot.id,
      path,
      attested: null,
    });
    expect(books.addresses.nextReady(hot.id, 1)?.address).toBe(ready);
    write(books, { kind: 'address-issued', address: ready, at: NOW, entry: 1 });
    write(books, { kind: 'address-issued', address: ready, at: NOW + 5, entry: 2 });
    expect(books.addresses.find(ready)?.issuedAt).toBe(NOW);
    expect(books.accounts.list(everything, null).rows).toMatchObject([{ issuedAddresses: 2 }]);
    expect(books.addresses.nextReady(hot.id, 1)).toBeUndefined();
    expect(books.addresses.nextPosition(hot.id, 1)).toBe(2);
    write(books, { kind: 'address-added', address: address(0x4eae), vaultId: hot.id, path, attested: null });
    expect(books.addresses.find(address(0x4eae)), 'two addresses of one path').toBeUndefined();
  });

  it('know which addresses are own ones, which were touched, and which were issued lately', () => {
    const books = open();
    write(books, ...account(1), ...account(2), { kind: 'address-touched', address: own(2) });
    const known = books.addresses.known([address(1), own(2), own(2), own(1)]);
    expect(known.map((each) => each.address)).toEqual([own(2), own(1)]);
    expect(books.addresses.touched(9)).toEqual([own(2)]);
    write(books, { kind: 'holdings-read', owner: own(2), inputs: [] });
    expect(books.addresses.touched(9)).toEqual([]);
    write(books, { kind: 'address-touched', address: own(2), by: 'a payment' });
    const touches = books.addresses.touches([address(1), own(1), own(2)]);
    expect([...touches], 'a reading takes none of them back').toEqual([
      [own(1), { times: 0, by: null }],
      [own(2), { times: 2, by: 'a payment' }],
    ]);
    write(books, { kind: 'holdings-read', owner: own(2), inputs: [] });
    expect(books.addresses.issuedSince(NOW + 1, 9)).toEqual([own(2), own(1)]);
    expect(books.addresses.issuedSince(NOW + 2, 9)).toEqual([own(2)]);
    expect(books.addresses.issuedSince(0, 1)).toEqual([own(2)]);
  });
});

describe('deposits', () => {
  it('are noted once, and final once, with what the checkpoint says', () => {
    const books = open();
    write(books, ...account(1), seen(own(1), 1), { ...seen(own(1), 1, 100n), at: NOW + 50 });
    const totals = () =>
      (['seen', 'final'] as const).map((each) => books.deposits.list(everything, each).total);
    expect(totals()).toEqual([1, 0]);
    expect(books.deposits.find('t1', own(1))).toMatchObject({ units: 7n, seenAt: NOW + 1, finalAt: null });
    const end = { ...final(own(1), 1, 9n), finalAt: NOW + 9 };
    write(books, end, { ...end, units: 1000n }, seen(own(1), 1));
    expect(books.deposits.list(everything, 'final').rows).toMatchObject([{ units: 9n, checkpoint: '12' }]);
    expect(totals()).toEqual([0, 1]);
    expect(books.figures.depositsSince(0)).toEqual({ count: 1, total: 9n });
  });

  it('to one address by one transaction are one; to two addresses two', () => {
    const books = open();
    write(books, ...account(1), ...account(2), seen(own(1), 1), { ...seen(own(1), 1), address: own(2) });
    expect(books.deposits.list(everything, null).total).toBe(2);
  });
});
