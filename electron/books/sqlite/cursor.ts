import { type Database, int, str, strOrNull } from './database.ts';

/** How far the ledger was followed. */
export class CursorStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The next checkpoint to take in, and the digest of the one before it if it is known; undefined before the first. */
  get(): { next: bigint; asOf: number; digest: string | null } | undefined {
    const row = this.#db.get('SELECT next_checkpoint, as_of, digest FROM cursor WHERE only = 1');
    return (
      row && {
        next: BigInt(str(row['next_checkpoint'])),
        asOf: int(row['as_of']),
        digest: strOrNull(row['digest']),
      }
    );
  }

  /** @param digest of checkpoint `next - 1`; null where none was taken in */
  set(next: bigint, asOf: number, digest: string | null = null): void {
    this.#db.run(
      `INSERT INTO cursor (only, next_checkpoint, as_of, digest) VALUES (1, ?1, ?2, ?3)
       ON CONFLICT (only) DO UPDATE SET next_checkpoint = ?1, as_of = ?2, digest = ?3`,
      next.toString(),
      asOf,
      digest,
    );
  }
}
