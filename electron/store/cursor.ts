import { type Database, int, str } from './database.ts';

/** How far the ledger was followed. */
export class CursorStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The next checkpoint to take in; undefined before the first. */
  get(): { next: bigint; asOf: number } | undefined {
    const row = this.#db.get('SELECT next_checkpoint, as_of FROM cursor WHERE only = 1');
    return row && { next: BigInt(str(row['next_checkpoint'])), asOf: int(row['as_of']) };
  }

  set(next: bigint, asOf: number): void {
    this.#db.run(
      `INSERT INTO cursor (only, next_checkpoint, as_of) VALUES (1, ?1, ?2)
       ON CONFLICT (only) DO UPDATE SET next_checkpoint = ?1, as_of = ?2`,
      next.toString(),
      asOf,
    );
  }
}
