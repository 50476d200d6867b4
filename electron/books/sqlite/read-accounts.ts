import { bytesToHex } from '../../core/digest.ts';
import type { Account, AccountInList, OwnAddress } from '../rows.ts';
import {
  bytes,
  int,
  intOrNull,
  likePattern,
  type Row,
  type Sql,
  str,
  strOrNull,
  sum,
  textOf,
} from './sql.ts';
import type { SyncBooks } from './sync.ts';

export function readAccounts(sql: Sql): SyncBooks['accounts'] {
  return {
    nextIndex: (vaultId) => {
      const row = sql.get('SELECT next_account FROM vaults WHERE vault_id = ?', vaultId);
      return row ? int(row['next_account']) : 0;
    },
    get: (vaultId, index) => {
      const row = sql.get('SELECT * FROM accounts WHERE vault_id = ? AND account = ?', vaultId, index);
      return row && accountOf(row);
    },
    byAliasKey: (key) => {
      const row =
        sql.get('SELECT * FROM accounts WHERE alias_key = ?', key) ??
        sql.get(
          `SELECT a.* FROM former_names f JOIN accounts a ON a.vault_id = f.vault_id AND a.account = f.account
           WHERE f.alias_key = ? LIMIT 1`,
          key,
        );
      return row && accountOf(row);
    },
    one: (vaultId, index) => {
      const row = sql.get('SELECT * FROM accounts WHERE vault_id = ? AND account = ?', vaultId, index);
      return row && accountInList(row);
    },
    free: (vaultId, index) =>
      sql
        .all(
          'SELECT free FROM addresses WHERE vault_id = ? AND account = ? AND free_inputs > 0',
          vaultId,
          index,
        )
        .reduce((all, row) => all + sum(row['free']), 0n),
    formerNames: (vaultId, index) =>
      sql
        .all(
          'SELECT * FROM former_names WHERE vault_id = ? AND account = ? ORDER BY entry_seq DESC',
          vaultId,
          index,
        )
        .map((row) => ({
          alias: str(row['alias']),
          endedAt: int(row['ended_at']),
          officerId: strOrNull(row['officer_id']),
          entry: int(row['entry_seq']),
        })),
    list: ({ search, offset, limit }, vaultId, archived) => {
      const text = search.trim();
      const where = `${vaultId === null ? '?1 IS NULL' : 'vault_id = ?1'} ${
        text === ''
          ? "AND ?2 = '' AND ?3 IS NOT NULL"
          : `AND (alias LIKE ?3 ESCAPE '\\' OR note LIKE ?3 ESCAPE '\\'
              OR (vault_id, account) IN (SELECT vault_id, account FROM former_names WHERE alias LIKE ?3 ESCAPE '\\')
              OR (vault_id, account) IN (SELECT vault_id, account FROM addresses WHERE address = ?2))`
      } ${archived === undefined ? '' : `AND archived_at IS ${archived ? 'NOT' : ''} NULL`}`;
      const key = [vaultId, text, likePattern(text)] as const;
      const rows = sql.all(
        `SELECT * FROM accounts WHERE ${where} ORDER BY created_at, vault_id, account LIMIT ?4 OFFSET ?5`,
        ...key,
        limit,
        offset,
      );
      const total =
        text === ''
          ? countAccounts(sql, vaultId, archived)
          : int(sql.get(`SELECT COUNT(*) AS n FROM accounts WHERE ${where}`, ...key)?.['n']);
      return { total, rows: rows.map(accountInList) };
    },
  };
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

export function readAddresses(sql: Sql): SyncBooks['addresses'] {
  const find = (address: string) => {
    const row = sql.get('SELECT * FROM addresses WHERE address = ?', address);
    return row && addressOf(row);
  };
  return {
    find,
    known: (addresses) => [...new Set(addresses)].flatMap((address) => find(address) ?? []),
    nextReady: (vaultId, account) => {
      const row = sql.get(
        `SELECT * FROM addresses WHERE vault_id = ? AND account = ? AND change = 0 AND issued_at IS NULL
         ORDER BY position LIMIT 1`,
        vaultId,
        account,
      );
      return row && addressOf(row);
    },
    nextPosition: (vaultId, account) => {
      const row = sql.get(
        `SELECT COALESCE(MAX(position) + 1, 0) AS next FROM addresses
         WHERE vault_id = ? AND account = ? AND change = 0`,
        vaultId,
        account,
      );
      return int(row?.['next']);
    },
    issued: ({ search, offset, limit }, vaultId, account) => {
      const text = search.trim();
      const where = `vault_id = ?1 AND account = ?2 AND issued_at IS NOT NULL AND (?3 = '' OR address LIKE ?4 ESCAPE '\\')`;
      const key = [vaultId, account, text, likePattern(text)] as const;
      const rows = sql.all(
        `SELECT * FROM addresses WHERE ${where} ORDER BY position DESC LIMIT ?5 OFFSET ?6`,
        ...key,
        limit,
        offset,
      );
      const kept = sql.get(
        'SELECT issued AS n FROM accounts WHERE vault_id = ? AND account = ?',
        vaultId,
        account,
      );
      const total =
        text === ''
          ? kept
            ? int(kept['n'])
            : 0
          : int(sql.get(`SELECT COUNT(*) AS n FROM addresses WHERE ${where}`, ...key)?.['n']);
      return { total, rows: rows.map((row) => ({ ...addressOf(row), balance: sum(row['balance']) })) };
    },
    attestations: (batches) =>
      batches.map((batch) => {
        const row = sql.get('SELECT attestation FROM attestations WHERE batch = ?', batch);
        return row && textOf(row['attestation']);
      }),
    touched: (limit) =>
      sql
        .all('SELECT address FROM addresses WHERE touched = 1 ORDER BY address LIMIT ?', limit)
        .map((row) => str(row['address'])),
    touches: (addresses) =>
      new Map(
        addresses.flatMap((address) => {
          const row = sql.get('SELECT touches FROM addresses WHERE address = ?', address);
          return row ? [[address, int(row['touches'])] as const] : [];
        }),
      ),
    issuedSince: (since, limit) =>
      sql
        .all(
          'SELECT address FROM addresses WHERE issued_at >= ? ORDER BY issued_at DESC LIMIT ?',
          since,
          limit,
        )
        .map((row) => str(row['address'])),
  };
}

export function accountOf(row: Row): Account {
  return {
    vaultId: str(row['vault_id']),
    index: int(row['account']),
    alias: str(row['alias']),
    createdAt: int(row['created_at']),
    entry: int(row['entry_seq']),
  };
}

function accountInList(row: Row): AccountInList {
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

export function addressOf(row: Row): OwnAddress {
  const batch = strOrNull(row['batch']);
  const proof = row['proof'] ?? null;
  return {
    address: str(row['address']),
    vaultId: str(row['vault_id']),
    path: { account: int(row['account']), change: int(row['change']), index: int(row['position']) },
    issuedAt: intOrNull(row['issued_at']),
    attested: batch === null ? null : { batch, proof: proof === null ? '' : bytesToHex(bytes(proof)) },
    issuedBy: intOrNull(row['issued_seq']),
  };
}
