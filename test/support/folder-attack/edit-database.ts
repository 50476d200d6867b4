import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Draws a whole number from 0 to one less than `below`. */
export type Draw = (below: number) => number;

export const pick = <T>(draw: Draw, of: readonly T[]): T => {
  const found = of[draw(of.length)];
  if (found === undefined) throw new Error('expected something to pick from');
  return found;
};

type Row = Record<string, SQLInputValue>;

/** Tables that decide most, so that most edits fall on them. */
const favourites = [
  'movements',
  'movements',
  'approvals',
  'rejections',
  'transactions',
  'proposals',
  'addresses',
  'addresses',
  'accounts',
  'inputs',
  'reservations',
  'journal',
  'journal',
  'cursor',
  'facts',
  'ledger_proof',
];

/** Words that mean something in some column. */
const words = [
  'queued',
  'proposed',
  'approved',
  'signed',
  'sent',
  'final',
  'rejected',
  'withdrawal',
  'sweep',
];

/**
 * One change of a treasury's database by somebody who can write the closed file, and who knows its tables.
 * @param older an earlier database of the same treasury
 * @returns what was done, in words
 */
export function editDatabase(file: string, older: string, draw: Draw): string {
  // The tables behind the indexes of words are edited as all others.
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false, defensive: false });
  try {
    db.exec('PRAGMA ignore_check_constraints = ON');
    const present = tablesOf(db);
    const table = draw(4) > 0 ? pick(draw, favourites) : pick(draw, present);
    if (!present.includes(table)) return 'nothing';
    return pick(draw, edits)(db, table, { draw, older });
  } catch (error) {
    // What SQLite itself refuses, such as a second row of one key, is no attack.
    return `nothing: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    db.close();
  }
}

interface Means {
  readonly draw: Draw;
  readonly older: string;
}

type Edit = (db: DatabaseSync, table: string, means: Means) => string;

const edits: readonly Edit[] = [
  changeColumn,
  changeColumn,
  changeColumn,
  changeColumn,
  takeColumnOfAnother,
  takeColumnOfAnother,
  swapColumns,
  deleteRows,
  deleteRows,
  insertCopy,
  rollBackTable,
  rollBackTable,
  plantSchema,
];

function changeColumn(db: DatabaseSync, table: string, { draw }: Means): string {
  const row = anyRow(db, table, draw);
  if (row === null) return 'nothing';
  const [column, value] = pick(draw, Object.entries(row.values));
  const next = altered(value, draw);
  set(db, table, { row, column, value: next });
  return `${table}.${column} of a row from ${shown(value)} to ${shown(next)}`;
}

function takeColumnOfAnother(db: DatabaseSync, table: string, { draw }: Means): string {
  const [one, other] = [anyRow(db, table, draw), anyRow(db, table, draw)];
  if (one === null || other === null) return 'nothing';
  const column = pick(draw, Object.keys(one.values));
  const value = other.values[column] ?? null;
  set(db, table, { row: one, column, value });
  return `${table}.${column} of a row from ${shown(one.values[column] ?? null)} to another row's ${shown(value)}`;
}

function swapColumns(db: DatabaseSync, table: string, { draw }: Means): string {
  const [one, other] = [anyRow(db, table, draw), anyRow(db, table, draw)];
  if (one === null || other === null) return 'nothing';
  const column = pick(draw, Object.keys(one.values));
  // A unique column is swapped by way of a third value.
  set(db, table, { row: one, column, value: `third ${draw(2 ** 30)}` });
  set(db, table, { row: other, column, value: one.values[column] ?? null });
  set(db, table, { row: one, column, value: other.values[column] ?? null });
  return `${table}.${column} of two rows swapped`;
}

function deleteRows(db: DatabaseSync, table: string, { draw }: Means): string {
  if (draw(8) === 0) {
    db.exec(`DELETE FROM ${table}`);
    return `every row of ${table} deleted`;
  }
  const row = anyRow(db, table, draw);
  if (row === null) return 'nothing';
  db.prepare(`DELETE FROM ${table} WHERE ${row.where}`).run(...row.key);
  return `a row of ${table} deleted`;
}

