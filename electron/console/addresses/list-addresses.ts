import type { Account, OwnAddress, Window } from '../../books/rows.ts';
import type { Chain } from '../../chains/chain.ts';
import type { AddressRow } from '../../contract/accounts.ts';
import type { Problem } from '../../contract/shared.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/**
 * An own address as the contract shows it.
 * @param problem why it must not be shown as one; null where it may
 */
export function addressRow(
  chain: Pick<Chain, 'address' | 'derivation'>,
  {
    address,
    path,
    issuedAt,
    balance,
  }: Pick<OwnAddress, 'address' | 'path' | 'issuedAt'> & { readonly balance: bigint },
  problem: Refusal | null,
): AddressRow {
  return {
    ...shownAddress(address, problem),
    otherForms: problem ? [] : [...chain.address.otherForms(address)],
    path,
    pathText: chain.derivation.format(path),
    balance: problem ? '0' : balance.toString(),
    issuedAt: issuedAt ?? 0,
  };
}

/** An address, or why it is none: never both. */
export function shownAddress(
  address: string,
  problem: Refusal | null,
): { readonly address: string | null; readonly problem: Problem | null } {
  return problem
    ? { address: null, problem: { code: problem.code, message: problem.message } }
    : { address, problem: null };
}

/**
 * The issued addresses of an account, newest first, each checked; refuses `account-unknown`, and `address-not-attested` for
 * an account whose name is not the journal's.
 */
export async function listAddresses(
  { books, chain, attested }: Pick<Station, 'books' | 'chain' | 'attested'>,
  { vaultId, account, ...window }: Window & { readonly vaultId: string; readonly account: number },
): Promise<Result<{ total: number; rows: AddressRow[] }>> {
  const known = await requireAccount({ books, attested }, vaultId, account);
  if (!known.ok) return known;
  const { total, rows } = await books.addresses.issued(window, vaultId, account);
  const problems = await attested.check(rows);
  return ok({ total, rows: rows.map((row, i) => addressRow(chain, row, problems[i] ?? null)) });
}

/**
 * Refuses `account-unknown` for an address that is none of this treasury, and `address-not-attested` for one that only its
 * row says to be.
 */
export async function requireOwnAddress(
  { books, attested }: Pick<Station, 'books' | 'attested'>,
  address: string,
): Promise<Result<OwnAddress>> {
  const own = await books.addresses.find(address);
  return own ? attested.confirm(own) : refuse('account-unknown', 'this address is none of this treasury');
}

/** Refuses `account-unknown`, and `address-not-attested` for an account whose name is not the journal's. */
export async function requireAccount(
  { books, attested }: Pick<Station, 'books' | 'attested'>,
  vaultId: string,
  index: number,
): Promise<Result<Account>> {
  const account = await books.accounts.get(vaultId, index);
  if (!account) return unknownAccount(index);
  const [problem] = await attested.checkAccounts([account]);
  return problem ?? ok(account);
}

/** Refuses a number that no account of the vault has. */
const unknownAccount = (account: number) => refuse('account-unknown', `no account ${account} in this vault`);
