import type { AccountInList, Window } from '../../books/rows.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Refusal } from '../../core/result.ts';
import type { Station } from '../station.ts';

/**
 * An account as the contract shows it.
 * @param problem why its name is not believed; null where it is
 */
export function accountRow(
  { vaults }: Pick<Policy, 'vaults'>,
  account: Omit<AccountInList, 'entry'>,
  problem: Refusal | null,
): AccountRow {
  const vault = vaults.find(({ id }) => id === account.vaultId);
  return {
    vaultId: account.vaultId,
    vaultName: vault?.name ?? '',
    vaultKind: vault?.kind ?? 'hot',
    index: account.index,
    alias: problem ? '' : account.alias,
    problem: problem && { code: problem.code, message: problem.message },
    issuedAddresses: account.issuedAddresses,
    balance: account.balance.toString(),
    createdAt: account.createdAt,
    received: account.received.toString(),
    lastDepositAt: account.lastDepositAt,
    archivedAt: account.archivedAt,
    note: account.note,
  };
}

/**
 * A window of the accounts, of one vault or of all, each name compared with the entry that gave it. An address that is
 * looked for and that its vault has not signed, or that nobody gave out as its row says, is no address of anybody.
 */
export async function listAccounts(
  { books, policy, attested }: Pick<Station, 'books' | 'policy' | 'attested'>,
  { vaultId, archived, ...window }: Window & { readonly vaultId: string | null; readonly archived?: boolean },
): Promise<{ total: number; rows: AccountRow[] }> {
  const own = await books.addresses.find(window.search.trim());
  if (own && !(await attested.confirm(own)).ok) return { total: 0, rows: [] };
  const { total, rows } = await books.accounts.list(window, vaultId, archived);
  const problems = await attested.checkAccounts(rows);
  return { total, rows: rows.map((row, i) => accountRow(policy.present(), row, problems[i] ?? null)) };
}
