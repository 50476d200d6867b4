import { accountOf, addressOf } from './account-rows.ts';
import { FoundRows } from './found-rows.ts';
import { KeptSieve } from './kept-sieve.ts';
import { accountInList, listAccounts } from './list-accounts.ts';
import { int, likePattern, type Sql, str, strOrNull, sum, textOf } from './sql.ts';
import type { SyncBooks } from './sync.ts';

export function readAccounts(sql: Sql, found = new FoundRows()): SyncBooks['accounts'] {
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
    list: (window, vaultId, archived) => listAccounts(sql, found, window, { vaultId, archived }),
  };
}

export function readAddresses(sql: Sql, sieve = new KeptSieve(sql)): SyncBooks['addresses'] {
  const find = (address: string) => {
    const row = sql.get('SELECT * FROM addresses WHERE address = ?', address);
    return row && addressOf(row);
  };
  return {
    find,
    known: (addresses) => [...new Set(addresses)].flatMap((address) => find(address) ?? []),
    sieve: () => sieve.read(),
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
    touched: (limit, after = '') =>
      sql
        .all(
          'SELECT address FROM addresses WHERE touched = 1 AND address > ? ORDER BY address LIMIT ?',
          after,
          limit,
        )
        .map((row) => str(row['address'])),
    touches: (addresses) =>
      new Map(
        addresses.flatMap((address) => {
          const row = sql.get('SELECT touches, touched_by FROM addresses WHERE address = ?', address);
          if (!row) return [];
          return [
            [address, { times: int(row['touches']), by: strOrNull(row['touched_by'] ?? null) }] as const,
          ];
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
