import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { ExportKind, ExportPart } from '../../../../electron/books/exports.ts';
import { ExportPass } from '../../../../electron/books/sqlite/export-pass.ts';
import type { Sql } from '../../../../electron/books/sqlite/sql.ts';
import type { SyncBooks } from '../../../../electron/books/sqlite/sync.ts';
import { openSyncBooks } from '../../../../electron/books/sqlite/sync-books.ts';
import type { Change, FlowChange } from '../../../../electron/core/projection/change.ts';
import { address, amountIn, asset, cold, hot, NOW } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { readCsv } from '../../../support/read-csv.ts';
import {
  account,
  everything,
  final,
  holdings,
  moved,
  movement,
  movementId,
  own,
  temporaryBooks,
  write,
} from './samples.ts';

const { file, open } = temporaryBooks();
const HOUR = 3_600_000;
const span = { from: NOW - HOUR, to: NOW + HOUR };

const deposit = (
  n: number,
  units: bigint,
  at = NOW + n,
  to = own(1),
): Extract<FlowChange, { kind: 'flow-deposit' }> => ({
  kind: 'flow-deposit',
  transactionId: `t${n}`,
  address: to,
  units,
  sender: address(0x5e4d),
  at,
  checkpoint: String(n),
});

const shared = { zone: 'Asia/Kathmandu', asset, unprovenRestsOn: 'one' } as const;

function begin(books: SyncBooks, what: ExportKind = 'statement', within = span): number {
  const names = { [hot.id]: 'Hot "one"' };
  return books.exports.begin({ ...shared, what, span: within, names });
}

function takeAll(books: SyncBooks, pass: number): { readonly end: ExportPart; readonly file: Uint8Array } {
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = books.exports.next(pass);
    if (part.state !== 'refused') parts.push(part.lines);
    if (part.state !== 'writing') return { end: part, file: Buffer.concat(parts) };
  }
}

const followedTo = (at: number): Change => ({ kind: 'cursor-moved', next: 99n, at, digest: null });

const rowsOf = (bytes: Uint8Array) => readCsv(bytes).map((row) => row.map(({ text }) => text));

function world() {
  const books = open();
  write(
    books,
    ...account(1, '=1+1'),
    movement(1, { vaultId: hot.id, amount: amountIn(40n), reference: '@x' }),
  );
  write(books, followedTo(span.to));
  write(books, deposit(1, 1_000n, span.from - 1), deposit(2, 100n), final(own(1), 2, 100n));
  write(books, {
    kind: 'flow-payment',
    transactionId: 'p1',
    movementId: movementId(1),
    succeeded: true,
    fee: 3n,
    at: NOW + 9,
    checkpoint: '9',
  });
  return books;
}

