import { describe, expect, it } from 'vitest';
import type { SyncBooks } from '../../../../electron/books/sqlite/sync.ts';
import { address, amountIn, cold, hot, input } from '../../../support/core-samples.ts';
import {
  account,
  everything,
  holdings,
  key,
  movement,
  movementId,
  own,
  temporaryBooks,
  write,
} from './samples.ts';

const { open } = temporaryBooks();
const keysOf = (inputs: readonly { readonly key: string }[]) => inputs.map((each) => each.key);
const reserve = (number: number, ...keys: readonly string[]) =>
  ({ kind: 'inputs-reserved', movementId: movementId(number), keys }) as const;
const spend = (transactionId: string, ...keys: readonly string[]) =>
  ({ kind: 'inputs-spent', keys, transactionId, checkpoint: '5' }) as const;
const vault = (books: SyncBooks, vaultId = hot.id) => books.figures.vault(vaultId);

describe('inputs', () => {
  it('are reserved by one movement only, all of them or none', () => {
    const books = open();
    write(books, ...account(1), holdings(own(1), [1, 30n], [2, 20n]), movement(1), movement(2));
    write(books, reserve(1, key(1)));
    expect(() => write(books, reserve(2, key(2), key(1)))).toThrow(/UNIQUE/);
    expect(keysOf(books.inputs.largest(own(1), 9))).toEqual([key(2)]);
    expect(vault(books)).toMatchObject({ balance: 50n, reserved: 30n });
    write(books, { kind: 'inputs-released', movementId: movementId(1) });
    expect(keysOf(books.inputs.largest(own(1), 9))).toEqual([key(1), key(2)]);
    expect(vault(books)).toMatchObject({ balance: 50n, reserved: 0n });
    write(books, reserve(2, key(1), key(2)));
    expect(books.inputs.largest(own(1), 9)).toEqual([]);
    expect(books.inputs.richest(hot.id, 9)).toEqual([]);
    expect(books.inputs.owners(hot.id, 1n, 9)).toEqual([]);
  });

  it('are reserved by their key: what the ledger made of one since is another input, and free', () => {
    const books = open();
    write(books, ...account(1), holdings(own(1), [1, 30n]), movement(1), reserve(1, key(1)));
    write(books, holdings(own(1), [8, 30n]));
    expect(keysOf(books.inputs.largest(own(1), 9))).toEqual([key(8)]);
    expect(vault(books)).toMatchObject({ balance: 30n, reserved: 0n });
  });

  it('that are spent are neither owned nor offered, though a node lists them again', () => {
    const books = open();
    write(books, ...account(1), holdings(own(1), [1, 30n], [2, 20n]), spend('theirs', key(1)));
    for (let reading = 0; reading < 2; reading++) {
      expect(keysOf(books.inputs.of(own(1)))).toEqual([key(2)]);
      expect(keysOf(books.inputs.largest(own(1), 9))).toEqual([key(2)]);
      expect(vault(books).balance).toBe(20n);
      write(books, holdings(own(1), [1, 30n], [2, 20n]));
    }
    write(books, holdings(own(1), [8, 30n]));
    expect(keysOf(books.inputs.of(own(1)))).toEqual([key(8)]);
    expect([books.inputs.hasSpend('theirs'), books.inputs.hasSpend('other')]).toEqual([true, false]);
  });

  it('tell which transaction spent what a movement reserved, and that its own did not take it away', () => {
    const books = open();
    write(books, ...account(1), holdings(own(1), [1, 30n], [2, 20n]), movement(1), movement(2));
    write(books, reserve(1, key(1), key(2)), holdings(own(1)));
    const elsewhere = () => books.inputs.spentElsewhere(movementId(1), 'mine');
    expect(elsewhere(), 'an input that is not listed is not spent').toBeUndefined();
    write(books, spend('earlier', key(3)));
    expect(elsewhere(), 'an input that nobody reserved').toBeUndefined();
    write(books, spend('mine', key(1)));
    expect(elsewhere(), 'its own transaction').toBeUndefined();
    write(books, spend('theirs', key(1), key(2)));
    expect(elsewhere()).toEqual({ transactionId: 'theirs', checkpoint: '5' });
    expect(books.inputs.spentElsewhere(movementId(2), 'mine'), 'another movement').toBeUndefined();
  });

  it('are replaced whole, follow a move between own addresses, and come back as they were proven', () => {
    const books = open();
    write(books, ...account(1), ...account(2), holdings(own(1), [1, 30n], [2, 20n]));
    expect(books.inputs.of(own(1))).toEqual([
      input(1, { owner: own(1), amount: amountIn(30) }),
      input(2, { owner: own(1), amount: amountIn(20) }),
    ]);
    write(books, holdings(own(2), [1, 30n]));
    expect(keysOf(books.inputs.of(own(1)))).toEqual([key(2)]);
    const balances = () => books.accounts.list(everything, hot.id).rows.map(({ balance }) => balance);
    expect(balances()).toEqual([20n, 30n]);
    write(books, holdings(own(1)));
    expect(balances()).toEqual([0n, 30n]);
    expect(vault(books).balance).toBe(30n);
  });

  it('of an address that is not ours are refused', () => {
    const books = open();
    expect(() => write(books, holdings(address(1), [1, 5n]))).toThrow(/FOREIGN KEY/);
  });
});

describe('addresses that can pay', () => {
  it('are those of one vault with enough that is free, the least of it first', () => {
    const books = open();
    for (const number of [1, 2, 3]) write(books, ...account(number));
    write(books, holdings(own(1), [1, 30n]), holdings(own(2), [2, 9n], [3, 1n]), holdings(own(3), [4, 100n]));
    const owners = (least: bigint) => books.inputs.owners(hot.id, least, 9).map(({ owner }) => owner);
    expect(owners(1n)).toEqual([own(2), own(1), own(3)]);
    expect(owners(11n)).toEqual([own(1), own(3)]);
    expect(owners(101n)).toEqual([]);
    expect(books.inputs.owners(hot.id, 1n, 1)).toEqual([{ owner: own(2), units: 10n, inputs: 2 }]);
    expect(books.inputs.richest(hot.id, 2).map(({ owner }) => owner)).toEqual([own(3), own(1)]);
    expect(books.inputs.owners(cold.id, 1n, 9)).toEqual([]);
    write(books, movement(1), reserve(1, key(4)));
    expect(owners(11n)).toEqual([own(1)]);
  });
});
