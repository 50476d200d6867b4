import { exactSum, exactSumOf, int, type Sql, str, sum, sumText } from './sql.ts';

/** Zones of the world differ by quarters of an hour, so a day of any of them is made of whole ones. */
const QUARTER_MS = 15 * 60 * 1000;

/**
 * The figures that are kept beside the rows, so that no screen sums what ever happened. Whatever changes the inputs or the
 * reservations of an address names it here; at the end of the commit its sums are taken again from its inputs, and the
 * differences go to its account and its vault.
 */
export class Figures {
  readonly #sql: Sql;
  readonly #owners = new Set<string>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The inputs of this address have changed, or who has reserved them. */
  ownerChanged(owner: string): void {
    this.#owners.add(owner);
  }

  /** Adds to the number of rows of a list. */
  count(list: string, filter: string, by: number): void {
    this.#sql.run(
      `INSERT INTO counts (list, filter, rows) VALUES (?1, ?2, ?3)
       ON CONFLICT (list, filter) DO UPDATE SET rows = rows + ?3`,
      list,
      filter,
      by,
    );
  }

  depositFinal(units: bigint, finalAt: number): void {
    const begins = finalAt - (finalAt % QUARTER_MS);
    const row = this.#sql.get('SELECT total FROM deposit_quarters WHERE begins = ?', begins);
    const total = (row ? sum(row['total']) : 0n) + units;
    this.#sql.run(
      `INSERT INTO deposit_quarters (begins, deposits, total) VALUES (?1, 1, ?2)
       ON CONFLICT (begins) DO UPDATE SET deposits = deposits + 1, total = ?2`,
      begins,
      sumText(total),
    );
  }

  /** Takes the sums of every address again that was named. */
  settle(): void {
    for (const owner of this.#owners) this.#settleOwner(owner);
    this.#owners.clear();
  }

  /** The commit was rolled back: nothing has changed. */
  forget(): void {
    this.#owners.clear();
  }

  #settleOwner(address: string): void {
    const before = this.#sql.get('SELECT * FROM addresses WHERE address = ?', address);
    if (!before) return;
    const row = this.#sql.get(
      `SELECT ${exactSum('i.units')} AS balance,
         ${exactSum('CASE WHEN r.key IS NULL THEN i.units ELSE 0 END')} AS free,
         COUNT(*) - COUNT(r.key) AS free_inputs
       FROM inputs i LEFT JOIN reservations r ON r.key = i.key WHERE i.owner = ?`,
      address,
    );
    const balance = exactSumOf(row?.['balance']);
    const free = exactSumOf(row?.['free']);
    this.#sql.run(
      'UPDATE addresses SET balance = ?, free = ?, free_inputs = ? WHERE address = ?',
      sumText(balance),
      sumText(free),
      int(row?.['free_inputs']),
      address,
    );
    const more = balance - sum(before['balance']);
    const reserved = balance - free - (sum(before['balance']) - sum(before['free']));
    const vaultId = str(before['vault_id']);
    this.#addToAccount(vaultId, int(before['account']), more);
    this.#addToVault(vaultId, more, reserved);
  }

  #addToAccount(vaultId: string, account: number, more: bigint): void {
    if (more === 0n) return;
    const row = this.#sql.get(
      'SELECT balance FROM accounts WHERE vault_id = ? AND account = ?',
      vaultId,
      account,
    );
    if (!row) return;
    this.#sql.run(
      'UPDATE accounts SET balance = ? WHERE vault_id = ? AND account = ?',
      sumText(sum(row['balance']) + more),
      vaultId,
      account,
    );
  }

  #addToVault(vaultId: string, more: bigint, reserved: bigint): void {
    if (more === 0n && reserved === 0n) return;
    const row = this.#sql.get('SELECT balance, reserved FROM vaults WHERE vault_id = ?', vaultId);
    if (!row) return;
    this.#sql.run(
      'UPDATE vaults SET balance = ?, reserved = ? WHERE vault_id = ?',
      sumText(sum(row['balance']) + more),
      sumText(sum(row['reserved']) + reserved),
      vaultId,
    );
  }
}
