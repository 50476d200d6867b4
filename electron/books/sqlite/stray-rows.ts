import type { Difference } from '../books-check.ts';
import { int, type Sql } from './sql.ts';

/** Tables whose rows are numbered from 1 on, in the order in which they came. */
const numbered = ['accounts', 'addresses', 'deposits', 'movements'] as const;

/**
 * Rows with a number below 1. Whoever follows the journal from its first entry, or reads a table from its first row on, never meets
 * them: a deposit to an address of such a row would be passed over. Other lists show them.
 */
export const strayRows = (sql: Sql): readonly Difference[] => [
  ...below(sql, 'journal', 'seq').map(
    (key): Difference => ({ kind: 'row', table: 'journal', key, what: 'invented', columns: [] }),
  ),
  ...numbered.flatMap((table) =>
    below(sql, table, 'row').map(
      (key): Difference => ({ kind: 'row', table, key, what: 'changed', columns: ['row'] }),
    ),
  ),
];

const below = (sql: Sql, table: string, number: string): readonly string[] =>
  sql
    .all(`SELECT ${number} AS number FROM ${table} WHERE ${number} < 1 ORDER BY ${number}`)
    .map((row) => String(int(row['number'])));

/** Takes those of the journal away; tables are made anew. */
export function removeStrayRows(sql: Sql): void {
  sql.run('DELETE FROM journal WHERE seq < 1');
}
