import type { OwnAddress, Window } from '../../books/books.ts';
import type { Chain } from '../../chains/chain.ts';
import type { AddressRow } from '../../contract/accounts.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** An own address as the contract shows it. */
export function addressRow(
  chain: Pick<Chain, 'address' | 'derivation'>,
  {
    address,
    path,
    issuedAt,
    balance,
  }: Pick<OwnAddress, 'address' | 'path' | 'issuedAt'> & { readonly balance: bigint },
): AddressRow {
  return {
    address,
    otherForms: [...chain.address.otherForms(address)],
    path,
    pathText: chain.derivation.format(path),
    balance: balance.toString(),
    issuedAt: issuedAt ?? 0,
  };
}

/** The issued addresses of an account, newest first; refuses `account-unknown`. */
export async function listAddresses(
  { books, chain }: Pick<Station, 'books' | 'chain'>,
  { vaultId, account, ...window }: Window & { readonly vaultId: string; readonly account: number },
): Promise<Result<{ total: number; rows: AddressRow[] }>> {
  if (!(await books.accounts.get(vaultId, account))) return unknownAccount(account);
  const { total, rows } = await books.addresses.issued(window, vaultId, account);
  return ok({ total, rows: rows.map((row) => addressRow(chain, row)) });
}

/** Refuses `account-unknown` for an address that is none of this treasury. */
export async function requireOwnAddress(
  { books }: Pick<Station, 'books'>,
  address: string,
): Promise<Result<OwnAddress>> {
  const own = await books.addresses.find(address);
  return own ? ok(own) : refuse('account-unknown', 'this address is none of this treasury');
}

/** Refuses a number that no account of the vault has. */
export const unknownAccount = (account: number) =>
  refuse('account-unknown', `no account ${account} in this vault`);
