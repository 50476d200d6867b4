import {
  type Database,
  exactSum,
  int,
  intOrNull,
  likePattern,
  nanos,
  type Page,
  type Row,
  str,
  strOrNull,
  sumOf,
  type Window,
} from './database.ts';

export interface Deposit {
  readonly transaction: string;
  readonly address: string;
  readonly amount: bigint;
  readonly sender: string;
  readonly state: 'seen' | 'final';
  readonly seenAt: number;
  readonly finalAt: number | null;
  readonly checkpoint: string | null;
}

export interface DepositInList extends Deposit {
  readonly alias: string;
  readonly vaultId: string;
}

/** What outsiders paid to own addresses. */
export class DepositStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Notes a deposit that is not irreversible yet. @returns false if it was known */
  see(deposit: Pick<Deposit, 'transaction' | 'address' | 'amount' | 'sender' | 'seenAt'>): boolean {
    return (
      this.#db.run(
        `INSERT INTO deposits (transaction_digest, address, amount, sender, state, seen_at) VALUES (?, ?, ?, ?, 'seen', ?)
         ON CONFLICT DO NOTHING`,
        deposit.transaction,
        deposit.address,
        deposit.amount,
        deposit.sender,
        deposit.seenAt,
      ) === 1
    );
  }

  /** Makes a deposit final with what the checkpoint says of it. @returns false if it was final before */
  finalize(
    deposit: Omit<Deposit, 'state' | 'finalAt' | 'checkpoint'> & { finalAt: number; checkpoint: string },
  ): boolean {
    return (
      this.#db.run(
        `INSERT INTO deposits (transaction_digest, address, amount, sender, state, seen_at, final_at, checkpoint)
         VALUES (?1, ?2, ?3, ?4, 'final', ?5, ?6, ?7)
         ON CONFLICT (transaction_digest, address) DO UPDATE SET state = 'final', amount = ?3, sender = ?4, final_at = ?6, checkpoint = ?7
         WHERE state = 'seen'`,
        deposit.transaction,
        deposit.address,
        deposit.amount,
        deposit.sender,
        deposit.seenAt,
        deposit.finalAt,
        deposit.checkpoint,
      ) === 1
    );
  }

  list({ search, offset, limit }: Window, state: 'seen' | 'final' | null): Page<DepositInList> {
    const from = `FROM deposits d JOIN addresses a ON a.address = d.address
      JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account`;
    const where = `(?1 IS NULL OR d.state = ?1) AND (?2 = '' OR n.alias LIKE ?3 ESCAPE '\\' OR d.address = ?2
      OR d.transaction_digest = ?2 OR d.sender = ?2)`;
    const key = [state, search.trim(), likePattern(search.trim())] as const;
    const total = int(this.#db.get(`SELECT COUNT(*) AS n ${from} WHERE ${where}`, ...key)?.['n']);
    const rows = this.#db.all(
      `SELECT d.*, n.alias, a.vault_id ${from} WHERE ${where} ORDER BY d.seen_at DESC, d.transaction_digest LIMIT ?4 OFFSET ?5`,
      ...key,
      limit,
      offset,
    );
    return { total, rows: rows.map(depositOf) };
  }

  finalSince(since: number): { count: number; total: bigint } {
    const row = this.#db.get(
      `SELECT COUNT(*) AS n, ${exactSum('amount')} AS total FROM deposits WHERE state = 'final' AND final_at >= ?`,
      since,
    );
    return { count: int(row?.['n']), total: sumOf(row?.['total']) };
  }
}

function depositOf(row: Row): DepositInList {
  return {
    transaction: str(row['transaction_digest']),
    address: str(row['address']),
    amount: nanos(row['amount']),
    sender: str(row['sender']),
    state: str(row['state']) as Deposit['state'],
    seenAt: int(row['seen_at']),
    finalAt: intOrNull(row['final_at']),
    checkpoint: strOrNull(row['checkpoint']),
    alias: str(row['alias']),
    vaultId: str(row['vault_id']),
  };
}
