import { type Database, str } from './database.ts';

/** Which vaults were retired; all else about a vault stands in the policy. */
export class VaultStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  retire(vaultId: string, at: number): void {
    this.#db.run(
      'INSERT INTO retired_vaults (vault_id, retired_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
      vaultId,
      at,
    );
  }

  retired(): ReadonlySet<string> {
    return new Set(this.#db.all('SELECT vault_id FROM retired_vaults').map((row) => str(row['vault_id'])));
  }
}
