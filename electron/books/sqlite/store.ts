import { ok, type Result } from '../../core/result.ts';
import { AccountStore } from './accounts.ts';
import { CoinStore } from './coins.ts';
import { CursorStore } from './cursor.ts';
import { Database } from './database.ts';
import { DepositStore } from './deposits.ts';
import { JournalStore } from './journal.ts';
import { MovementStore } from './movements.ts';
import { PasswordFailureStore } from './password-failures.ts';
import { VaultStore } from './vaults.ts';

/** One treasury's database: a repository for each noun, and transactions over all of them. */
export interface Store {
  readonly accounts: AccountStore;
  readonly coins: CoinStore;
  readonly deposits: DepositStore;
  readonly movements: MovementStore;
  readonly journal: JournalStore;
  readonly cursor: CursorStore;
  readonly vaults: VaultStore;
  readonly passwordFailures: PasswordFailureStore;
  /** Runs `work` whole or not at all. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens or creates the database; see {@link Database.open} for its refusals. */
export function openStore(file: string): Result<Store> {
  const opened = Database.open(file);
  if (!opened.ok) return opened;
  const db = opened.value;
  return ok({
    accounts: new AccountStore(db),
    coins: new CoinStore(db),
    deposits: new DepositStore(db),
    movements: new MovementStore(db),
    journal: new JournalStore(db),
    cursor: new CursorStore(db),
    vaults: new VaultStore(db),
    passwordFailures: new PasswordFailureStore(db),
    transaction: (work) => db.transaction(work),
    close: () => db.close(),
  });
}