function insertCopy(db: DatabaseSync, table: string, { draw }: Means): string {
  const row = anyRow(db, table, draw);
  if (row === null) return 'nothing';
  const columns = Object.keys(row.values);
  const values = columns.map((column) =>
    draw(3) === 0 ? altered(row.values[column] ?? null, draw) : (row.values[column] ?? null),
  );
  const places = columns.map(() => '?').join(', ');
  db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(...values);
  return `a copy of a row of ${table} inserted, changed`;
}

function rollBackTable(db: DatabaseSync, table: string, { older }: Means): string {
  db.prepare('ATTACH ? AS older').run(older);
  db.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM older.${table}`);
  return `${table} as it was earlier`;
}

function plantSchema(db: DatabaseSync, table: string, { draw }: Means): string {
  const planted = pick(draw, [
    `CREATE TRIGGER planted AFTER INSERT ON ${table} BEGIN DELETE FROM rejections; END`,
    `CREATE TRIGGER planted AFTER UPDATE ON movements BEGIN UPDATE movements SET state = 'approved' WHERE state = 'rejected'; END`,
    `CREATE INDEX planted ON ${table} (rowid)`,
    'DROP INDEX movements_open',
    `CREATE VIEW planted AS SELECT * FROM ${table}`,
  ]);
  db.exec(planted);
  return planted;
}

interface Found {
  /** Which row it is, as a condition, with the values of its places. */
  readonly where: string;
  readonly key: readonly SQLInputValue[];
  readonly values: Row;
}

function anyRow(db: DatabaseSync, table: string, draw: Draw): Found | null {
  const names = keyOf(db, table);
  const where = names.map((name) => `${name} IS ?`).join(' AND ');
  const places = names.map((name, i) => `${name} AS place_${i}`).join(', ');
  const rows = db.prepare(`SELECT ${places}, * FROM ${table}`).all() as Row[];
  if (rows.length === 0) return null;
  const row = pick(draw, rows);
  const key = names.map((_, i) => row[`place_${i}`] ?? null);
  const values = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('place_')));
  return { where, key, values };
}

/** What names a row: its number, or in a table without numbers the columns of its key. */
function keyOf(db: DatabaseSync, table: string): readonly string[] {
  const listed = db.prepare("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?").get(table);
  if (listed?.['wr'] !== 1) return ['rowid'];
  const key = db.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').all(table);
  return key.map(({ name }) => String(name));
}

function set(
  db: DatabaseSync,
  table: string,
  { row, column, value }: { readonly row: Found; readonly column: string; readonly value: SQLInputValue },
): void {
  db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${row.where}`).run(value, ...row.key);
}

/** Another value of the same type, most often one that could stand there. */
function altered(value: SQLInputValue, draw: Draw): SQLInputValue {
  if (value === null) return pick<SQLInputValue>(draw, [0, 1, '', 'approved']);
  if (typeof value === 'number' || typeof value === 'bigint') {
    return pick<SQLInputValue>(draw, [0, 1, Number(value) + 1, Number(value) - 1, Number(value) * 2, null]);
  }
  if (typeof value === 'string') {
    if (draw(3) === 0) return pick(draw, words);
    return oneSignChanged(value, draw);
  }
  const text = Buffer.from(value as Uint8Array).toString('utf8');
  return Buffer.from(oneSignChanged(text, draw));
}

/** A digit for a digit and a letter for a letter, so that the text keeps its shape. */
function oneSignChanged(text: string, draw: Draw): string {
  if (text.length === 0) return 'x';
  const at = draw(text.length);
  const next = /[0-9a-f]/.test(text[at] ?? '')
    ? pick(draw, [...'0123456789abcdef'])
    : pick(draw, [...'xyz{}":']);
  return text.slice(0, at) + next + text.slice(at + 1);
}

const tablesOf = (db: DatabaseSync): string[] =>
  (
    db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").all() as {
      name: string;
    }[]
  ).map(({ name }) => name);

const shown = (value: SQLInputValue): string =>
  value instanceof Uint8Array ? `${value.length} bytes` : String(value).slice(0, 40);
