import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import type { Version } from '../../../../electron/core/projection/version.ts';
import { codeOf, hot, NOW, proposal } from '../../../support/core-samples.ts';
import { sampleBodies } from '../../../support/journal-bodies.ts';
import { journalOf } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
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
  writeOn,
} from './samples.ts';

const { open } = temporaryBooks();
const id = movementId(1);
const added: Change = {
  kind: 'proposal-added',
  movementId: id,
  proposal: proposal(),
  digest: 'ab'.repeat(32),
  viewDigest: 'cd'.repeat(32),
  digestText: 'D1gest',
  lastEpoch: null,
};
const reserved: Change = { kind: 'inputs-reserved', movementId: id, keys: [key(1)] };
const spent: Change = { kind: 'inputs-spent', keys: [key(1)], transactionId: 't', checkpoint: '5' };
const cursor: Change = { kind: 'cursor-moved', next: 8n, at: NOW, digest: null };
const note: Change = { kind: 'movement-problem', id, problem: null };

/** A thing that a decision can rest on, its version now, and what another one writes meanwhile. */
const cases: readonly (readonly [string, Version, readonly Change[], readonly Change[]])[] = [
  ['a movement that nobody knew', { of: 'movement', id, version: 0 }, [], [movement(1)]],
  ['a movement that went on', { of: 'movement', id, version: 1 }, [movement(1)], [note]],
  ['a name that was free', { of: 'alias', key: 'ops float', version: 0 }, [], account(1, 'Ops Float')],
  ['the next account', { of: 'next-account', vaultId: hot.id, version: 2 }, account(1), account(2)],
  [
    'an address that was ready',
    { of: 'address', address: own(1), version: 1 },
    account(1).slice(0, 2),
    account(1).slice(2),
  ],
  ['an address that was unknown', { of: 'address', address: own(1), version: 0 }, [], account(1)],
  ['an input that was free', { of: 'input', key: key(1), version: 0 }, [movement(1)], [reserved]],
  ['an input that was reserved', { of: 'input', key: key(1), version: 1 }, [movement(1), reserved], [spent]],
  [
    'bytes that nobody proposed',
    { of: 'proposal', digest: 'ab'.repeat(32), version: 0 },
    [movement(1)],
    [added],
  ],
  [
    'a deposit that was unknown',
    { of: 'deposit', transactionId: 't1', address: own(1), version: 0 },
    account(1),
    [seen(own(1), 1)],
  ],
  [
    'a deposit that was seen',
    { of: 'deposit', transactionId: 't1', address: own(1), version: 1 },
    [...account(1), seen(own(1), 1)],
    [final(own(1), 1)],
  ],
  [
    'what an account has',
    { of: 'balance', vaultId: hot.id, account: 1, version: 5n },
    [...account(1), holdings(own(1), [1, 5n])],
    [holdings(own(1), [1, 5n], [2, 6n])],
  ],
  ['how far the ledger was followed', { of: 'cursor', version: 0 }, [], [cursor]],
  ['how far it was followed later', { of: 'cursor', version: 1 }, [cursor], [cursor]],
];

describe('a decision that rests on', () => {
  it.each(cases)('%s is written once: by the time of a second one it has changed', (_, on, before, other) => {
    const books = open();
    write(books, ...before);
    expect(codeOf(writeOn(books, on, ...other))).toBe('accepted');
    expect(codeOf(writeOn(books, on, ...account(77)))).toBe('books-changed');
    expect(books.accounts.get(hot.id, 77), 'nothing of it is written').toBeUndefined();
  });

  it('a ceremony that was journaled meanwhile is not written', () => {
    const books = open();
    const body = sampleBodies['ceremony-completed'];
    const { transcriptId } = body;
    const on: Version = { of: 'ceremony', transcriptId, version: 0 };
    const ceremony = { kind: 'ceremony-completed', body, by: null } as const;
    const entries = journalOf([ceremony]).map((entry) => must(typedEntry(entry)));
    must(books.commit({ expects: [on], entries, changes: [] }));
    expect(books.journal.ceremony(transcriptId)).toBeDefined();
    expect(codeOf(books.commit({ expects: [on], entries: [], changes: [] }))).toBe('books-changed');
  });
});

