import { ok, type Result, refuse } from '../../core/result.ts';
import type { Commit } from '../books.ts';
import { appendEntry } from './append.ts';
import { applyChange } from './apply.ts';
import { Audit } from './audit.ts';
import { Figures } from './figures.ts';
import { openFile, storeRefusal } from './open-file.ts';
import { readAccounts, readAddresses } from './read-accounts.ts';
import { readDeposits } from './read-deposits.ts';
import { readFigures, readInputs } from './read-inputs.ts';
import { readJournal } from './read-journal.ts';
import { readMovements } from './read-movements.ts';
import { int, type Sql, str, strOrNull } from './sql.ts';
import type { SyncBooks } from './sync.ts';
import { verifyTail } from './verify-tail.ts';
import { presentVersion } from './versions.ts';

/** Opens the books' file in this thread; see {@link openFile} for its refusals. */
export function openSyncBooks(file: string): Result<SyncBooks> {
  const opened = openFile(file);
  if (!opened.ok) return opened;
  const sql = opened.value;
  const figures = new Figures(sql);
  const audit = new Audit(sql);
  return ok({
    accounts: readAccounts(sql),
    addresses: readAddresses(sql),
    inputs: readInputs(sql),
    figures: readFigures(sql),
    deposits: readDeposits(sql),
    movements: readMovements(sql),
    journal: readJournal(sql),
    cursor: {
      get: () => {
        const row = sql.get('SELECT * FROM cursor WHERE only = 1');
        return (
          row && {
            version: int(row['version']),
            next: BigInt(str(row['next_checkpoint'])),
            asOf: int(row['as_of']),
            digest: strOrNull(row['digest']),
          }
        );
      },
      epoch: () => {
        const row = sql.get('SELECT * FROM epoch WHERE only = 1');
        return row && { epoch: BigInt(str(row['epoch'])), beganAt: int(row['began_at']) };
      },
    },
    vaults: {
      retired: () =>
        sql
          .all('SELECT vault_id FROM vaults WHERE retired_at IS NOT NULL')
          .map((row) => str(row['vault_id'])),
    },
    passwords: {
      failures: (ownerId) => {
        const row = sql.get('SELECT * FROM password_failures WHERE owner_id = ?', ownerId);
        return row
          ? { failures: int(row['failures']), lastFailureAt: int(row['last_failure_at']) }
          : { failures: 0, lastFailureAt: 0 };
      },
    },
    audit: {
      tail: (expected) => verifyTail(sql, expected),
      step: (stationKey) => audit.step(stationKey),
    },
    commit: (commit) => write(sql, figures, commit),
    check: () => {
      const [row] = sql.all('PRAGMA quick_check(1)');
      return row?.['quick_check'] === 'ok'
        ? ok(undefined)
        : refuse('store-damaged', 'the database file is damaged');
    },
    close: () => {
      audit.close();
      sql.close();
    },
  });
}

function write(sql: Sql, figures: Figures, { expects, entries, changes }: Commit): Result<void> {
  try {
    return sql.transaction((): Result<void> => {
      const other = expects.find((expected) => presentVersion(sql, expected) !== expected.version);
      if (other) {
        return refuse('books-changed', `expected version ${other.version} of this ${other.of}, got another`);
      }
      for (const entry of entries) appendEntry(sql, entry);
      for (const change of changes) applyChange(sql, figures, change);
      figures.settle();
      return ok(undefined);
    });
  } catch (error) {
    figures.forget();
    const refusal = storeRefusal(error);
    if (refusal) return refusal;
    throw error;
  }
}
