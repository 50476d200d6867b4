import type { Difference } from '../books-check.ts';
import { exactSum, exactSumOf, int, type Sql, str, sum } from './sql.ts';

/** Compares the figures that are kept of what follows from the journal: how many rows lists have, and sums of deposits. */
export function compareCounts(living: Sql, rebuilt: Sql): readonly Difference[] {
  const [ours, theirs] = [countsOf(living), countsOf(rebuilt)];
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])];
  const differences = keys
    .filter((key) => (ours.get(key) ?? 0) !== (theirs.get(key) ?? 0))
    .map((key) => changed('counts', key, 'rows'));
  return depositsOf(living) === finalOf(living)
    ? differences
    : [...differences, changed('deposit_quarters', 'all', 'total')];
}

const changed = (table: string, key: string, column: string): Difference => ({
  kind: 'row',
  table,
  key,
  what: 'changed',
  columns: [column],
});

/** Deposits that are only seen are facts beside the journal. */
function countsOf(sql: Sql): ReadonlyMap<string, number> {
  const rows = sql.all(
    "SELECT list, filter, rows FROM counts WHERE NOT (list = 'deposits' AND filter = 'seen')",
  );
  return new Map(rows.map((row) => [`${str(row['list'])} ${str(row['filter'])}`, int(row['rows'])]));
}

/** All quarters together. */
function depositsOf(sql: Sql): string {
  const rows = sql.all('SELECT deposits, total FROM deposit_quarters');
  const count = rows.reduce((all, row) => all + int(row['deposits']), 0);
  return `${count} ${rows.reduce((all, row) => all + sum(row['total']), 0n)}`;
}

function finalOf(sql: Sql): string {
  const row = sql.get(
    `SELECT COUNT(*) AS n, ${exactSum('units')} AS total FROM deposits WHERE state = 'final'`,
  );
  return `${int(row?.['n'])} ${exactSumOf(row?.['total'])}`;
}
