import { type Database, int } from './database.ts';

export interface PasswordFailures {
  readonly failures: number;
  readonly lastFailureAt: number;
}

/** Wrong passwords in a row, kept over restarts. */
export class PasswordFailureStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  of(ownerId: string): PasswordFailures {
    const row = this.#db.get(
      'SELECT failures, last_failure_at FROM password_failures WHERE owner_id = ?',
      ownerId,
    );
    return row
      ? { failures: int(row['failures']), lastFailureAt: int(row['last_failure_at']) }
      : { failures: 0, lastFailureAt: 0 };
  }

  add(ownerId: string, at: number): void {
    this.#db.run(
      `INSERT INTO password_failures (owner_id, failures, last_failure_at) VALUES (?1, 1, ?2)
       ON CONFLICT (owner_id) DO UPDATE SET failures = failures + 1, last_failure_at = ?2`,
      ownerId,
      at,
    );
  }

  forget(ownerId: string): void {
    this.#db.run('DELETE FROM password_failures WHERE owner_id = ?', ownerId);
  }
}
