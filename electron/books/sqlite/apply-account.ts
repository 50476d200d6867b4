import { aliasKey } from '../../core/account/alias.ts';
import type { Change } from '../../core/projection/change.ts';
import type { Figures } from './figures.ts';
import { noteAccountFoundBy, noteRenamed } from './row-words.ts';
import { type Sql, sum, sumText } from './sql.ts';

type Of<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;

export type AccountChange = Of<'account-added' | 'account-renamed' | 'account-noted' | 'account-archived'>;

/** Applies one change of an account's row. */
export function applyAccountChange(sql: Sql, figures: Figures, change: AccountChange): void {
  const { vaultId, account } = change;
  switch (change.kind) {
    case 'account-added':
      addAccount(sql, figures, change);
      return;
    case 'account-renamed':
      renameAccount(sql, change);
      return;
    case 'account-noted':
      sql.run(
        'UPDATE accounts SET note = ? WHERE vault_id = ? AND account = ?',
        change.note,
        vaultId,
        account,
      );
      noteAccountFoundBy(sql, vaultId, account);
      return;
    case 'account-archived':
      archiveAccount(sql, figures, change);
      return;
  }
}

export function ensureVault(sql: Sql, vaultId: string): void {
  sql.run('INSERT INTO vaults (vault_id) VALUES (?) ON CONFLICT DO NOTHING', vaultId);
}

/** An account that exists keeps its name. */
function addAccount(sql: Sql, figures: Figures, change: Of<'account-added'>): void {
  const { vaultId, account, alias, createdAt, entry } = change;
  const added = sql.run(
    `INSERT INTO accounts (vault_id, account, alias, alias_key, created_at, entry_seq)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    vaultId,
    account,
    alias,
    aliasKey(alias),
    createdAt,
    entry,
  );
  if (added === 0) return;
  noteAccountFoundBy(sql, vaultId, account);
  ensureVault(sql, vaultId);
  sql.run(
    'UPDATE vaults SET accounts = accounts + 1, next_account = MAX(next_account, ?) WHERE vault_id = ?',
    account + 1,
    vaultId,
  );
  figures.count('accounts', '', 1);
}

/** A name that another account has, or had, is left where it is. */
function renameAccount(
  sql: Sql,
  { vaultId, account, alias, at, entry, officerId }: Of<'account-renamed'>,
): void {
  const key = aliasKey(alias);
  const taken = `SELECT 1 FROM accounts WHERE alias_key = ?1 AND (vault_id, account) <> (?2, ?3)
    UNION ALL SELECT 1 FROM former_names WHERE alias_key = ?1 AND (vault_id, account) <> (?2, ?3)`;
  if (sql.has(taken, key, vaultId, account)) return;
  sql.run(
    `INSERT INTO former_names (entry_seq, vault_id, account, alias, alias_key, ended_at, officer_id)
     SELECT ?, vault_id, account, alias, alias_key, ?, ? FROM accounts WHERE vault_id = ? AND account = ?
     ON CONFLICT DO NOTHING`,
    entry,
    at,
    officerId,
    vaultId,
    account,
  );
  sql.run(
    'UPDATE accounts SET alias = ?, alias_key = ?, entry_seq = ? WHERE vault_id = ? AND account = ?',
    alias,
    key,
    entry,
    vaultId,
    account,
  );
  noteRenamed(sql, vaultId, account);
}

function archiveAccount(sql: Sql, figures: Figures, { vaultId, account, at }: Of<'account-archived'>): void {
  const was = sql.get(
    'SELECT archived_at FROM accounts WHERE vault_id = ? AND account = ?',
    vaultId,
    account,
  );
  if (!was) return;
  const isAside = was['archived_at'] !== null;
  sql.run('UPDATE accounts SET archived_at = ? WHERE vault_id = ? AND account = ?', at, vaultId, account);
  if (isAside !== (at !== null)) figures.count('accounts', `archived:${vaultId}`, isAside ? -1 : 1);
}

/** Adds a final deposit to what the account of its address has received. */
export function creditAccount(sql: Sql, { address, units, finalAt }: Of<'deposit-final'>): void {
  const row = sql.get(
    `SELECT vault_id, account, received FROM accounts
     WHERE (vault_id, account) = (SELECT vault_id, account FROM addresses WHERE address = ?)`,
    address,
  );
  if (!row) return;
  sql.run(
    `UPDATE accounts SET received = ?, last_deposit_at = MAX(COALESCE(last_deposit_at, 0), ?)
     WHERE vault_id = ? AND account = ?`,
    sumText(sum(row['received']) + units),
    finalAt,
    row['vault_id'] ?? null,
    row['account'] ?? null,
  );
}