describe('the file of a statement', () => {
  it('has what there was, every line with the balance after it, and what there is', () => {
    const books = world();
    write(books, holdings(own(1), [1, 1_060n]));
    const { end, file: bytes } = takeAll(books, begin(books));
    expect(end).toMatchObject({ state: 'whole', rows: 3, of: 3 });
    const cells = rowsOf(bytes).map((row) => [row[0], row[1], row[2], row[3], row[6], row[8], row[9]]);
    expect(cells).toEqual(
      [
        ['Time', 'Entry', 'Vault', 'Account', 'Amount (base units)', 'Balance (base units)', 'Reference'],
        ['2026-01-15T16:45:00+05:45', 'opening balance', 'Hot "one"', '', '', "'1000", ''],
        ['2026-01-15T17:45:00+05:45', 'deposit', 'Hot "one"', "'=1+1", "'100", "'1100", ''],
        ['2026-01-15T17:45:00+05:45', 'fee', 'Hot "one"', '', "'-3", "'1097", "'@x"],
        ['2026-01-15T17:45:00+05:45', 'withdrawal', 'Hot "one"', '', "'-40", "'1057", "'@x"],
        ['2026-01-15T18:45:00+05:45', 'closing balance', 'Hot "one"', '', '', "'1057", ''],
        ['', 'difference to the balance proven now', 'Hot "one"', '', "'3", '', ''],
        ['2026-01-15T18:45:00+05:45', 'ledger by the word of one endpoint', '', '', '', '', ''],
      ].map((row) => row),
    );
  });

  it('is refused where a kept sum was changed, so that its lines do not come to it', () => {
    const books = world();
    books.close();
    const db = new DatabaseSync(file());
    db.exec("UPDATE flow_sums SET came = '000000000000000000009999' WHERE kind = 'deposit'");
    // The opening balance follows from the same sum: a line that is gone is what is found.
    db.exec("DELETE FROM flows WHERE kind = 'fee'");
    db.close();
    const again = must(openSyncBooks(file()));
    expect(takeAll(again, begin(again)).end).toMatchObject({
      state: 'refused',
      refusal: { code: 'statement-not-whole' },
    });
    again.close();
  });

  it('is refused where the ledger went on in its period while it was written, and whole when it is written again', () => {
    const books = world();
    const pass = begin(books);
    write(books, deposit(7, 5n));
    const { end } = takeAll(books, pass);
    expect(end).toMatchObject({ state: 'refused', refusal: { code: 'books-changed' } });
    expect(takeAll(books, begin(books)).end).toMatchObject({ state: 'whole', rows: 4 });
  });

  it('of a month that is not over says up to when the ledger was followed, not the end of the month', () => {
    const books = world();
    write(books, followedTo(NOW + 30_000));
    const rows = rowsOf(takeAll(books, begin(books)).file);
    expect(rows.map((row) => row[1])).not.toContain('closing balance');
    const end = rows.find((row) => row[1] === 'balance as of this time');
    expect([end?.[0], end?.[8]]).toEqual(['2026-01-15T17:45:30+05:45', "'1057"]);
  });

  it('of one period ends with what that of the next begins with', () => {
    const books = world();
    const balance = (bytes: Uint8Array, entry: string) => rowsOf(bytes).find((row) => row[1] === entry)?.[8];
    const [first, second] = [
      takeAll(books, begin(books, 'statement', { from: 0, to: NOW + 5 })).file,
      takeAll(books, begin(books, 'statement', { from: NOW + 5, to: NOW * 2 })).file,
    ];
    expect(balance(first, 'closing balance')).toBe("'1100");
    expect(balance(second, 'closing balance'), 'its end has not come yet').toBeUndefined();
    expect(balance(second, 'opening balance')).toBe("'1100");
  });
});

describe('on whose word', () => {
  it('the ledger was followed is the last line of a statement', () => {
    const books = world();
    const last = () => rowsOf(takeAll(books, begin(books)).file).at(-1);
    expect([last()?.[1], last()?.[11]]).toEqual(['ledger by the word of one endpoint', '98']);
    write(books, { kind: 'proof-kept', kept: 'a committee' });
    expect(last()?.[1]).toBe('ledger proven by validators since it is asked by gRPC');
  });

  it.each([
    ['validators', "validators' signatures"],
    ['two', 'the word of two endpoints'],
    ['one', 'the word of one endpoint'],
  ] as const)('money came and went is in each row that tells of it: %s', (restsOn, words) => {
    const books = open();
    write(books, ...account(1, 'one'), movement(1, { vaultId: hot.id, amount: amountIn(40n) }));
    write(books, {
      ...{ kind: 'transaction-added', movementId: movementId(1), transactionId: 'p1', signature: 'S' },
      ...{ fields: null, ruleId: 'everyday', signedAt: NOW, leftEpoch: 7n },
    });
    write(books, { ...deposit(3, 100n), restsOn }, final(own(1), 3, 100n), {
      kind: 'flow-payment',
      transactionId: 'p1',
      movementId: movementId(1),
      succeeded: true,
      fee: 3n,
      at: NOW + 9,
      checkpoint: '9',
      restsOn,
    });
    const column = (what: ExportKind) => {
      const [head = [], ...rows] = rowsOf(takeAll(books, begin(books, what)).file);
      return rows.map((row) => row[head.indexOf('Rests on')]);
    };
    expect(column('statement')).toEqual(['', words, words, words, '', '']);
    expect(column('deposits')).toEqual([words]);
    expect(column('movements')).toEqual([words]);
    expect(books.flows.restsOn('p1')).toBe(restsOn);
    expect(books.deposits.list(everything, null).rows).toMatchObject([{ restsOn }]);
  });

  it('each vault has what no certificate proves, and what of it certified transactions made', () => {
    const books = world();
    write(books, moved(own(1), [], [1, 1_000n]), holdings(own(1), [1, 1_000n], [2, 60n]));
    expect(books.inputs.unprovenOfVaults()).toEqual([{ vaultId: hot.id, all: 60n, existed: 0n }]);
  });

  it('a balance rests is beside it: what of it no certificate proves', () => {
    const books = world();
    write(books, moved(own(1), [], [1, 1_000n]), holdings(own(1), [1, 1_000n], [2, 60n]));
    const [head = [], row = []] = rowsOf(takeAll(books, begin(books, 'accounts')).file);
    const at = (name: string) => row[head.indexOf(name)];
    expect([at('Balance now (base units)'), at('Of it not proven by validators (base units)')]).toEqual([
      "'1060",
      "'60",
    ]);
  });
});

