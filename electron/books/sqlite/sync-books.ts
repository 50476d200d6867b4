import { closeSync, openSync } from 'node:fs';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Commit } from '../books.ts';
import { appendEntry } from './append.ts';
import { applyChange } from './apply.ts';
import { Audit } from './audit.ts';
import { checkMovement } from './check-movement.ts';
import { fileFault } from './check-schema.ts';
import { ExportPass } from './export-pass.ts';
import { Figures } from './figures.ts';
import { FoundRows } from './found-rows.ts';
import { JournalPass } from './journal-pass.ts';
import { keepFacts } from './keep-facts.ts';
import { KeptSieve } from './kept-sieve.ts';
import { differenceRefusal, openFile, storeRefusal } from './open-file.ts';
import type { OpenPlace } from './open-places.ts';
import { issuedAddresses, putTables } from './put-tables.ts';
import { readAccounts, readAddresses } from './read-accounts.ts';
import { readDeposits } from './read-deposits.ts';
import { readAlarms, readFacts } from './read-facts.ts';
import { readFlows } from './read-flows.ts';
import { readFigures, readInputs } from './read-inputs.ts';
import { readJournal } from './read-journal.ts';
import { readMovements } from './read-movements.ts';
import { int, type Sql, str, strOrNull } from './sql.ts';
import type { SyncBooks } from './sync.ts';
import { verifyTail } from './verify-tail.ts';
import { presentVersion } from './versions.ts';

/** Opens the books' file in this thread; see {@link openFile}. */
export function openSyncBooks(file: string, place?: OpenPlace): Result<SyncBooks> {
  const opened = openFile(file, place);
  if (!opened.ok) return opened;
  const sql = opened.value;
  const figures = new Figures(sql);
  const found = new FoundRows();
  const sieve = new KeptSieve(sql);
  const audit = new Audit(sql);
  const passes = new Map<number, JournalPass>();
  const exports = new Map<number, ExportPass>();
  let lastPass = 0;
  return ok({
    accounts: readAccounts(sql, found),
    addresses: readAddresses(sql, sieve),
    inputs: readInputs(sql),
    figures: readFigures(sql),
    deposits: readDeposits(sql, found),
    movements: readMovements(sql, found),
    journal: readJournal(sql, found),
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
      proof: () => {
        const row = sql.get('SELECT kept FROM ledger_proof WHERE only = 1');
        return row && str(row['kept']);
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
      step: (stationKey) => {
        const checked = audit.step(stationKey);
        // An index of words may have been made anew.
        if (checked.state === 'differs') found.forget();
        return checked;
      },
      again: () => audit.again(),
      movement: (id, expected, most) => checkMovement(sql, { id, expected, most }),
    },
    passes: {
      begin: (purpose) => {
        lastPass += 1;
        const written = purpose === 'export';
        passes.set(lastPass, new JournalPass(sql, { known: written ? audit.verified() : null, written }));
        return lastPass;
      },
      next: (number) => {
        const pass = passes.get(number);
        if (!pass) throw new Error('expected a reading that has begun');
        return pass.next();
      },
      end: (number) => void passes.delete(number),
    },
    flows: readFlows(sql),
    exports: {
      begin: (wanted) => {
        lastPass += 1;
        exports.set(lastPass, new ExportPass(sql, wanted));
        return lastPass;
      },
      next: (number) => {
        const pass = exports.get(number);
        if (!pass) throw new Error('expected an export that has begun');
        return pass.next();
      },
      end: (number) => void exports.delete(number),
    },
    facts: readFacts(sql),
    alarms: readAlarms(sql),
    commit: (commit) => {
      const written = write(sql, figures, audit, commit);
      found.forget();
      if (written.ok && commit.rebuild !== undefined) {
        audit.again();
        sieve.forget();
      }
      return written;
    },
    copyTo: async (file) => {
      try {
        // SQLite would make it readable for others; never over another file.
        closeSync(openSync(file, 'wx', 0o600));
        await sql.copyTo(file);
        return ok(undefined);
      } catch (error) {
        const refusal = storeRefusal(error);
        if (refusal) return refusal;
        throw error;
      }
    },
    check: () => {
      const fault = fileFault(sql);
      return fault === null ? ok(undefined) : refuse('store-damaged', fault);
    },
    close: () => {
      audit.close();
      sql.close();
    },
  });
}

function write(
  sql: Sql,
  figures: Figures,
  audit: Audit,
  { expects, entries, changes, facts = [], rebuild }: Commit,
): Result<void> {
  try {
    return sql.transaction((): Result<void> => {
      const other = expects.find((expected) => presentVersion(sql, expected) !== expected.version);
      if (other) {
        return refuse('books-changed', `expected version ${other.version} of this ${other.of}, got another`);
      }
      if (rebuild !== undefined) {
        const put = putTables(sql, audit, rebuild);
        if (!put.ok) return put;
      }
      for (const entry of entries) appendEntry(sql, entry);
      for (const change of changes) applyChange(sql, figures, change);
      if (rebuild === 'anew') readAllAgain(sql, figures);
      for (const fact of facts) applyChange(sql, figures, fact);
      figures.settle();
      keepFacts(sql, facts);
      return ok(undefined);
    });
  } catch (error) {
    figures.forget();
    const refusal = storeRefusal(error) ?? differenceRefusal(error);
    if (refusal) return refusal;
    throw error;
  }
}

/** Addresses in one batch of facts. */
const TOGETHER = 1_000;

/** Facts begin anew: what addresses have is to be read again. */
function readAllAgain(sql: Sql, figures: Figures): void {
  const addresses = issuedAddresses(sql);
  keepTries(sql, figures);
  for (let from = 0; from < addresses.length; from += TOGETHER) {
    const facts = addresses
      .slice(from, from + TOGETHER)
      .map((address) => ({ kind: 'address-touched', address }) as const);
    for (const fact of facts) applyChange(sql, figures, fact);
    keepFacts(sql, facts);
  }
}

/**
 * Tries of passwords that were counted stay counted, up to as many as make the longest wait; and the epoch is kept.
 */
function keepTries(sql: Sql, figures: Figures): void {
  const tries = sql.all('SELECT owner_id, failures, last_failure_at FROM password_failures');
  sql.run('DELETE FROM password_failures');
  const epochs = sql.all('SELECT epoch, began_at FROM epoch');
  const facts = [
    ...epochs.map(
      (row) =>
        ({ kind: 'epoch-reached', epoch: BigInt(str(row['epoch'])), at: int(row['began_at']) }) as const,
    ),
    ...tries.flatMap((row) =>
      Array.from({ length: Math.min(int(row['failures']), 100) }, () => ({
        kind: 'password-failed' as const,
        ownerId: str(row['owner_id']),
        at: int(row['last_failure_at']),
      })),
    ),
  ];
  for (const fact of facts) applyChange(sql, figures, fact);
  keepFacts(sql, facts);
}
