import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID, Database, likePattern } from '../../../../electron/books/sqlite/database.ts';
import { firstDay } from '../../../../electron/books/sqlite/migrations/0001-first-day.ts';
import { openStore } from '../../../../electron/books/sqlite/store.ts';
import { codeOf, unwrap, uuid } from '../../../support/signer-fixture.ts';
import { startChild } from '../../../support/start-child.ts';
import { addAddress, everything, temporaryStore } from './samples.ts';

const { file, open } = temporaryStore();
const migrations = readdirSync(new URL('../../../../electron/books/sqlite/migrations', import.meta.url));
const child = new URL('../../../support/signer-store-child.ts', import.meta.url);

const raw = <T>(work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(file());
  try {
    return work(db);
  } finally {
    db.close();
  }
};

describe('a database', () => {
  it('is made from nothing, with every migration', () => {
    open().close();
    raw((db) => {
      expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
      expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
      expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: APPLICATION_ID });
      const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
      const names = tables.map((table) => table['name']);
      expect(names).toEqual(
        expect.arrayContaining(['accounts', 'coins', 'movements', 'reservations', 'journal']),
      );
    });
  });

  it('of the first version is brought up to date with what is in it', () => {
    raw((db) => {
      db.exec(firstDay);
      db.exec(`PRAGMA user_version = 1; PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(`INSERT INTO accounts VALUES ('${uuid(1)}', 0, 'Ops float', 'ops float', 5)`);
      db.exec("INSERT INTO cursor VALUES (1, '12', 5)");
    });
    const store = open();
    expect(store.accounts.get(uuid(1), 0)).toMatchObject({ alias: 'Ops float', createdAt: 5 });
    expect(store.cursor.get()).toEqual({ next: 12n, asOf: 5, digest: null });
    store.close();
    raw((db) => {
      expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    });
  });

  it('is opened again with what was in it', () => {
    const store = open();
    addAddress(store, 1);
    store.close();
    expect(open().accounts.list(everything, null).total).toBe(1);
  });

  it('is strict: text in the place of an amount is refused by SQLite itself', () => {
    open().close();
    raw((db) => {
      expect(() => db.exec("INSERT INTO retired_vaults VALUES ('v', 'many')")).toThrow(/cannot store TEXT/);
    });
  });
});

describe('a database is refused', () => {
  it('made by a newer Sallyport, and nothing in it is changed', () => {
    open().close();
    raw((db) => db.exec('PRAGMA user_version = 99'));
    const before = readFileSync(file());
    expect(codeOf(openStore(file()))).toBe('store-version');
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(codeOf(openStore(file())), 'and not held').toBe('store-version');
  });

  it('that is another kind of file', () => {
    writeFileSync(file(), 'this is not a database, whatever its name says'.repeat(100));
    const before = readFileSync(file());
    expect(codeOf(openStore(file()))).toBe('store-damaged');
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it.each([
    ['without a mark', ''],
    ['with a mark of its own', 'PRAGMA application_id = 7;'],
    ['with our version number', 'PRAGMA user_version = 3;'],
    ['with a write-ahead log', 'PRAGMA journal_mode = WAL;'],
  ])("of another program, %s: it is left alone to the byte, and so are its log's files", (_, pragmas) => {
    const theirs = new DatabaseSync(file());
    theirs.exec(`${pragmas} CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('theirs')`);
    const folder = path.dirname(file());
    const contents = () =>
      readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('hex')]);
    const before = contents();
    expect(codeOf(openStore(file()))).toBe('store-foreign');
    expect(contents()).toEqual(before);
    theirs.close();
  });

  it('damaged in its middle', () => {
    const store = open();
    store.transaction(() => {
      for (let number = 0; number < 500; number++) addAddress(store, number);
    });
    store.close();
    const bytes = readFileSync(file());
    bytes.fill(0xa5, 8192, bytes.length - 4096);
    writeFileSync(file(), bytes);
    expect(codeOf(openStore(file()))).toBe('store-damaged');
  });

  it('cut short', () => {
    open().close();
    writeFileSync(file(), readFileSync(file()).subarray(0, 5000));
    expect(codeOf(openStore(file()))).toBe('store-damaged');
  });

  it('while it is open in this process', () => {
    open();
    expect(codeOf(openStore(file()))).toBe('treasury-in-use');
  });

  it('while a second process holds it, and opens when that one was killed', async () => {
    const holder = startChild(child, [file(), 'hold']);
    await holder.started;
    expect(codeOf(openStore(file()))).toBe('treasury-in-use');
    await holder.kill();
    open();
  });
});

describe('a transaction', () => {
  it('is whole or nothing', () => {
    const store = open();
    expect(() =>
      store.transaction(() => {
        addAddress(store, 1);
        throw new Error('half way');
      }),
    ).toThrow('half way');
    expect(store.accounts.countIn(store.accounts.all()[0]?.vaultId ?? '')).toBe(0);
    expect(store.transaction(() => 7)).toBe(7);
  });

  it('inside another belongs to it', () => {
    const store = open();
    expect(() =>
      store.transaction(() => {
        store.transaction(() => addAddress(store, 1));
        throw new Error('outer');
      }),
    ).toThrow('outer');
    expect(store.accounts.all()).toEqual([]);
  });

  it('of a killed process leaves nothing behind', () => {
    open().close();
    raw((db) => {
      db.exec('BEGIN IMMEDIATE');
      db.exec("INSERT INTO retired_vaults VALUES ('v', 5)");
    });
    expect(open().vaults.retired()).toEqual(new Set());
  });
});

describe('a migration that fails', () => {
  it('leaves the old version and none of its tables', () => {
    raw((db) => db.exec(`PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE movements (mine TEXT)`));
    expect(codeOf(Database.open(file()))).toBe('store-damaged');
    raw((db) => {
      expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 0 });
      expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'movements' }]);
    });
  });
});

describe('a search text', () => {
  it.each([
    ['50%', '%50\\%%'],
    ['a_b', '%a\\_b%'],
    ['\\', '%\\\\%'],
    ['', '%%'],
  ])('%s is literal', (text, pattern) => {
    expect(likePattern(text)).toBe(pattern);
    const db = unwrap(Database.open(file()));
    const found = db.get("SELECT ? LIKE ? ESCAPE '\\' AS yes", `x${text}y`, pattern);
    expect(found).toEqual({ yes: 1n });
    db.close();
  });
});
