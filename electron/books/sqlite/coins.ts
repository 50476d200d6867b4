import type { CoinReference } from '../../core/proposal/decoded-transfer.ts';
import type { CoinEvidence } from '../../core/proposal/proposal.ts';
import { type Database, exactSum, nanos, type Row, str, sumOf } from './database.ts';

/** A coin version, whatever its content. */
type CoinVersion = Pick<CoinReference, 'id' | 'version'>;

/** Which transaction consumed a coin, as a checkpoint showed it. */
export interface Spend {
  readonly transaction: string;
  readonly checkpoint: string;
}

/** The coins that own addresses hold, as last proven, who has reserved them, and which versions are spent for good. */
export class CoinStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Replaces all that is known of one owner; a version that is spent stays away, even if a node still lists it.
   * @returns whether anything changed
   */
  replace(owner: string, listed: readonly CoinEvidence[]): boolean {
    const before = this.of(owner);
    const coins = listed.filter((coin) => !this.#isSpent(coin));
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

  /** Notes that a transaction in a checkpoint consumed these versions: they are no longer held, and never again. */
  spend(coins: readonly CoinVersion[], { transaction, checkpoint }: Spend): void {
    for (const { id, version } of coins) {
      this.#db.run(
        'INSERT INTO spent_coins VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        id,
        version,
        transaction,
        checkpoint,
      );
      this.#db.run('DELETE FROM coins WHERE id = ? AND version = ?', id, version);
    }
  }

  /** Whether anything was noted as spent by a transaction. */
  hasSpend(transaction: string): boolean {
    return (
      this.#db.get('SELECT 1 AS found FROM spent_coins WHERE transaction_digest = ? LIMIT 1', transaction) !==
      undefined
    );
  }

  /** The transaction other than `own` that consumed a coin which a movement has reserved, if there is one. */
  spentElsewhere(movementId: string, own: string): Spend | undefined {
    const row = this.#db.get(
      `SELECT s.* FROM reservations r JOIN spent_coins s ON s.coin_id = r.coin_id AND s.coin_version = r.coin_version
       WHERE r.movement_id = ? AND s.transaction_digest <> ? ORDER BY r.coin_id LIMIT 1`,
      movementId,
      own,
    );
    return row && { transaction: str(row['transaction_digest']), checkpoint: str(row['checkpoint']) };
  }

  #isSpent({ id, version }: CoinVersion): boolean {
    return (
      this.#db.get(
        'SELECT 1 AS found FROM spent_coins WHERE coin_id = ? AND coin_version = ?',
        id,
        version,
      ) !== undefined
    );
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
