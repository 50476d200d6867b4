import { parseEntry } from '../../core/journal/journal-entry.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { entryBytes, journalColumns } from './append.ts';
import type { Audit } from './audit.ts';
import { derivedTables } from './derived-tables.ts';
import { journalRows, type Replay } from './replay.ts';
import { type Sql, storedJson, textOf } from './sql.ts';
import { removeStrayRows } from './stray-rows.ts';
import { withoutWords, wordIndexes } from './word-index.ts';

/**
 * Puts the tables that the check has made in the place of the living ones. It runs inside of the transaction of a commit.
 * @param facts with the facts that are kept, or without them: then these are deleted, and every address that was given
 * out is marked to be read from the node again
 * @returns refuses `books-being-checked` where the check is not over, `books-differ` where it has found another case
 */
export function putTables(sql: Sql, audit: Audit, facts: 'kept' | 'anew'): Result<void> {
  const remade = audit.remade();
  if (remade === null) {
    return refuse('books-being-checked', 'expected a check that is over, from a journal that is whole');
  }
  if (remade.facts !== facts) {
    return refuse('books-differ', `expected tables to be made with facts ${remade.facts}, got ${facts}`);
  }
  const refusal = audit.catchUp(remade.replay);
  if (refusal !== null) return refusal;
  sql.exec('PRAGMA defer_foreign_keys = ON');
  removeStrayRows(sql);
  mendJournal(sql, remade.journalRows);
  for (const { table, journaled } of derivedTables) {
    // What is no table of the journal stays as it is known, or is read again, where facts cannot be believed.
    if (facts === 'anew' && journaled === null && table !== 'inputs') continue;
    copyTable(sql, remade.replay, table);
  }
  if (facts === 'anew') sql.run('DELETE FROM facts');
  return ok(undefined);
}

/** Every address that was given out, to be read from the node again. */
export const issuedAddresses = (sql: Sql): readonly string[] =>
  sql
    .all('SELECT address FROM addresses WHERE issued_at IS NOT NULL ORDER BY address')
    .map((row) => String(row['address']));

/** The columns beside entries are written again from the entries themselves. */
function mendJournal(sql: Sql, seqs: readonly number[]): void {
  for (const seq of seqs) {
    const [row] = journalRows(sql, seq - 1, 1);
    const entry = row && parseEntry(storedJson(textOf(row['entry'])));
    if (!entry?.ok) continue;
    const columns = { ...journalColumns(entry.value), entry: entryBytes(entry.value) };
    sql.run(
      `UPDATE journal SET ${Object.keys(columns)
        .map((name) => `${name} = ?`)
        .join(', ')} WHERE seq = ?`,
      ...Object.values(columns),
      seq,
    );
  }
}

const PAGE = 1_000;

function copyTable(sql: Sql, replay: Replay, table: string): void {
  const words = Object.values(wordIndexes).find((index) => index.table === table);
  if (words) withoutWords(words, sql, () => copyRows(sql, replay, table));
  else copyRows(sql, replay, table);
}

function copyRows(sql: Sql, { sql: remade }: Replay, table: string): void {
  sql.run(`DELETE FROM ${table}`);
  for (let after = 0n; ; ) {
    const rows = remade.all(
      `SELECT rowid AS row_number, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`,
      after,
    );
    for (const { row_number: number, ...columns } of rows) {
      const names = Object.keys(columns);
      sql.run(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...Object.values(columns),
      );
      after = number as bigint;
    }
    if (rows.length < PAGE) return;
  }
}
