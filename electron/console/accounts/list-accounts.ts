import type { AccountInList, Window } from '../../books/rows.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Station } from '../station.ts';

/** An account as the contract shows it. */
export function accountRow(
  { vaults }: Pick<Policy, 'vaults'>,
  account: Omit<AccountInList, 'entry'>,
): AccountRow {
  const vault = vaults.find(({ id }) => id === account.vaultId);
  return {
    vaultId: account.vaultId,
    vaultName: vault?.name ?? '',
    vaultKind: vault?.kind ?? 'hot',
    index: account.index,
    alias: account.alias,
    issuedAddresses: account.issuedAddresses,
    balance: account.balance.toString(),
    createdAt: account.createdAt,
  };
}

/** A window of the accounts, of one vault or of all. */
export async function listAccounts(
  { books, policy }: Pick<Station, 'books' | 'policy'>,
  { vaultId, ...window }: Window & { readonly vaultId: string | null },
): Promise<{ total: number; rows: AccountRow[] }> {
  const { total, rows } = await books.accounts.list(window, vaultId);
  return { total, rows: rows.map((row) => accountRow(policy.present(), row)) };
}
