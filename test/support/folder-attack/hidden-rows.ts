import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const own = { defensive: false, enableForeignKeyConstraints: false };

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly rootpage: number;
  readonly sql: string | null;
}

/**
 * Puts rows into a table of a closed database and into one of its indexes, and keeps them from all others: lists by that
 * index show them, and nothing that reads the table by its key meets them. The schema is as it was.
 * @param unique the words of the table that make the index of its key
 */
export function plantHiddenRows(
  folder: string,
  { table, index, unique, sql }: Record<'table' | 'index' | 'unique' | 'sql', string>,
): void {
  const file = path.join(folder, 'treasury.sqlite');
  const others = `type = 'index' AND tbl_name = '${table}' AND name <> '${index}'`;
  const text = `SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '${table}'`;
  const db = new DatabaseSync(file, own);
  db.exec('PRAGMA writable_schema = ON');
  const hidden = db.prepare(`SELECT * FROM sqlite_schema WHERE ${others}`).all() as unknown as SchemaRow[];
  const before = String(db.prepare(text).get()?.['sql']);
  db.exec(`DELETE FROM sqlite_schema WHERE ${others}`);
  db.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?').run(before.replace(unique, ''), table);
  db.close();
  const planting = new DatabaseSync(file, own);
  planting.exec(sql);
  planting.close();
  const after = new DatabaseSync(file, own);
  after.exec('PRAGMA writable_schema = ON');
  after.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?').run(before, table);
  const put = after.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)');
  for (const row of hidden) put.run(row.type, row.name, row.tbl_name, row.rootpage, row.sql);
  after.close();
}