describe('a commit', () => {
  it('is whole or nothing: a change that cannot be written takes entries and rows with it', () => {
    const books = open();
    const entries = journalOf([]).map((entry) => must(typedEntry(entry)));
    write(books, ...account(1), movement(1));
    const changes = [holdings(own(1), [1, 5n]), ...account(2), movement(1)];
    expect(books.commit({ expects: [], entries, changes })).toMatchObject({
      ok: false,
      code: 'books-differ',
      message: expect.stringContaining('UNIQUE'),
    });
    expect(books.journal.head()).toBeUndefined();
    expect(books.accounts.list(everything, null).total).toBe(1);
    expect(books.figures.vault(hot.id)).toMatchObject({ balance: 0n, accounts: 1 });
    write(books, ...account(2));
    expect(books.figures.vault(hot.id), 'nor is it counted in by the next one').toMatchObject({
      balance: 0n,
    });
  });

  it('of changes that name what is not there does nothing', () => {
    const books = open();
    write(
      books,
      note,
      { kind: 'movement-moved', id, to: 'final', at: NOW },
      { kind: 'movement-ruled', id, ruleId: 'everyday', approvalsNeeded: 1 },
      { kind: 'inputs-released', movementId: id },
      { kind: 'rejections-sealed', movementIds: [id] },
      { kind: 'transaction-sent', movementId: id, at: NOW },
      { kind: 'transaction-final', movementId: id, at: NOW, checkpoint: '1', feePaid: 1n },
      { kind: 'address-touched', address: own(1) },
      { kind: 'address-issued', address: own(1), at: NOW, entry: 1 },
      { kind: 'holdings-read', owner: own(1), inputs: [] },
      { kind: 'password-failures-forgotten', ownerId: hot.id },
    );
    expect(books.movements.list(everything, { kind: null, open: false, nextStep: null }).total).toBe(0);
    expect(books.figures.vaults()).toEqual([]);
  });

  it('that retires a vault keeps the first time, and the vault keeps what it has', () => {
    const books = open();
    write(books, ...account(1), holdings(own(1), [1, 5n]));
    for (const at of [5, 9]) write(books, { kind: 'vault-retired', vaultId: hot.id, at });
    expect(books.vaults.retired()).toEqual([hot.id]);
    expect(books.figures.vault(hot.id).balance).toBe(5n);
  });
});

describe('a commit that the disk does not take', () => {
  /** Books whose file cannot grow beyond so many pages of 4096 bytes: SQLite reports that as it does a full disk. */
  function openOnSmallDisk(pages: number) {
    const exec = DatabaseSync.prototype.exec;
    const spy = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function limited(
      this: DatabaseSync,
      sql: string,
    ) {
      exec.call(this, sql);
      if (sql.includes('journal_mode')) exec.call(this, `PRAGMA max_page_count = ${pages}`);
    });
    onTestFinished(() => spy.mockRestore());
    const books = open();
    spy.mockRestore();
    return books;
  }

  it('because it is full is refused whole: no entry, no row, no figure', () => {
    const books = openOnSmallDisk(300);
    const entries = journalOf([]).map((entry) => must(typedEntry(entry)));
    write(books, ...account(1), holdings(own(1), [1, 5n]));
    const many = Array.from({ length: 2_000 }, (_, i) => account(10 + i)).flat();
    const whole = { expects: [], entries, changes: [holdings(own(1), [1, 7n]), ...many] };
    expect(codeOf(books.commit(whole))).toBe('store-full');
    expect(books.journal.head()).toBeUndefined();
    expect(books.accounts.list(everything, null).total).toBe(1);
    expect(books.figures.vault(hot.id)).toMatchObject({ balance: 5n, accounts: 1 });
    write(books, ...account(2));
    expect(books.figures.vault(hot.id), 'what fits is written after that').toMatchObject({
      balance: 5n,
      accounts: 2,
    });
    expect(codeOf(books.check())).toBe('accepted');
  });
});
