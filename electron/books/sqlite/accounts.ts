import { aliasKey } from '../../core/account/alias.ts';
import type { DerivationPath } from '../../core/derivation-path.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import {
  type Database,
  exactSum,
  int,
  likePattern,
  type Page,
  type Row,
  str,
  sumOf,
  type Window,
} from './database.ts';

export interface Account {
  readonly vaultId: string;
  readonly index: number;
  readonly alias: string;
  readonly createdAt: number;
}

export interface AccountInList extends Account {
  readonly issuedAddresses: number;
  readonly balance: bigint;
}

/** An own address, issued or kept ready. */
export interface OwnAddress {
  readonly address: string;
  readonly vaultId: string;
  readonly path: DerivationPath;
  readonly issuedAt: number | null;
}

/** Accounts and their addresses. */
export class AccountStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  nextIndex(vaultId: string): number {
    return int(
      this.#db.get(
        'SELECT COALESCE(MAX(account) + 1, 0) AS next FROM accounts WHERE vault_id = ?',
        vaultId,
      )?.['next'],
    );
  }

  /** Refuses `alias-duplicate` where another account has a name that reads the same. */
  checkAlias(alias: string): Result<void> {
    const taken = this.#db.get('SELECT alias FROM accounts WHERE alias_key = ?', aliasKey(alias));
    return taken
      ? refuse('alias-duplicate', `expected a name of its own, "${str(taken['alias'])}" exists already`)
      : ok(undefined);
  }

  add(account: Account): void {
    this.#db.run(
      'INSERT INTO accounts (vault_id, account, alias, alias_key, created_at) VALUES (?, ?, ?, ?, ?)',
      account.vaultId,
      account.index,
      account.alias,
      aliasKey(account.alias),
      account.createdAt,
    );
  }

  get(vaultId: string, index: number): Account | undefined {
    const row = this.#db.get('SELECT * FROM accounts WHERE vault_id = ? AND account = ?', vaultId, index);
    return row && accountOf(row);
  }

  countIn(vaultId: string): number {
    return int(this.#db.get('SELECT COUNT(*) AS n FROM accounts WHERE vault_id = ?', vaultId)?.['n']);
  }

  list({ search, offset, limit }: Window, vaultId: string | null): Page<AccountInList> {
    const where = `(?1 IS NULL OR a.vault_id = ?1) AND (?2 = '' OR a.alias LIKE ?3 ESCAPE '\\' OR EXISTS (
      SELECT 1 FROM addresses x WHERE x.vault_id = a.vault_id AND x.account = a.account AND x.address = ?2))`;
    const key = [vaultId, search.trim(), likePattern(search.trim())] as const;
    const total = int(this.#db.get(`SELECT COUNT(*) AS n FROM accounts a WHERE ${where}`, ...key)?.['n']);
    const rows = this.#db.all(
      `SELECT a.*,
         (SELECT COUNT(*) FROM addresses x WHERE x.vault_id = a.vault_id AND x.account = a.account AND x.issued_at IS NOT NULL) AS issued,
         (SELECT ${exactSum('c.balance')} FROM addresses x JOIN coins c ON c.owner = x.address
           WHERE x.vault_id = a.vault_id AND x.account = a.account) AS balance
       FROM accounts a WHERE ${where} ORDER BY a.created_at, a.vault_id, a.account LIMIT ?4 OFFSET ?5`,
      ...key,
      limit,
      offset,
    );
    return {
      total,
      rows: rows.map((row) => ({
        ...accountOf(row),
        issuedAddresses: int(row['issued']),
        balance: sumOf(row['balance']),
      })),
    };
  }

  addAddress({ address, vaultId, path, issuedAt }: OwnAddress): void {
    this.#db.run(
      'INSERT INTO addresses (address, vault_id, account, change, position, issued_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING',
      address,
      vaultId,
      path.account,
      path.change,
      path.index,
      issuedAt,
    );
  }

  /** The next address that was derived but not given to anybody yet. */
  nextReady(vaultId: string, account: number): OwnAddress | undefined {
    const row = this.#db.get(
      'SELECT * FROM addresses WHERE vault_id = ? AND account = ? AND change = 0 AND issued_at IS NULL ORDER BY position LIMIT 1',
      vaultId,
      account,
    );
    return row && addressOf(row);
  }

  nextPosition(vaultId: string, account: number): number {
    const row = this.#db.get(
      'SELECT COALESCE(MAX(position) + 1, 0) AS next FROM addresses WHERE vault_id = ? AND account = ? AND change = 0',
      vaultId,
      account,
    );
    return int(row?.['next']);
  }

  markIssued(address: string, at: number): void {
    this.#db.run('UPDATE addresses SET issued_at = ? WHERE address = ? AND issued_at IS NULL', at, address);
  }

  find(address: string): OwnAddress | undefined {
    const row = this.#db.get('SELECT * FROM addresses WHERE address = ?', address);
    return row && addressOf(row);
  }

  /** Every own address, issued or not. */
  all(): OwnAddress[] {
    return this.#db.all('SELECT * FROM addresses').map(addressOf);
  }

  issued(
    { search, offset, limit }: Window,
    vaultId: string,
    account: number,
  ): Page<OwnAddress & { balance: bigint }> {
    const where =
      "vault_id = ?1 AND account = ?2 AND issued_at IS NOT NULL AND (?3 = '' OR address LIKE ?4 ESCAPE '\\')";
    const key = [vaultId, account, search.trim(), likePattern(search.trim())] as const;
    const total = int(this.#db.get(`SELECT COUNT(*) AS n FROM addresses WHERE ${where}`, ...key)?.['n']);
    const rows = this.#db.all(
      `SELECT *, (SELECT ${exactSum('balance')} FROM coins WHERE owner = address) AS balance
       FROM addresses WHERE ${where} ORDER BY position DESC LIMIT ?5 OFFSET ?6`,
      ...key,
      limit,
      offset,
    );
    return { total, rows: rows.map((row) => ({ ...addressOf(row), balance: sumOf(row['balance']) })) };
  }

  /** Notes that the ledger touched an address, so that its coins are read again; survives a crash. */
  markStale(address: string): void {
    this.#db.run('UPDATE addresses SET stale = 1 WHERE address = ?', address);
  }

  markFresh(address: string): void {
    this.#db.run('UPDATE addresses SET stale = 0 WHERE address = ?', address);
  }

  stale(limit: number): string[] {
    return this.#db
      .all('SELECT address FROM addresses WHERE stale = 1 ORDER BY address LIMIT ?', limit)
      .map((row) => str(row['address']));
  }

  /** Issued at or after a time, latest first: the addresses whose deposits somebody waits for. */
  issuedSince(since: number, limit: number): string[] {
    return this.#db
      .all('SELECT address FROM addresses WHERE issued_at >= ? ORDER BY issued_at DESC LIMIT ?', since, limit)
      .map((row) => str(row['address']));
  }
}

function accountOf(row: Row): Account {
  return {
    vaultId: str(row['vault_id']),
    index: int(row['account']),
    alias: str(row['alias']),
    createdAt: int(row['created_at']),
  };
}

function addressOf(row: Row): OwnAddress {
  return {
    address: str(row['address']),
    vaultId: str(row['vault_id']),
    path: { account: int(row['account']), change: int(row['change']), index: int(row['position']) },
    issuedAt: row['issued_at'] === null ? null : int(row['issued_at']),
  };
}
