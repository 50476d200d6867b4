import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID, openFile } from '../../../../electron/books/sqlite/open-file.ts';
import { SCHEMA_VERSION } from '../../../../electron/books/sqlite/schema.ts';
import type { Sql } from '../../../../electron/books/sqlite/sql.ts';
import { openSyncBooks } from '../../../../electron/books/sqlite/sync-books.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { startChild } from '../../../support/start-child.ts';
import { account, everything, temporaryBooks, write } from './samples.ts';

const { file, open } = temporaryBooks();
const child = new URL('../../../support/books-child.ts', import.meta.url);

const raw = <T>(work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(file());
  try {
    return work(db);
  } finally {
    db.close();
  }
};

const withSql = <T>(work: (sql: Sql) => T): T => {
  const sql = must(openFile(file()));
  try {
    return work(sql);
  } finally {
    sql.close();
  }
};

describe('books', () => {
  it('are made from nothing, under their version and their mark', () => {
    open().close();
    raw((db) => {
      expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION });
      expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
      expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: APPLICATION_ID });
      const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
      expect(tables.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['accounts', 'inputs', 'movements', 'reservations', 'journal']),
      );
    });
  });

  it('are written through to the disk before a commit is answered', () => {
    withSql((sql) => {
      expect(sql.get('PRAGMA synchronous')).toEqual({ synchronous: 2n });
      expect(sql.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1n });
      expect(sql.get('PRAGMA locking_mode')).toEqual({ locking_mode: 'exclusive' });
    });
  });

  it('are opened again with what was in them', () => {
    const books = open();
    write(books, ...account(1));
    books.close();
    expect(open().accounts.list(everything, null).total).toBe(1);
  });

  it('are strict: text in the place of an amount is refused by SQLite itself', () => {
    open().close();
    raw((db) => {
      expect(() => db.exec("INSERT INTO deposit_quarters VALUES (1, 'many', '0')")).toThrow(
        /cannot store TEXT/,
      );
    });
  });
});

describe('books are refused', () => {
  it.each([
    ['file-newer', SCHEMA_VERSION + 1],
    ['file-newer', 2 ** 31 - 1],
    ['file-older', SCHEMA_VERSION - 1],
    ['file-older', 1],
  ])('as %s that another Sallyport made (version %i), and nothing in them is changed', (code, version) => {
    open().close();
    raw((db) => db.exec(`PRAGMA user_version = ${version}`));
    const before = contents();
    expect(codeOf(openSyncBooks(file()))).toBe(code);
    expect(contents()).toEqual(before);
    expect(codeOf(openSyncBooks(file())), 'and the file is not kept open').toBe(code);
  });

  it('that are another kind of file', () => {
    writeFileSync(file(), 'this is not a database, whatever its name says'.repeat(100));
    const before = contents();
    expect(codeOf(openSyncBooks(file()))).toBe('store-damaged');
    expect(contents()).toEqual(before);
  });

  it('that are a folder', () => {
    expect(codeOf(openSyncBooks(path.dirname(file())))).toBe('store-damaged');
  });

  it.each([
    ['without a mark', ''],
    ['with a mark of its own', 'PRAGMA application_id = 7;'],
    ['with our version number', `PRAGMA user_version = ${SCHEMA_VERSION};`],
    ['with a write-ahead log', 'PRAGMA journal_mode = WAL;'],
  ])("of another program, %s: nothing of it is changed to the byte, nor its log's files", (_, pragmas) => {
    const theirs = new DatabaseSync(file());
    theirs.exec(`${pragmas} CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('theirs')`);
    const before = contents();
    expect(codeOf(openSyncBooks(file()))).toBe('store-foreign');
    expect(contents()).toEqual(before);
    theirs.close();
  });

  it('whose folder is gone', () => {
    expect(codeOf(openSyncBooks(path.join(path.dirname(file()), 'gone', 'treasury.sqlite')))).toBe(
      'store-read-only',
    );
  });

  it('damaged in their middle: at the opening, or when they are read whole', () => {
    const books = open();
    for (let number = 0; number < 500; number++) write(books, ...account(number));
    books.close();
    const bytes = readFileSync(file());
    bytes.fill(0xa5, 8192, bytes.length - 4096);
    writeFileSync(file(), bytes);
    const opened = openSyncBooks(file());
    expect(codeOf(opened.ok ? opened.value.check() : opened)).toBe('store-damaged');
    if (opened.ok) opened.value.close();
  });

  it('damaged where an opening does not look, when they are read whole: by a page, and by its list of rows', () => {
    const books = open();
    for (let number = 0; number < 500; number++) write(books, ...account(number));
    books.close();
    const whole = readFileSync(file());
    const pageOf = (table: string) =>
      raw((db) =>
        Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.['rootpage']),
      );
    const start = (pageOf('addresses_by_time') - 1) * 4096;
    for (const [from, to] of [
      [start, start + 4096],
      [start + 12, start + 40],
    ]) {
      writeFileSync(file(), Buffer.from(whole).fill(0xa5, from, to));
      const opened = must(openSyncBooks(file()));
      expect(codeOf(opened.check())).toBe('store-damaged');
      opened.close();
    }
    writeFileSync(file(), whole);
    expect(codeOf(open().check())).toBe('accepted');
  });

  it('cut short: at the opening, or when they are read whole', () => {
    open().close();
    writeFileSync(file(), readFileSync(file()).subarray(0, 5000));
    const opened = openSyncBooks(file());
    expect(codeOf(opened.ok ? opened.value.check() : opened)).toBe('store-damaged');
    if (opened.ok) opened.value.close();
  });

  it('while they are open in this process', () => {
    open();
    expect(codeOf(openSyncBooks(file()))).toBe('treasury-in-use');
  });

  it('while a second process has them, and open when that one was killed', async () => {
    const holder = startChild(child, [file(), 'hold']);
    await holder.started;
    expect(holder.output()).toBe('open\n');
    expect(codeOf(openSyncBooks(file()))).toBe('treasury-in-use');
    await holder.kill();
    open();
  });

  it('where other tables are in their place, which stay as they were', () => {
    raw((db) => db.exec(`PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE movements (mine TEXT)`));
    expect(codeOf(openSyncBooks(file()))).toBe('store-foreign-schema');
    raw((db) => {
      expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 0 });
      expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'movements' }]);
    });
  });
});

describe('books that are whole', () => {
  it('are found so', () => {
    const books = open();
    write(books, ...account(1));
    expect(codeOf(books.check())).toBe('accepted');
  });
});

/** Everything in the folder, byte for byte. */
function contents(): readonly (readonly [string, string])[] {
  const folder = path.dirname(file());
  return readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('hex')]);
}
