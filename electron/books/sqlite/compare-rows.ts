import { canonicalJson } from '../../core/canonical-json.ts';
import { isJsonValue } from '../../core/json.ts';
import type { Difference } from '../books-check.ts';
import type { Compared } from './derived-tables.ts';
import { type Row, type Sql, storedJson, textOf } from './sql.ts';

type Value = string | bigint | null | Uint8Array;
type Key = readonly Value[];

/** Rows that are compared at once: some milliseconds. */
const PAGE = 200;

/** How far a table is compared: after this key; `start` before the first. */
export type Place = Key | 'start' | 'end';

/**
 * Compares one page of a table with the same range of the table that was made from the journal.
 * @returns what differs, and where to go on
 */
export function comparePage(
  living: Sql,
  rebuilt: Sql,
  table: Compared,
  after: Exclude<Place, 'end'>,
): { readonly differences: readonly Difference[]; readonly next: Place } {
  const from = after === 'start' ? null : after;
  const theirs = rowsOf(rebuilt, table, { from, to: null, limit: PAGE });
  const to = theirs.length < PAGE ? null : lastKey(theirs, table);
  const ours = rowsOf(living, table, { from, to, limit: PAGE + 1 });
  // More rows in between than the journal has: the range ends where this page of them does.
  const end = ours.length <= PAGE ? to : lastKey(ours, table);
  const expected = end === to ? theirs : rowsOf(rebuilt, table, { from, to: end, limit: PAGE + 1 });
  const isLast = end === null || end.some(isNoText);
  return { differences: compareRows(table, ours, expected), next: isLast ? 'end' : end };
}

/** Bytes that are no UTF-8 are read as another text than they are sorted by: no page goes on from such a key. */
const isNoText = (value: Value): boolean => typeof value === 'string' && value.includes('\uFFFD');

function rowsOf(
  sql: Sql,
  { table, key, columns, where }: Compared,
  { from, to, limit }: { readonly from: Key | null; readonly to: Key | null; readonly limit: number },
): readonly Row[] {
  const names = key.join(', ');
  const places = key.map(() => '?').join(', ');
  return sql.all(
    `SELECT ${[...key, ...columns].join(', ')} FROM ${table} WHERE ${where}
     ${from === null ? '' : `AND (${names}) > (${places})`} ${to === null ? '' : `AND (${names}) <= (${places})`}
     ORDER BY ${names} LIMIT ${limit}`,
    ...(from ?? []),
    ...(to ?? []),
  );
}

const keyOf = (row: Row, { key }: Compared): Key => key.map((name) => row[name] ?? null);
const lastKey = (rows: readonly Row[], table: Compared): Key => keyOf(rows.at(-1) ?? {}, table);

function compareRows(table: Compared, ours: readonly Row[], theirs: readonly Row[]): readonly Difference[] {
  const named = (row: Row) => keyOf(row, table).map(String).join(' ');
  const expected = new Map(theirs.map((row) => [named(row), row]));
  const differences: Difference[] = [];
  const add = (key: string, what: 'missing' | 'invented' | 'changed', columns: readonly string[] = []) =>
    differences.push({ kind: 'row', table: table.table, key, what, columns });
  for (const row of ours) {
    const key = named(row);
    const other = expected.get(key);
    expected.delete(key);
    if (other === undefined) add(key, 'invented');
    else {
      const columns = table.columns.filter((name) => !sameContent(row[name], other[name]));
      if (columns.length > 0) add(key, 'changed', columns);
    }
  }
  for (const key of expected.keys()) add(key, 'missing');
  return differences;
}

/**
 * Earlier Sallyports wrote the members of a document in another order; it says the same. One that is longer has a member twice,
 * of which SQLite reads the first and everybody else the last.
 */
function sameContent(a: Value | undefined, b: Value | undefined): boolean {
  if (sameValue(a, b)) return true;
  if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return false;
  return a.length === b.length && canonicalText(a) === canonicalText(b);
}

/** Null for what is no document. */
function canonicalText(stored: Uint8Array): string | null {
  const json = storedJson(textOf(stored));
  return isJsonValue(json) ? canonicalJson(json) : null;
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}
