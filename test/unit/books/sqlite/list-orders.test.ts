import { describe, expect, it } from 'vitest';
import type { ListOrder, Window } from '../../../../electron/books/rows.ts';
import type { SyncBooks } from '../../../../electron/books/sqlite/sync.ts';
import { amountIn, cold, hot, NOW } from '../../../support/core-samples.ts';
import {
  account,
  everything,
  final,
  holdings,
  movement,
  movementId,
  own,
  seen,
  temporaryBooks,
  write,
} from './samples.ts';

const { open } = temporaryBooks();
const by = (order: ListOrder['by'], down: boolean): Window => ({ ...everything, order: { by: order, down } });
/** Rows that came from one moment on and before another, counted from the first row's. */
const between = (from: number, to: number): Window => ({
  ...everything,
  span: { from: NOW + from, to: NOW + to },
});

/** Three accounts with a deposit each: the second is the richest, the third has a name that comes first. */
function booksWithAccounts(): SyncBooks {
  const books = open();
  const rows = [
    [1, 'Cedar', 20n],
    [2, 'Birch', 30n],
    [3, 'alder', 10n],
  ] as const;
  for (const [number, alias, units] of rows) {
    write(books, ...account(number, alias), holdings(own(number), [number, units]));
  }
  return books;
}

const names = (books: SyncBooks, window: Window, vaultId: string | null = null) => {
  const { total, rows } = books.accounts.list(window, vaultId);
  expect(total).toBe(rows.length);
  return rows.map(({ alias }) => alias);
};

describe('a list of accounts', () => {
  it.each([null, hot.id])('is sorted by time, name and balance, in vault %s', (vaultId) => {
    const books = booksWithAccounts();
    const sorted = {
      time: ['Cedar', 'Birch', 'alder'],
      name: ['alder', 'Birch', 'Cedar'],
      amount: ['alder', 'Cedar', 'Birch'],
    } as const;
    for (const [order, up] of Object.entries(sorted)) {
      expect(names(books, by(order as ListOrder['by'], false), vaultId), order).toEqual(up);
      expect(names(books, by(order as ListOrder['by'], true), vaultId), order).toEqual(up.toReversed());
    }
    expect(names(books, by('name', false), cold.id)).toEqual([]);
  });

  it('can be those of a time, with its first moment and without its last', () => {
    const books = booksWithAccounts();
    expect(names(books, between(2, 3))).toEqual(['Birch']);
    expect(names(books, between(2, 4))).toEqual(['Birch', 'alder']);
    expect(names(books, between(4, 9))).toEqual([]);
    expect(names(books, { ...between(0, 3), search: 'ced' })).toEqual(['Cedar']);
  });
});

describe('a list of deposits', () => {
  function booksWithDeposits(): SyncBooks {
    const books = open();
    write(books, ...account(1));
    write(books, final(own(1), 1, 20n), seen(own(1), 2, 30n), final(own(1), 3, 10n), seen(own(1), 4, 20n));
    return books;
  }
  const found = (books: SyncBooks, window: Window, state: 'seen' | 'final' | null = null) => {
    const { total, rows } = books.deposits.list(window, state);
    expect(total).toBe(rows.length);
    return rows.map(({ transactionId }) => transactionId);
  };

  it('is sorted by time, amount and state; of one amount or state, the rows keep their order', () => {
    const books = booksWithDeposits();
    expect(found(books, by('time', false))).toEqual(['t1', 't2', 't3', 't4']);
    expect(found(books, by('time', true))).toEqual(['t4', 't3', 't2', 't1']);
    expect(found(books, by('amount', false))).toEqual(['t3', 't1', 't4', 't2']);
    expect(found(books, by('amount', true))).toEqual(['t2', 't4', 't1', 't3']);
    expect(found(books, by('state', false))).toEqual(['t3', 't1', 't4', 't2']);
    expect(found(books, by('state', true))).toEqual(['t2', 't4', 't1', 't3']);
  });

  it('can be those of one state and of a time, in any order', () => {
    const books = booksWithDeposits();
    expect(found(books, everything, 'seen')).toEqual(['t4', 't2']);
    expect(found(books, by('amount', false), 'final')).toEqual(['t3', 't1']);
    expect(found(books, between(2, 4))).toEqual(['t3', 't2']);
    expect(found(books, between(2, 4), 'final')).toEqual(['t3']);
    expect(found(books, { ...between(1, 5), order: { by: 'amount', down: true } }, 'seen')).toEqual([
      't2',
      't4',
    ]);
  });
});

describe('a list of movements', () => {
  const any = { kind: null, open: false, nextStep: null } as const;
  function booksWithMovements(): SyncBooks {
    const books = open();
    const amounts = [20n, 30n, 10n, 40n];
    write(books, ...amounts.map((units, i) => movement(i + 1, { amount: amountIn(units) })));
    const end = { kind: 'movement-moved', id: movementId(2), to: 'cancelled', at: NOW + 9 } as const;
    write(books, end);
    return books;
  }
  const found = (books: SyncBooks, window: Window, filter: object = {}) => {
    const { total, rows } = books.movements.list(window, { ...any, ...filter });
    expect(total).toBe(rows.length);
    return rows.map(({ reference }) => reference).join(' ');
  };

  it.each([
    ['of all kinds', {}],
    ['of one kind', { kind: 'withdrawal' }],
  ])('%s is sorted by time, amount and state', (_, filter) => {
    const books = booksWithMovements();
    expect(found(books, by('time', false), filter)).toBe('W-1 W-2 W-3 W-4');
    expect(found(books, by('amount', false), filter)).toBe('W-3 W-1 W-2 W-4');
    expect(found(books, by('amount', true), filter)).toBe('W-4 W-2 W-1 W-3');
    expect(found(books, by('state', false), filter)).toBe('W-4 W-3 W-1 W-2');
    expect(found(books, by('state', true), filter)).toBe('W-2 W-1 W-3 W-4');
  });

  it('can be those of some states, of a maker and of a time', () => {
    const books = booksWithMovements();
    expect(found(books, everything, { states: ['queued'] })).toBe('W-4 W-3 W-1');
    expect(found(books, everything, { kind: 'withdrawal', states: ['cancelled', 'final'] })).toBe('W-2');
    expect(found(books, by('amount', true), { open: true })).toBe('W-4 W-1 W-3');
    expect(found(books, between(2, 4))).toBe('W-3 W-2');
    expect(found(books, { ...between(2, 5), order: { by: 'amount', down: false } })).toBe('W-3 W-2 W-4');
    const [{ makerId = '' } = {}] = books.movements.list(everything, any).rows;
    expect(found(books, everything, { makerId })).toBe('W-4 W-3 W-2 W-1');
    expect(found(books, everything, { makerId: movementId(1) })).toBe('');
  });
});
