import type { AccountInList, Page, Window } from '../rows.ts';
import { accountOf } from './account-rows.ts';
import { condition } from './conditions.ts';
import { findRows, type RowOrder, rowsByNumber, type Searchable } from './find-rows.ts';
import type { FoundRows } from './found-rows.ts';
import { int, intOrNull, type Row, type Sql, str, sum, sumText } from './sql.ts';

/** By its name, its number, its balance, and any part of an address that was given out for it. */
const searchable: Searchable = {
  table: 'accounts',
  row: 'row',
  words: 'accounts_words',
  time: 'created_at',
  more: (phrase, { units }) => [
    condition(
      `SELECT n.row FROM addresses_words w JOIN addresses a ON a.row = w.rowid
       JOIN accounts n ON n.vault_id = a.vault_id AND n.account = a.account WHERE addresses_words MATCH ?`,
      phrase,
    ),
    ...(units === null
      ? []
      : [
          condition(
            'SELECT row FROM accounts INDEXED BY accounts_by_amount WHERE balance >= ? AND balance < ?',
            sumText(units.from),
            sumText(units.to),
          ),
        ]),
  ],
  meant: () => [],
};

const by = (index: string, column: string): RowOrder => ({
  index,
  columns: [
    [column, 'ASC'],
    ['row', 'ASC'],
  ],
});
const orders = {
  time: { index: 'accounts_in_list', columns: [['row', 'ASC']] },
  name: by('accounts_by_name', 'alias_key'),
  amount: by('accounts_by_amount', 'balance'),
} as const;
const ordersOfVault = {
  time: { index: 'accounts_of_vault', columns: [['row', 'ASC']] },
  name: by('accounts_of_vault_by_name', 'alias_key'),
  amount: by('accounts_of_vault_by_amount', 'balance'),
} as const;

/** A page of the accounts, of one vault or of all, the oldest first where nothing else is asked for. */
export function listAccounts(
  sql: Sql,
  found: FoundRows,
  window: Window,
  { vaultId, archived }: { readonly vaultId: string | null; readonly archived: boolean | undefined },
): Page<AccountInList> {
  const { total, numbers } = findRows(sql, found, searchable, {
    window,
    orders: vaultId === null ? orders : ordersOfVault,
    own: { by: 'time', down: false },
    of: [
      ...(vaultId === null ? [] : [condition('vault_id = ?', vaultId)]),
      ...(archived === undefined ? [] : [condition(`archived_at IS ${archived ? 'NOT ' : ''}NULL`)]),
    ],
    filters: [],
    kept: () => countAccounts(sql, vaultId, archived),
  });
  const rows = rowsByNumber(
    sql,
    'SELECT row AS number, * FROM accounts WHERE row IN (SELECT value FROM json_each(?))',
    numbers,
  );
  return { total, rows: rows.map(accountInList) };
}

function countAccounts(sql: Sql, vaultId: string | null, archived: boolean | undefined): number {
  const all =
    vaultId === null
      ? sql.get("SELECT rows AS n FROM counts WHERE list = 'accounts' AND filter = ''")
      : sql.get('SELECT accounts AS n FROM vaults WHERE vault_id = ?', vaultId);
  const every = all ? int(all['n']) : 0;
  if (archived === undefined) return every;
  const put = sql
    .all("SELECT filter, rows FROM counts WHERE list = 'accounts' AND filter <> ''")
    .filter((row) => vaultId === null || str(row['filter']) === `archived:${vaultId}`)
    .reduce((sum, row) => sum + int(row['rows']), 0);
  return archived ? put : every - put;
}

/** A row of the accounts as lists show it. */
export function accountInList(row: Row): AccountInList {
  return {
    ...accountOf(row),
    issuedAddresses: int(row['issued']),
    balance: sum(row['balance']),
    received: sum(row['received']),
    lastDepositAt: intOrNull(row['last_deposit_at']),
    archivedAt: intOrNull(row['archived_at']),
    note: str(row['note']),
  };
}