describe('the file of', () => {
  it.each([
    ['deposits', 1, 'Sender'],
    ['movements', 1, 'Reference'],
    ['accounts', 1, 'Account'],
    ['journal', 0, 'Hash'],
  ] as const)('%s has a row each, below their names', (what, count, column) => {
    const books = world();
    const { end, file: bytes } = takeAll(books, begin(books, what));
    expect(end).toMatchObject({ state: 'whole', rows: count, of: count });
    const rows = rowsOf(bytes);
    expect(rows).toHaveLength(count + 1);
    expect(rows[0]).toContain(column);
    for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
  });

  it('money of more than fifteen digits has all of them as text, which no spreadsheet makes a rounded number of', () => {
    const books = world();
    write(books, deposit(4, 9_007_199_254_740_993n));
    const [head = [], ...rows] = readCsv(takeAll(books, begin(books, 'deposits')).file);
    const at = (name: string) => rows.at(-1)?.[head.findIndex(({ text }) => text === name)];
    expect(at('Amount (base units)')).toEqual({ text: "'9007199254740993", quoted: true });
    expect(at(`Amount (${asset.unit})`)).toEqual({ text: '9007199.254740993', quoted: false });
  });

  it('many rows comes in parts, each row once', () => {
    const books = world();
    write(books, ...Array.from({ length: 2_000 }, (_, n) => deposit(n + 100, 1n, NOW + (n % 7))));
    const { file: bytes } = takeAll(books, begin(books));
    const transactions = rowsOf(bytes).flatMap((row) => (row[1] === 'deposit' ? [row[13]] : []));
    expect(new Set(transactions).size).toBe(2_001);
    expect(transactions).toHaveLength(2_001);
  });

  it('deposits has every one of a transaction that paid sixty addresses of two vaults', () => {
    const books = open();
    const paid = (n: number) => address(0xacc0000 + n);
    for (let n = 1; n <= 60; n++) {
      const vaultId = n % 2 === 0 ? cold.id : hot.id;
      write(
        books,
        { kind: 'account-added', vaultId, account: n, alias: `user ${n}`, createdAt: NOW, entry: 1 },
        {
          kind: 'address-added',
          address: paid(n),
          vaultId,
          path: { account: n, change: 0, index: 0 },
          attested: null,
        },
        { kind: 'address-issued', address: paid(n), at: NOW, entry: 1 },
        deposit(1, 5n, NOW, paid(n)),
      );
    }
    const { end, file: bytes } = takeAll(books, begin(books, 'deposits'));
    expect(end).toMatchObject({ state: 'whole', rows: 60, of: 60 });
    const addresses = rowsOf(bytes).map((row) => row[3]);
    expect(new Set(addresses.slice(1)).size).toBe(60);
  });

  it.each([
    ['deposits', 'refused'],
    ['accounts', 'refused'],
    ['journal', 'whole'],
  ] as const)('%s that got rows while it was written is %s', (what, state) => {
    const books = world();
    const pass = begin(books, what);
    write(books, ...account(2, 'other'), deposit(7, 5n));
    const { end } = takeAll(books, pass);
    expect(end).toMatchObject(state === 'whole' ? { state } : { state, refusal: { code: 'books-changed' } });
  });

  it('a table that hides rows which it counts is refused, and no file without them is whole', () => {
    const hiding = { get: () => ({ n: 2n }), all: () => [] } as unknown as Sql;
    for (const what of ['deposits', 'movements', 'accounts', 'journal'] as const) {
      const pass = new ExportPass(hiding, { ...shared, what, span, names: {} });
      expect(pass.next()).toMatchObject({ state: 'refused', refusal: { code: 'export-not-whole' } });
    }
  });

  it('an export that nobody goes on with is forgotten', () => {
    const books = world();
    const pass = begin(books);
    books.exports.end(pass);
    expect(() => books.exports.next(pass)).toThrow('has begun');
  });
});
