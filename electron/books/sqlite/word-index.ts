import type { Sql } from './sql.ts';

/** The index of the words of a table's rows, and the triggers that keep it like the rows, whoever changes them. */
export interface WordIndex {
  readonly table: string;
  /** The virtual table to MATCH in; its rowid is the row's number. */
  readonly words: string;
  readonly index: string;
  readonly triggers: readonly { readonly name: string; readonly sql: string }[];
}

/**
 * An index over columns that stay in their own table (https://www.sqlite.org/fts5.html#external_content_tables). The texts
 * are folded by `core/search/found-by.ts`, so letters are compared as they are.
 */
export function wordIndex(table: string, row: string, columns: readonly string[]): WordIndex {
  const words = `${table}_words`;
  const names = columns.join(', ');
  const values = (of: 'new' | 'old') => [row, ...columns].map((column) => `${of}.${column}`).join(', ');
  const add = `INSERT INTO ${words} (rowid, ${names}) VALUES (${values('new')});`;
  const remove = `INSERT INTO ${words} (${words}, rowid, ${names}) VALUES ('delete', ${values('old')});`;
  const trigger = (name: string, when: string, work: string) => ({
    name: `${words}_${name}`,
    sql: `CREATE TRIGGER ${words}_${name} AFTER ${when} ON ${table} BEGIN ${work} END;`,
  });
  return {
    table,
    words,
    index: `CREATE VIRTUAL TABLE ${words} USING fts5 (${names}, content = '${table}', content_rowid = '${row}', tokenize = 'trigram case_sensitive 1');`,
    triggers: [
      trigger('added', 'INSERT', add),
      trigger('changed', `UPDATE OF ${names}`, `${remove} ${add}`),
      trigger('gone', 'DELETE', remove),
    ],
  };
}

/** Changes rows of a table by `work` without its index, and makes that again: cheaper where many rows change. */
export function withoutWords({ words, triggers }: WordIndex, sql: Sql, work: () => void): void {
  for (const { name } of triggers) sql.exec(`DROP TRIGGER ${name}`);
  work();
  makeWordsAnew({ words }, sql);
  for (const trigger of triggers) sql.exec(trigger.sql);
}

/** SQLite's codes of an index that is wrong or cannot be read; FTS5 has the first one for a file of a form that it does not know. */
const WRONG: readonly number[] = [1, 11];

/** Whether SQLite could not read what is in the file, and not the disk. */
export const isWrongContent = (error: unknown): error is Error =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  WRONG.includes(error.errcode & 0xff);

/**
 * Whether an index has the words of its rows, those alone, and each where it stands: SQLite compares a sum over all of them
 * (https://www.sqlite.org/fts5.html#the_integrity_check_command). `PRAGMA integrity_check` does not compare it with the rows.
 */
export function hasWordsOfRows({ words }: WordIndex, sql: Sql): boolean {
  try {
    sql.exec(`INSERT INTO ${words} (${words}, rank) VALUES ('integrity-check', 1)`);
    return true;
  } catch (error) {
    if (isWrongContent(error)) return false;
    throw error;
  }
}

/** Makes an index of the words of its rows. */
export const makeWordsAnew = ({ words }: Pick<WordIndex, 'words'>, sql: Sql): void =>
  sql.exec(`INSERT INTO ${words} (${words}) VALUES ('rebuild')`);

/** Which words are in which rows, by table. */
export const wordIndexes = {
  accounts: wordIndex('accounts', 'row', ['found_by']),
  addresses: wordIndex('addresses', 'row', ['found_by']),
  deposits: wordIndex('deposits', 'row', ['found_by']),
  movements: wordIndex('movements', 'row', ['found_by', 'recipient']),
  journal: wordIndex('journal', 'seq', ['found_by']),
} as const;
