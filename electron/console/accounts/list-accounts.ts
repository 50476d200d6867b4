import type { AccountInList } from '../../books/rows.ts';
import type { AccountRow } from '../../contract/accounts.ts';
import { amountText } from '../../core/money.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Refusal } from '../../core/result.ts';
import { hasTerm, termsOf } from '../../core/search/found-by.ts';
import { type ListAsked, windowOf } from '../search/meaning-of.ts';
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
 * A window of the accounts, of one vault or of all, each name compared with the entry that gave it. An account that is found
 * by an address only is shown as found by it where its vault has signed one of the addresses that have the words, and
 * somebody gave it out as its row says: an address that only a row names is no address of anybody.
 */
export async function listAccounts(
  station: Pick<Station, 'books' | 'policy' | 'attested' | 'chain' | 'effects'>,
  {
    vaultId,
    archived,
    ...asked
  }: ListAsked & { readonly vaultId: string | null; readonly archived?: boolean },
): Promise<{ total: number; rows: AccountRow[] }> {
  const { books, policy, attested } = station;
  const own = await books.addresses.find(asked.search.trim());
  if (own && !(await attested.confirm(own)).ok) return { total: 0, rows: [] };
  const { total, rows } = await books.accounts.list(windowOf(station, asked), vaultId, archived);
  const names = await attested.checkAccounts(rows);
  const addresses = await Promise.all(rows.map((row) => addressProblem(station, row, asked.search)));
  return {
    total,
    rows: rows.map((row, i) => accountRow(policy.present(), row, names[i] ?? addresses[i] ?? null)),
  };
}

/** Addresses of one account that are looked at. */
const MOST = 5;

/** Why the address by which an account was found is none of it; null where there is none, and where it is one. */
async function addressProblem(
  { books, attested, chain }: Pick<Station, 'books' | 'attested' | 'chain'>,
  { vaultId, index, alias, note, balance }: AccountInList,
  search: string,
): Promise<Refusal | null> {
  const shown = `${alias} ${note} ${index} ${amountText(balance, chain.asset)}`;
  const [term] = termsOf(search).filter((each) => !hasTerm(shown, each));
  if (term === undefined) return null;
  const { rows } = await books.addresses.issued({ search: term, offset: 0, limit: MOST }, vaultId, index);
  const problems = await attested.check(rows);
  return problems.some((problem) => problem === null) ? null : (problems[0] ?? null);
}
