import type { Version } from '../../core/projection/version.ts';
import { assertNever } from '../../core/result.ts';
import { CHAINS } from './read-journal.ts';
import { int, type Sql, str, sum } from './sql.ts';

/** The version that the books have of what a decision named. */
export function presentVersion(sql: Sql, expected: Version): number | bigint {
  switch (expected.of) {
    case 'movement': {
      const row = sql.get('SELECT version FROM movements WHERE id = ?', expected.id);
      return row ? int(row['version']) : 0;
    }
    case 'payments': {
      const row = sql.get(
        `SELECT row FROM movements WHERE kind = 'withdrawal' AND recipient = ? AND units = ?
         ORDER BY row DESC LIMIT 1`,
        expected.recipient,
        expected.units,
      );
      return row ? int(row['row']) : 0;
    }
    case 'external-id':
      return sql.has('SELECT 1 FROM movements WHERE external_id = ?', expected.id) ? 1 : 0;
    case 'alias':
      return sql.has('SELECT 1 FROM accounts WHERE alias_key = ?', expected.key) ||
        sql.has('SELECT 1 FROM former_names WHERE alias_key = ?', expected.key)
        ? 1
        : 0;
    case 'account': {
      const row = sql.get(
        'SELECT entry_seq FROM accounts WHERE vault_id = ? AND account = ?',
        expected.vaultId,
        expected.account,
      );
      return row ? int(row['entry_seq']) : 0;
    }
    case 'archived': {
      const archived = sql.has(
        'SELECT 1 FROM accounts WHERE vault_id = ? AND account = ? AND archived_at IS NOT NULL',
        expected.vaultId,
        expected.account,
      );
      return archived ? 1 : 0;
    }
    case 'balance': {
      const row = sql.get(
        'SELECT balance FROM accounts WHERE vault_id = ? AND account = ?',
        expected.vaultId,
        expected.account,
      );
      return row ? sum(row['balance']) : 0n;
    }
    case 'next-account': {
      const row = sql.get('SELECT next_account FROM vaults WHERE vault_id = ?', expected.vaultId);
      return row ? int(row['next_account']) : 0;
    }
    case 'address': {
      const row = sql.get('SELECT issued_at FROM addresses WHERE address = ?', expected.address);
      return row ? (row['issued_at'] === null ? 1 : 2) : 0;
    }
    case 'touches': {
      const row = sql.get('SELECT touches FROM addresses WHERE address = ?', expected.address);
      return row ? int(row['touches']) : 0;
    }
    case 'input':
      if (sql.has('SELECT 1 FROM spent_inputs WHERE key = ?', expected.key)) return 2;
      return sql.has('SELECT 1 FROM reservations WHERE key = ?', expected.key) ? 1 : 0;
    case 'proposal':
      return sql.has('SELECT 1 FROM proposals WHERE digest = ?', expected.digest) ? 1 : 0;
    case 'deposit': {
      const row = sql.get(
        'SELECT state FROM deposits WHERE transaction_id = ? AND address = ?',
        expected.transactionId,
        expected.address,
      );
      return row ? (str(row['state']) === 'final' ? 2 : 1) : 0;
    }
    case 'ceremony':
      return sql.has(
        `SELECT 1 FROM journal INDEXED BY journal_restored WHERE ${CHAINS}`,
        expected.transcriptId,
      )
        ? 1
        : 0;
    case 'cursor': {
      const row = sql.get('SELECT version FROM cursor WHERE only = 1');
      return row ? int(row['version']) : 0;
    }
    default:
      return assertNever(expected);
  }
}
