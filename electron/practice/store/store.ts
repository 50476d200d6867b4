import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The tables of a practice ledger. Ids, addresses and digests are 32 bytes; amounts are nanos. */
const SCHEMA = `
CREATE TABLE objects (
  id BLOB NOT NULL, version INTEGER NOT NULL,
  state INTEGER NOT NULL, -- 0 past, 1 live, 2 deleted at this version
  owner BLOB, balance INTEGER NOT NULL, rebate INTEGER NOT NULL, -- no owner: shared; its balance is its value
  previous BLOB NOT NULL,
  PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE INDEX owned ON objects (owner, id) WHERE state = 1;
-- With the rebate in it all coins can be summed up without their rows: in a large ledger forty times faster.
CREATE INDEX largest ON objects (owner, balance DESC, id, rebate) WHERE state = 1;
CREATE TABLE transactions (
  number INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
  bytes BLOB NOT NULL, signatures TEXT NOT NULL,
  effects BLOB NOT NULL, effects_digest BLOB NOT NULL,
  epoch INTEGER NOT NULL, checkpoint INTEGER
);
CREATE TABLE parties (
  address BLOB NOT NULL, role TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (address, role, number)
) WITHOUT ROWID;
CREATE TABLE checkpoints (
  sequence INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
  summary BLOB NOT NULL, contents BLOB NOT NULL, parts TEXT NOT NULL, certificate BLOB
);
CREATE TABLE gifts (
  number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner BLOB NOT NULL, type TEXT NOT NULL, content BLOB NOT NULL
);
CREATE INDEX given ON gifts (owner, number);
CREATE TABLE epochs (epoch INTEGER PRIMARY KEY, parts TEXT NOT NULL);
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, value TEXT NOT NULL);
`;

/** Raised whenever what is kept, or how, changes: a snapshot of another version is made anew from the log. */
const VERSION = 3;

/**
 * The tables of one practice ledger, in a file or in memory. Everything written since the last {@link Store.save} is one
 * transaction: after a kill it is not there, and comes again from the log.
 */
export interface Store {
  /** A statement, prepared once. Integers are read as bigint. */
  sql(text: string): StatementSync;
  /** What was saved with the tables; null where nothing was. */
  saved(): unknown;
  /** Makes everything written so far last, with a state of the ledger that fits it. */
  save(state: object): void;
  /** Ends without saving. */
  close(): void;
}

/**
 * Opens the tables of a file, and makes them where they are not there.
 * @param file null for memory
 * @throws what SQLite throws for a file that is none of its own, damaged, or in use
 */
export function openStore(file: string | null): Store {
  // Made here, so that it is its owner's alone; what SQLite writes beside it then is too.
  if (file !== null) closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file ?? ':memory:', { timeout: 0 });
  try {
    return storeOf(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function storeOf(db: DatabaseSync): Store {
  // The log is what must survive a power cut; this may then be some events behind.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  const statements = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    const known = statements.get(text);
    if (known) return known;
    const made = db.prepare(text);
    made.setReadBigInts(true);
    statements.set(text, made);
    return made;
  };
  const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'state'").get() as {
    n: number;
  };
  db.exec('BEGIN IMMEDIATE');
  if (tables.n === 0) db.exec(SCHEMA);
  return {
    sql,
    saved() {
      const row = sql('SELECT version, value FROM state').get() as
        | { version: bigint; value: string }
        | undefined;
      return row && Number(row.version) === VERSION ? JSON.parse(row.value) : null;
    },
    save(state) {
      sql('INSERT OR REPLACE INTO state VALUES (1, ?, ?)').run(VERSION, JSON.stringify(state));
      db.exec('COMMIT; BEGIN IMMEDIATE');
    },
    close: () => db.close(),
  };
}

/** The bytes of an id or address, as tables hold them. */
export const idBlob = (id: string): Uint8Array => Buffer.from(id.slice(2), 'hex');

/** An id or address of its bytes. */
export const idOf = (blob: unknown): string => `0x${Buffer.from(blob as Uint8Array).toString('hex')}`;
