import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID } from '../../../../electron/books/sqlite/open-file.ts';
import { SCHEMA_VERSION, schema } from '../../../../electron/books/sqlite/schema.ts';
import { openSyncBooks } from '../../../../electron/books/sqlite/sync-books.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { account, temporaryBooks, write } from './samples.ts';

const { file, open } = temporaryBooks();

/** Books with something in them, closed and then edited by another program. */
function edited(statements: string): void {
  const books = open();
  write(books, ...account(1));
  books.close();
  const db = new DatabaseSync(file(), { defensive: false });
  db.exec(statements);
  db.close();
}

/** Everything in the folder, byte for byte. */
const contents = () => {
  const folder = path.dirname(file());
  return readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('hex')]);
};

const attacks = [
  [
    'a trigger that undoes rejections as they are written',
    `CREATE TRIGGER undo AFTER INSERT ON rejections BEGIN DELETE FROM rejections; END`,
  ],
  [
    'a trigger that swaps an address when it is issued',
    `CREATE TRIGGER swap AFTER UPDATE ON addresses BEGIN UPDATE addresses SET vault_id = 'x'; END`,
  ],
  ['a view', 'CREATE VIEW approved AS SELECT * FROM movements'],
  ['a table of somebody else', 'CREATE TABLE notes (text TEXT)'],
  ['an index', 'CREATE UNIQUE INDEX one_only ON rejections (vault_id)'],
  ['an index that is gone', 'DROP INDEX rejections_unsealed'],
  [
    'an index of the same name on less',
    'DROP INDEX rejections_unsealed; CREATE INDEX rejections_unsealed ON rejections (vault_id)',
  ],
  ['a column more', 'ALTER TABLE movements ADD COLUMN extra TEXT'],
  [
    'a table without its checks',
    'DROP TABLE password_failures; CREATE TABLE password_failures (owner_id TEXT)',
  ],
  ['a view in the place of a table', 'DROP TABLE cursor; CREATE VIEW cursor AS SELECT 1 AS only_one'],
  [
    'a setting with which an index of words takes nothing more in',
    "UPDATE journal_words_config SET v = 9 WHERE k = 'version'",
  ],
  ['a setting more', "INSERT INTO movements_words_config VALUES ('pgsz', 60000)"],
  ['a version set back to none', 'PRAGMA user_version = 0'],
  [
    'a planted trigger in another journal mode',
    'CREATE TRIGGER t AFTER DELETE ON approvals BEGIN SELECT 1; END; PRAGMA journal_mode = DELETE',
  ],
] as const;

describe('books are refused before anything is read, and nothing in them is changed, with', () => {
  it.each(attacks)('%s', (_, statements) => {
    edited(statements);
    const before = contents();
    const opened = openSyncBooks(file());
    expect(codeOf(opened)).toBe('store-foreign-schema');
    expect(contents()).toEqual(before);
    expect(codeOf(openSyncBooks(file())), 'and the file is not kept open').toBe('store-foreign-schema');
  });

  it('the name of what differs in the refusal, quoted', () => {
    edited('CREATE VIEW "\u001b[2Jwhole" AS SELECT 1');
    const opened = openSyncBooks(file());
    expect(opened).toMatchObject({ code: 'store-foreign-schema' });
    expect(opened.ok ? '' : opened.message).toContain('"view \\u001b[2Jwhole of \\u001b[2Jwhole"');
  });
});

it('books that were only used are opened', () => {
  edited('UPDATE accounts SET issued = issued');
  open();
});

it('our tables in another encoding, in which no index could read an entry, are refused', () => {
  open().close();
  rmSync(file());
  const db = new DatabaseSync(file());
  db.exec(`PRAGMA encoding = 'UTF-16le'; PRAGMA application_id = ${APPLICATION_ID}`);
  db.exec(schema);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  db.close();
  expect(codeOf(openSyncBooks(file()))).toBe('store-foreign-schema');
});
