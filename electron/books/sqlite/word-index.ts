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
  sql.exec(`INSERT INTO ${words} (${words}) VALUES ('rebuild')`);
  for (const trigger of triggers) sql.exec(trigger.sql);
}
