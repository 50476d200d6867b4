import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { ok, type Result, refuse } from '../../core/result.ts';
import { firstDay } from './migrations/0001-first-day.ts';
import { ceremonies } from './migrations/0002-ceremonies.ts';
import { stateMarks } from './migrations/0003-state-marks.ts';
import { ledgerEvidence } from './migrations/0004-ledger-evidence.ts';

/** Numbered from 1, each run once, in order, in a transaction of its own. Never edited after a release. */
const migrations: readonly string[] = [firstDay, ceremonies, stateMarks, ledgerEvidence];

/** SQLite's mark of whose file it is, at byte 68 of the header: "SLPT". */
export const APPLICATION_ID = 0x534c5054;

/** A row as SQLite gives it; integers are bigint, so that no amount is rounded. */
export type Row = Record<string, string | bigint | null | Uint8Array>;

/** One SQLite file (WAL, synchronous FULL), held exclusively: a second process is refused. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  #inTransaction = false;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * Opens or creates the file and brings it up to date. Refuses `store-foreign` (another program's database),
   * `treasury-in-use` (another process holds it), `store-version` (made by a newer Sallyport) and `store-damaged`; in
   * each case nothing was changed.
   */
  static open(file: string): Result<Database> {
    let db: DatabaseSync | undefined;
    try {
      const own = checkHeader(file);
      if (!own.ok) return own;
      db = new DatabaseSync(file, { timeout: 0 });
      // Before the journal mode: from its first byte on, the file says whose it is.
      if (own.value === 'new') db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(
        'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;',
      );
      const database = new Database(db);
      const migrated = database.#migrate();
      if (!migrated.ok) {
        db.close();
        return migrated;
      }
      return ok(database);
    } catch (error) {
      db?.close();
      const message = error instanceof Error ? error.message : String(error);
      if (/locked|busy/i.test(message)) {
        return refuse('treasury-in-use', 'another Sallyport holds this treasury open; close it there first');
      }
      return refuse('store-damaged', `the database cannot be opened: ${message}`);
    }
  }

  #migrate(): Result<void> {
    // Taking the write lock at once makes a second process fail here and not in the middle of its work.
    this.#db.exec('BEGIN IMMEDIATE');
    const version = Number(this.#db.prepare('PRAGMA user_version').get()?.['user_version']);
    this.#db.exec('COMMIT');
    if (version > migrations.length) {
      return refuse(
        'store-version',
        `expected database version ${migrations.length} or less, got ${version}`,
      );
    }
    for (let next = version + 1; next <= migrations.length; next++) {
      this.transaction(() => {
        this.#db.exec(migrations[next - 1]!);
        this.#db.exec(`PRAGMA user_version = ${next}`);
      });
    }
    const [check] = this.#db.prepare('PRAGMA quick_check(1)').all();
    if (check?.['quick_check'] !== 'ok') return refuse('store-damaged', 'the database file is damaged');
    return ok(undefined);
  }

  /** Runs `work` whole or not at all. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#db.exec('BEGIN IMMEDIATE');
    this.#inTransaction = true;
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** @returns how many rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  close(): void {
    this.#db.close();
  }

  #prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    statement.setReadBigInts(true);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/**
 * Reads whose file this is before SQLite opens it: opening alone may change a file (its journal is played back, its
 * WAL folded in). See https://www.sqlite.org/fileformat.html#the_database_header.
 */
function checkHeader(file: string): Result<'new' | 'ours'> {
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok('new');
    throw error;
  }
  if (length === 0) return ok('new');
  if (length < header.length || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return refuse('store-damaged', 'the database cannot be opened: it is no SQLite file');
  }
  return header.readUInt32BE(68) === APPLICATION_ID
    ? ok('ours')
    : refuse('store-foreign', "expected a database of Sallyport, got another program's; it was left alone");
}

/** A small integer column (time, count, index). */
export const int = (value: Row[string] | undefined): number => Number(value);
/** A text column. */
export const str = (value: Row[string] | undefined): string => value as string;
/** A nullable small integer column. */
export const intOrNull = (value: Row[string] | undefined): number | null =>
  value === null ? null : Number(value);
/** A nullable text column. */
export const strOrNull = (value: Row[string] | undefined): string | null => value as string | null;
/** An amount column, nanos. */
export const nanos = (value: Row[string] | undefined): bigint => BigInt(value as bigint);

/**
 * SQL for the sum of an amount column, read with {@link sumOf}. SQLite's own SUM throws beyond 63 bits, to which a node
 * that lies about two balances could bring it; so whole IOTA and the nanos behind them are summed apart.
 */
export const exactSum = (column: string): string =>
  `(COALESCE(SUM(${column} / 1000000000), 0) || '.' || COALESCE(SUM(${column} % 1000000000), 0))`;

/** Nanos in all, of any size. */
export function sumOf(value: Row[string] | undefined): bigint {
  const [whole, rest] = str(value).split('.') as [string, string];
  return BigInt(whole) * 1_000_000_000n + BigInt(rest);
}

/** A search text as a LIKE pattern, with its own wildcards taken literally (ESCAPE '\'). */
export function likePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** A window of rows and how many there are in all. */
export interface Page<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export interface Window {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}
