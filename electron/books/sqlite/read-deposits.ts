import type { Deposit, DepositInList } from '../rows.ts';
import { accountOf, addressOf } from './account-rows.ts';
import { condition } from './conditions.ts';
import { findRows, type RowOrder, rowsByNumber, type Searchable } from './find-rows.ts';
import { FoundRows } from './found-rows.ts';
import { restsOnOf } from './read-flows.ts';
import { int, intOrNull, type Row, type Sql, str, strOrNull, units } from './sql.ts';
import type { SyncBooks } from './sync.ts';

const columns = `d.transaction_id, d.address, d.units, d.sender, d.state, d.seen_at, d.final_at, d.checkpoint,
  n.alias, n.created_at, n.entry_seq, a.vault_id, a.account, a.change, a.position, a.batch, a.proof,
  a.issued_at, a.issued_seq,
  (SELECT f.rests_on FROM flows f WHERE f.transaction_id = d.transaction_id AND f.vault_id = a.vault_id
    AND f.kind = 'deposit' AND f.address = d.address) AS rests_on`;
const joined = `JOIN addresses a ON a.address = d.address
  JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account`;
export function readDeposits(sql: Sql, found = new FoundRows()): SyncBooks['deposits'] {
  return {
    find: (transactionId, address) => {
      const row = sql.get(
        'SELECT * FROM deposits WHERE transaction_id = ? AND address = ?',
        transactionId,
        address,
      );
      return row && depositOf(row);
    },
    list: (window, state) => {
      const { total, numbers } = findRows(sql, found, searchable, {
        window,
        orders: state === null ? orders : { ...orders, time: ofState },
        own: { by: 'time', down: true },
        of: state === null ? [] : [condition('state = ?', state)],
        filters: [],
        kept: () => countDeposits(sql, state),
      });
      const rows = rowsByNumber(
        sql,
        `SELECT d.row AS number, ${columns} FROM deposits d ${joined} WHERE d.row IN (SELECT value FROM json_each(?))`,
        numbers,
      );
      return { total, rows: rows.map(depositInList) };
    },
  };
}

const searchable: Searchable = {
  table: 'deposits',
  row: 'row',
  words: 'deposits_words',
  time: 'seen_at',
  more: (_, { units: like }) =>
    like === null
      ? []
      : [condition('SELECT row FROM deposits WHERE units >= ? AND units < ?', like.from, like.to)],
  meant: () => [],
};

const orders = {
  time: { index: 'deposits_in_list', columns: [['row', 'ASC']] },
  amount: {
    index: 'deposits_by_amount',
    columns: [
      ['units', 'ASC'],
      ['row', 'ASC'],
    ],
  },
  state: {
    index: 'deposits_by_state',
    columns: [
      ['state', 'ASC'],
      ['row', 'DESC'],
    ],
  },
} as const;
/** All of one state, in the order of time, is the index of states itself. */
const ofState: RowOrder = { index: 'deposits_by_state', columns: [['row', 'ASC']] };

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
  const restsOn = row['rests_on'] === null ? null : restsOnOf(row);
  return { ...depositOf(row), restsOn, account: accountOf(row), own: addressOf(row) };
}
