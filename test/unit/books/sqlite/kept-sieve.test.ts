import { expect, it } from 'vitest';
import { KeptSieve } from '../../../../electron/books/sqlite/kept-sieve.ts';
import { AddressSieve } from '../../../../electron/core/address-sieve.ts';
import { hot } from '../../../support/core-samples.ts';
import { account, own, temporaryBooks, write } from './samples.ts';
import { watchedBooks } from './watched-sql.ts';

const { open } = temporaryBooks();
const watched = watchedBooks();

const mayHave = ({ memory }: { readonly memory: SharedArrayBuffer }, number: number): boolean =>
  new AddressSieve(memory).mayHave(own(number));

it('has every own address, those that came since the last reading too', () => {
  const books = open();
  write(books, ...account(1));
  expect([1, 2].map((number) => mayHave(books.addresses.sieve(), number))).toEqual([true, false]);
  write(books, ...account(2));
  const read = books.addresses.sieve();
  expect(read.isWhole).toBe(true);
  expect([1, 2, 3].map((number) => mayHave(read, number))).toEqual([true, true, false]);
});

const insert = (row: number): void => {
  const { sql } = watched;
  sql.exec('PRAGMA foreign_keys = OFF');
  sql.run(
    'INSERT INTO addresses (row, address, vault_id, account, change, position) VALUES (?, ?, ?, 1, 0, ?)',
    row,
    own(row),
    hot.id,
    row,
  );
};

it('is read in parts where there are many, and says so until it has all', () => {
  const sieve = new KeptSieve(watched.sql, 2);
  for (const row of [1, 2, 3]) insert(row);
  const first = sieve.read();
  expect([first.isWhole, mayHave(first, 3)]).toEqual([false, false]);
  const second = sieve.read();
  expect([second.isWhole, mayHave(second, 1), mayHave(second, 3)]).toEqual([true, true, true]);
});

it('a row that was put back below the newest one is in it again after tables were made anew', () => {
  const sieve = new KeptSieve(watched.sql);
  insert(2);
  sieve.read();
  insert(1);
  sieve.forget();
  const read = sieve.read();
  expect([mayHave(read, 1), mayHave(read, 2)]).toEqual([true, true]);
});
