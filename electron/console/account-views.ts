import type { AccountInList, OwnAddress } from '../books/sqlite/accounts.ts';
import type { Page, Window } from '../books/sqlite/database.ts';
import { legacyAddress } from '../core/address.ts';
import { formatPath } from '../core/derivation-path.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Treasury } from './treasury.ts';
import type { AccountRow, AddressRow } from '../contract/accounts.ts';

export function accountRow({ policy }: Treasury, account: AccountInList): AccountRow {
  const vault = policy.vaults.find((candidate) => candidate.id === account.vaultId)!;
  return {
    vaultId: account.vaultId,
    vaultName: vault.name,
    vaultKind: vault.kind,
    index: account.index,
    alias: account.alias,
    issuedAddresses: account.issuedAddresses,
    balance: account.balance.toString(),
    createdAt: account.createdAt,
  };
}

export function addressRow({
  address,
  path,
  issuedAt,
  balance,
}: OwnAddress & { balance: bigint }): AddressRow {
  return {
    address,
    legacy: legacyAddress(address),
    path,
    pathText: formatPath(path),
    balance: balance.toString(),
    issuedAt: issuedAt ?? 0,
  };
}

export function listAccounts(
  treasury: Treasury,
  { vaultId, ...window }: Window & { vaultId: string | null },
) {
  const { total, rows } = treasury.store.accounts.list(window, vaultId);
  return { total, rows: rows.map((row) => accountRow(treasury, row)) };
}

/** The issued addresses of an account, newest first. */
export function listAddresses(
  { store }: Treasury,
  { vaultId, account, ...window }: Window & { vaultId: string; account: number },
): Result<{ total: number; rows: AddressRow[] }> {
  if (!store.accounts.get(vaultId, account))
    return refuse('account-unknown', `no account ${account} in this vault`);
  const { total, rows }: Page<OwnAddress & { balance: bigint }> = store.accounts.issued(
    window,
    vaultId,
    account,
  );
  return ok({ total, rows: rows.map(addressRow) });
}
