import { DatabaseSync } from 'node:sqlite';
import { checkFileVersion } from '../../core/file-version.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SCHEMA_VERSION, schema } from './schema.ts';
import { Sql, str, strOrNull } from './sql.ts';
import { isWrongContent, wordIndexes } from './word-index.ts';

/** How many objects are named in a refusal. */
const MOST_NAMED = 5;

/**
 * Compares every table, index, view and trigger with those of a fresh database of this version, before anything is read
 * from the tables or written to them: a planted trigger could undo what is written, and a view show what nobody wrote. The settings
 * of the indexes of words are compared too.
 * @returns the version in the file, 0 for one without tables; refuses `file-newer`, `file-older`, `store-foreign-schema`
 */
export function checkSchema(sql: Sql): Result<number> {
  const version = Number(sql.get('PRAGMA user_version')?.['user_version']);
  if (version !== 0) {
    const known = checkFileVersion('treasury.sqlite', version, SCHEMA_VERSION);
    if (!known.ok) return known;
  }
  // Entries are UTF-8, which every index of what is in them reads as the text of this database.
  const encoding = version === 0 ? 'UTF-8' : sql.get('PRAGMA encoding')?.['encoding'];
  if (encoding !== 'UTF-8') {
    return refuse('store-foreign-schema', `expected text as UTF-8, got ${encoding}; nothing was changed`);
  }
  const names = version === 0 ? [...objectsOf(sql).keys()] : differences(sql, freshSchema());
  if (names.length === 0) return ok(version);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return refuse(
    'store-foreign-schema',
    `expected the tables of version ${SCHEMA_VERSION} and nothing else, got a difference in ${names
      .slice(0, MOST_NAMED)
      .map((name) => JSON.stringify(name))
      .join(', ')}${more}; nothing was changed`,
  );
}

interface Schema {
  readonly objects: ReadonlyMap<string, string | null>;
  readonly settings: ReadonlyMap<string, string | null>;
}

let fresh: Schema | null = null;

function freshSchema(): Schema {
  if (fresh) return fresh;
  const sql = new Sql(new DatabaseSync(':memory:'));
  try {
    sql.exec(schema);
    fresh = { objects: objectsOf(sql), settings: settingsOf(sql) };
    return fresh;
  } finally {
    sql.close();
  }
}

/** The names of what is another. Settings are read once their tables are known to be ours. */
function differences(sql: Sql, { objects, settings }: Schema): readonly string[] {
  const others = otherNames(objectsOf(sql), objects);
  return others.length > 0 ? others : otherNames(settingsOf(sql), settings);
}

const otherNames = (
  found: ReadonlyMap<string, string | null>,
  expected: ReadonlyMap<string, string | null>,
): readonly string[] =>
  [...new Set([...expected.keys(), ...found.keys()])].filter(
    (name) => !found.has(name) || !expected.has(name) || found.get(name) !== expected.get(name),
  );

/** Every object by its kind, name and table, with the text that made it; null for the indexes of keys. */
const objectsOf = (sql: Sql): ReadonlyMap<string, string | null> =>
  new Map(
    sql
      .all('SELECT type, name, tbl_name, sql FROM sqlite_schema')
      .map((row) => [
        `${str(row['type'])} ${str(row['name'])} of ${str(row['tbl_name'])}`,
        strOrNull(row['sql']),
      ]),
  );

/** Every setting of the indexes of words: with some of them SQLite writes nothing more, or not what is asked. */
const settingsOf = (sql: Sql): ReadonlyMap<string, string | null> =>
  new Map(
    Object.values(wordIndexes).flatMap(({ words }) =>
      sql
        .all(`SELECT k, v FROM ${words}_config`)
        .map((row) => [`setting ${row['k']} of ${words}`, String(row['v'])] as const),
    ),
  );

/**
 * Reads the whole file: its pages, and every table against its own indexes and words. A row that an index leaves out, or has
 * twice, is shown by one list and not met by another, nor by the check of the rows.
 * @returns null for a file that is whole
 */
export function fileFault(sql: Sql): string | null {
  const fault = (found: unknown) => `the database file is damaged: ${found}`;
  try {
    const found = sql.get('PRAGMA integrity_check(1)')?.['integrity_check'];
    return found === 'ok' ? null : fault(found);
  } catch (error) {
    if (isWrongContent(error)) return fault(error.message);
    throw error;
  }
}
