import { int, type Sql, str, sum, sumText } from './sql.ts';

/** Zones of the world differ by quarters of an hour, so a day of any of them is made of whole ones. */
export const QUARTER_MS = 15 * 60 * 1000;

/** What a commit has changed of one address so far. */
interface Difference {
  balance: bigint;
  /** Of the balance, what no movement has reserved. */
  free: bigint;
  freeInputs: number;
}

/**
 * The figures that are kept beside the rows, so that no screen sums what ever happened. Whatever changes an input or its
 * reservation says so here; at the end of the commit the differences go to the address, its account and its vault.
 */
export class Figures {
  readonly #sql: Sql;
  readonly #owners = new Map<string, Difference>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** An address has one input more, which is free where no movement has reserved it. */
  inputAdded(owner: string, units: bigint, free: boolean): void {
    this.#add(owner, { balance: units, free: free ? units : 0n, freeInputs: free ? 1 : 0 });
  }

  inputRemoved(owner: string, units: bigint, free: boolean): void {
    this.#add(owner, { balance: -units, free: free ? -units : 0n, freeInputs: free ? -1 : 0 });
  }

  inputReserved(owner: string, units: bigint): void {
    this.#add(owner, { balance: 0n, free: -units, freeInputs: -1 });
  }

  inputReleased(owner: string, units: bigint): void {
    this.#add(owner, { balance: 0n, free: units, freeInputs: 1 });
  }

  #add(owner: string, more: Difference): void {
    const known = this.#owners.get(owner);
    if (!known) {
      this.#owners.set(owner, more);
      return;
    }
    known.balance += more.balance;
    known.free += more.free;
    known.freeInputs += more.freeInputs;
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

  /** Adds the differences to what is kept. */
  settle(): void {
    for (const [owner, difference] of this.#owners) this.#settleOwner(owner, difference);
    this.#owners.clear();
  }

  /** The commit was rolled back: nothing has changed. */
  forget(): void {
    this.#owners.clear();
  }

  #settleOwner(address: string, { balance, free, freeInputs }: Difference): void {
    if (balance === 0n && free === 0n && freeInputs === 0) return;
    const row = this.#sql.get('SELECT * FROM addresses WHERE address = ?', address);
    if (!row) return;
    this.#sql.run(
      'UPDATE addresses SET balance = ?, free = ?, free_inputs = ? WHERE address = ?',
      sumText(sum(row['balance']) + balance),
      sumText(sum(row['free']) + free),
      int(row['free_inputs']) + freeInputs,
      address,
    );
    const vaultId = str(row['vault_id']);
    this.#addToAccount(vaultId, int(row['account']), balance);
    this.#addToVault(vaultId, balance, balance - free);
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
