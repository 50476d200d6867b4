import { backup, type DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { canonicalJson } from '../../core/canonical-json.ts';
import { type JsonValue, readJson } from '../../core/json.ts';

/** A row as SQLite gives it; integers are bigint, so that no amount is rounded. */
export type Row = Record<string, string | bigint | null | Uint8Array>;
type Value = Row[string] | undefined;

/** Pages that a copy takes between two other calls: 2 MiB. */
const PAGES_AT_ONCE = 500;

/** Prepared statements over one open file. */
export class Sql {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #closed: () => void;
  #inTransaction = false;
  #stuck = false;

  /** @param closed called when it is closed */
  constructor(db: DatabaseSync, closed = () => {}) {
    this.#db = db;
    this.#closed = closed;
  }

  /** Runs `work` whole or not at all. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    if (this.#stuck) throw new DamagedColumn('the last writing could not be undone');
    this.#db.exec('BEGIN IMMEDIATE');
    this.#inTransaction = true;
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** @returns how many rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  /** Whether a query finds a row. */
  has(sql: string, ...values: SQLInputValue[]): boolean {
    return this.get(sql, ...values) !== undefined;
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** Copies the whole database as it is when the copy is done: what is written meanwhile is in it. Other calls go on between. */
  async copyTo(file: string): Promise<void> {
    await backup(this.#db, file, { rate: PAGES_AT_ONCE });
  }

  close(): void {
    this.#db.close();
    this.#closed();
  }

  /** SQLite rolls some failures back by itself (a full disk); a second ROLLBACK would hide the first cause. */
  #rollBack(): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch {
      // What could not be undone is still open: closing the file undoes it, and nothing is written after it.
      this.#stuck = true;
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    statement.setReadBigInts(true);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A value in the file that this program never writes. */
export class DamagedColumn extends Error {}

/** A kept sum that is smaller than what is taken from it. */
export class WrongSum extends Error {}

function columnFault(expected: string): never {
  throw new DamagedColumn(`the database has a column that is no ${expected}`);
}

/** A small integer column (time, count, index). */
export const int = (value: Value): number =>
  typeof value === 'bigint' ? Number(value) : columnFault('integer');
/** A text column. */
export const str = (value: Value): string => (typeof value === 'string' ? value : columnFault('text'));
/** An amount column, base units. */
export const units = (value: Value): bigint => (typeof value === 'bigint' ? value : columnFault('amount'));
export const bytes = (value: Value): Uint8Array =>
  value instanceof Uint8Array ? value : columnFault('bytes');
export const intOrNull = (value: Value): number | null => (value === null ? null : int(value));
export const strOrNull = (value: Value): string | null => (value === null ? null : str(value));

const SUM_DIGITS = 24;
/** A sum as it is kept: text of 24 digits, which sorts like its number. */
export function sumText(sum: bigint): string {
  // No money is below zero: a kept sum is damaged, which must be seen before it is written.
  if (sum < 0n) throw new WrongSum('the database has a sum that is too small');
  return sum.toString().padStart(SUM_DIGITS, '0');
}
export const sum = (value: Value): bigint => BigInt(str(value));

/**
 * SQL for the sum of an amount column, read with {@link exactSumOf}. SQLite's own SUM throws beyond 63 bits, to which a
 * node that lies about two balances could bring it; so the upper and the lower digits are summed apart.
 */
export const exactSum = (column: string): string =>
  `(COALESCE(SUM(${column} / 1000000000), 0) || '.' || COALESCE(SUM(${column} % 1000000000), 0))`;

export function exactSumOf(value: Value): bigint {
  const [upper = '0', lower = '0'] = str(value).split('.');
  return BigInt(upper) * 1_000_000_000n + BigInt(lower);
}

/** A search text as a LIKE pattern, with its own wildcards taken literally (ESCAPE '\'). */
export function likePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** A document as it is stored: RFC 8785 JSON in UTF-8, so that one document has one form whoever wrote it. */
export const jsonBytes = (value: JsonValue): Uint8Array => encoder.encode(canonicalJson(value));
export const textOf = (stored: Value): string => decoder.decode(bytes(stored));

/** The JSON of a column, not yet believed; null for what is no JSON, or nests too deep. */
export function storedJson(text: string): unknown {
  const json = readJson(text);
  return json.ok ? json.value : null;
}
