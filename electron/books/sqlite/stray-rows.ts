import type { Difference } from '../books-check.ts';
import { int, type Sql } from './sql.ts';

/**
 * Rows of the journal below the first entry. Whoever follows the journal from its first entry never meets them, and lists and
 * histories would show them.
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
