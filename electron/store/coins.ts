import type { CoinReference } from '../core/proposal/decoded-transfer.ts';
import type { CoinEvidence } from '../core/proposal/proposal.ts';
import { type Database, exactSum, nanos, type Row, str, sumOf } from './database.ts';

/** The coins that own addresses hold, as last proven, and who has reserved them. */
export class CoinStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Replaces all that is known of one owner. @returns whether anything changed */
  replace(owner: string, coins: readonly CoinEvidence[]): boolean {
    const before = this.of(owner);
    if (JSON.stringify(sorted(before)) === JSON.stringify(sorted(coins))) return false;
    this.#db.transaction(() => {
      this.#db.run('DELETE FROM coins WHERE owner = ?', owner);
      for (const coin of coins) {
        // A coin that moved between two own addresses may still stand under the other one.
        this.#db.run(
          `INSERT INTO coins (id, version, owner, balance, previous_transaction, storage_rebate) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET version = excluded.version, owner = excluded.owner, balance = excluded.balance,
             previous_transaction = excluded.previous_transaction, storage_rebate = excluded.storage_rebate`,
          coin.id,
          coin.version,
          coin.owner,
          BigInt(coin.balance),
          coin.previousTransaction,
          coin.storageRebate,
        );
      }
    });
    return true;
  }

  of(owner: string): CoinEvidence[] {
    return this.#db.all('SELECT * FROM coins WHERE owner = ? ORDER BY balance DESC, id', owner).map(coinOf);
  }

  /** Coins of a vault that no proposal has reserved, by owner, largest first. */
  free(vaultId: string): Map<string, CoinEvidence[]> {
    const rows = this.#db.all(
      `SELECT c.* FROM coins c JOIN addresses a ON a.address = c.owner
       LEFT JOIN reservations r ON r.coin_id = c.id AND r.coin_version = c.version
       WHERE a.vault_id = ? AND r.coin_id IS NULL ORDER BY c.owner, c.balance DESC, c.id`,
      vaultId,
    );
    return Map.groupBy(rows.map(coinOf), (coin) => coin.owner);
  }

  balance(vaultId: string): bigint {
    const row = this.#db.get(
      `SELECT ${exactSum('c.balance')} AS sum FROM coins c JOIN addresses a ON a.address = c.owner WHERE a.vault_id = ?`,
      vaultId,
    );
    return sumOf(row?.['sum']);
  }

  reservedBalance(vaultId: string): bigint {
    const row = this.#db.get(
      `SELECT ${exactSum('c.balance')} AS sum FROM coins c JOIN addresses a ON a.address = c.owner
       JOIN reservations r ON r.coin_id = c.id AND r.coin_version = c.version WHERE a.vault_id = ?`,
      vaultId,
    );
    return sumOf(row?.['sum']);
  }

  /** Reserves coins for one movement. The primary key makes a second reservation of one version throw. */
  reserve(movementId: string, coins: readonly CoinReference[]): void {
    for (const coin of coins) {
      this.#db.run(
        'INSERT INTO reservations (coin_id, coin_version, movement_id) VALUES (?, ?, ?)',
        coin.id,
        coin.version,
        movementId,
      );
    }
  }

  release(movementId: string): void {
    this.#db.run('DELETE FROM reservations WHERE movement_id = ?', movementId);
  }

  /** Whether every coin version that a movement reserved is still there. */
  reservationsAlive(movementId: string): boolean {
    const row = this.#db.get(
      `SELECT COUNT(*) AS dead FROM reservations r LEFT JOIN coins c ON c.id = r.coin_id AND c.version = r.coin_version
       WHERE r.movement_id = ? AND c.id IS NULL`,
      movementId,
    );
    return row?.['dead'] === 0n;
  }
}

function sorted(coins: readonly CoinEvidence[]): readonly CoinEvidence[] {
  return coins.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function coinOf(row: Row): CoinEvidence {
  return {
    id: str(row['id']),
    version: str(row['version']),
    owner: str(row['owner']),
    balance: nanos(row['balance']).toString(),
    previousTransaction: str(row['previous_transaction']),
    storageRebate: str(row['storage_rebate']),
  };
}
