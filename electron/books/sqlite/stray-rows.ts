import type { Difference } from '../books-check.ts';
import { int, type Sql } from './sql.ts';

/**
 * Rows of the journal with a number below 1. Whoever follows it from its first entry on never meets them; other lists show them.
 */
export const strayRows = (sql: Sql): readonly Difference[] =>
  sql.all('SELECT seq FROM journal WHERE seq < 1 ORDER BY seq').map((row) => ({
    kind: 'row',
    table: 'journal',
    key: String(int(row['seq'])),
    what: 'invented',
    columns: [],
  }));

/** Takes them away. */
export function removeStrayRows(sql: Sql): void {
  sql.run('DELETE FROM journal WHERE seq < 1');
}
