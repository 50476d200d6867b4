import type { Deposit, DepositInList } from '../rows.ts';
import { accountOf, addressOf } from './read-accounts.ts';
import { int, intOrNull, likePattern, type Row, type Sql, str, strOrNull, units } from './sql.ts';
import type { SyncBooks } from './sync.ts';

const columns = `d.*, n.alias, n.created_at, n.entry_seq, a.vault_id, a.account, a.change, a.position, a.batch, a.proof,
  a.issued_at, a.issued_seq`;
const joined = `JOIN addresses a ON a.address = d.address
  JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account`;
const newestFirst = 'ORDER BY d.seen_at DESC, d.transaction_id';

export function readDeposits(sql: Sql): SyncBooks['deposits'] {
  return {
    find: (transactionId, address) => {
      const row = sql.get(
        'SELECT * FROM deposits WHERE transaction_id = ? AND address = ?',
        transactionId,
        address,
      );
      return row && depositOf(row);
    },
    list: ({ search, offset, limit }, state) => {
      const text = search.trim();
      if (text === '') {
        // The page first, by an index; its names after that.
        const rows = sql.all(
          `SELECT ${columns} FROM (
             SELECT * FROM deposits ${state === null ? 'WHERE ?1 IS NULL' : 'WHERE state = ?1'}
             ORDER BY seen_at DESC, transaction_id LIMIT ?2 OFFSET ?3
           ) d ${joined} ${newestFirst}`,
          state,
          limit,
          offset,
        );
        return { total: countDeposits(sql, state), rows: rows.map(depositInList) };
      }
      const where = `(?1 IS NULL OR d.state = ?1) AND (n.alias LIKE ?3 ESCAPE '\\' OR d.address = ?2
        OR d.transaction_id = ?2 OR d.sender = ?2)`;
      const key = [state, text, likePattern(text)] as const;
      const total = int(
        sql.get(`SELECT COUNT(*) AS n FROM deposits d ${joined} WHERE ${where}`, ...key)?.['n'],
      );
      const rows = sql.all(
        `SELECT ${columns} FROM deposits d ${joined} WHERE ${where} ${newestFirst} LIMIT ?4 OFFSET ?5`,
        ...key,
        limit,
        offset,
      );
      return { total, rows: rows.map(depositInList) };
    },
  };
}

function countDeposits(sql: Sql, state: 'seen' | 'final' | null): number {
  const rows = sql.all(
    "SELECT rows FROM counts WHERE list = 'deposits' AND (?1 IS NULL OR filter = ?1)",
    state,
  );
  return rows.reduce((all, row) => all + int(row['rows']), 0);
}

function depositOf(row: Row): Deposit {
  return {
    transactionId: str(row['transaction_id']),
    address: str(row['address']),
    units: units(row['units']),
    sender: str(row['sender']),
    state: str(row['state']) === 'final' ? 'final' : 'seen',
    seenAt: int(row['seen_at']),
    finalAt: intOrNull(row['final_at']),
    checkpoint: strOrNull(row['checkpoint']),
  };
}

function depositInList(row: Row): DepositInList {
  return { ...depositOf(row), account: accountOf(row), own: addressOf(row) };
}
