import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { checkFileVersion } from '../../core/file-version.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { checkSchema } from './check-schema.ts';
import { type OpenPlace, takePlace } from './open-places.ts';
import { SCHEMA_VERSION, schema } from './schema.ts';
import { DamagedColumn, Sql, WrongSum } from './sql.ts';

/** SQLite's mark of whose file it is, at byte 68 of the header: "SLPT". */
export const APPLICATION_ID = 0x534c5054;

/**
 * Opens or creates the file (WAL, synchronous FULL), locked for this process only. Refuses `store-foreign` (another program's
 * database), `store-foreign-schema` (other tables, triggers, views or indexes than ours), `treasury-in-use` (another process
 * has it open), `file-newer`, `file-older` and `store-damaged`; in each case nothing was changed.
 * @param place the file's, where whoever calls has taken it in this thread
 */
export function openFile(file: string, place: OpenPlace | null = takePlace(file)): Result<Sql> {
  if (place === null) return inUse();
  const opened = openPlace(file, place.release);
  if (!opened.ok) place.release();
  return opened;
}

function openPlace(file: string, closed: () => void): Result<Sql> {
  let db: DatabaseSync | undefined;
  try {
    const own = checkHeader(file);
    if (!own.ok) return own;
    db = new DatabaseSync(file, { timeout: 0 });
    // Before the journal mode: from its first byte on, the file says whose it is.
    if (own.value === 'new') db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    // No function that a planted index or check names is run, but SQLite's own harmless ones.
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA locking_mode = EXCLUSIVE;');
    const sql = new Sql(db, closed);
    const ours = checkSchema(sql);
    if (!ours.ok) {
      sql.close();
      return ours;
    }
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    const ready = makeTables(sql);
    if (!ready.ok) sql.close();
    return ready.ok ? ok(sql) : ready;
  } catch (error) {
    db?.close();
    return storeRefusal(error) ?? refuse('store-damaged', 'the database cannot be opened');
  }
}

function makeTables(sql: Sql): Result<void> {
  // Taking the write lock at once makes a second process fail here and not in the middle of its work.
  return sql.transaction(() => {
    const version = checkSchema(sql);
    if (!version.ok) return version;
    if (version.value === 0) {
      sql.exec(schema);
      sql.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    }
    return ok(undefined);
  });
}

/**
 * Reads whose file and of which version this is before SQLite opens it: opening alone may change a file (its journal is
 * played back, its WAL folded in). See https://www.sqlite.org/fileformat.html#the_database_header.
 */
export function checkHeader(file: string): Result<'new' | 'ours'> {
  const header = Buffer.alloc(100);
  let length: number;
  try {
    const handle = openSync(file, 'r');
    try {
      length = readSync(handle, header, 0, header.length, 0);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok('new');
    throw error;
  }
  if (length === 0) return ok('new');
  if (length < header.length || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return refuse('store-damaged', 'the database cannot be opened: it is no SQLite file');
  }
  if (header.readUInt32BE(68) !== APPLICATION_ID) {
    return refuse(
      'store-foreign',
      "expected a database of Sallyport, got another program's; it was left as it is",
    );
  }
  const version = header.readUInt32BE(60);
  // 0: the first writing was interrupted, and what it wrote is in the WAL, if anywhere.
  if (version === 0) return ok('ours');
  const known = checkFileVersion('treasury.sqlite', version, SCHEMA_VERSION);
  return known.ok ? ok('ours') : known;
}

/** SQLite's result codes (https://www.sqlite.org/rescode.html) that a disk or another process causes. */
const causes: Readonly<Record<number, (message: string) => Refusal>> = {
  5: () => inUse(),
  6: () => inUse(),
  8: (message) => refuse('store-read-only', `the database cannot be written: ${message}`),
  10: (message) => refuse('store-damaged', `the disk failed: ${message}`),
  11: (message) => refuse('store-damaged', `the database is damaged: ${message}`),
  13: (message) => refuse('store-full', `the disk is full: ${message}`),
  14: (message) => refuse('store-read-only', `the database cannot be opened: ${message}`),
  26: (message) => refuse('store-damaged', `the database cannot be read: ${message}`),
};

const inUse = () =>
  refuse('treasury-in-use', 'another Sallyport has this treasury open; close it there first');

/** The system's codes of a disk that is full, and of one that may not be written or read. */
const full: readonly unknown[] = ['ENOSPC', 'EDQUOT'];
const forbidden: readonly unknown[] = ['EROFS', 'EACCES', 'EPERM'];

/** What SQLite or the disk refused, by its cause; null for anything else, which is a bug. */
export function storeRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  if (isDamage(error)) {
    return refuse('store-damaged', 'the database has a value that this program never writes');
  }
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
  const cause = code === null ? undefined : causes[code];
  if (cause) return cause(error.message);
  if (!('syscall' in error)) return null;
  const system = 'code' in error ? error.code : null;
  const named = full.includes(system)
    ? 'store-full'
    : forbidden.includes(system)
      ? 'store-read-only'
      : 'store-damaged';
  return refuse(named, `the database cannot be opened: ${error.message}`);
}

const SQLITE_CONSTRAINT = 19;

/**
 * What a commit is refused with whose rows the tables cannot take: a row set back or planted stands in their place, or a sum
 * is another, as no journal has it. Null for anything else.
 */
export function differenceRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const broken =
    'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_CONSTRAINT;
  return broken || error instanceof WrongSum
    ? refuse('books-differ', `the tables cannot take what follows from the journal: ${error.message}`)
    : null;
}

/** Columns are read strictly: a wrong type, a word that no schema has, or what is no JSON or number, is damage. */
const isDamage = (error: Error): boolean =>
  error instanceof DamagedColumn || error instanceof v.ValiError || error instanceof SyntaxError;
