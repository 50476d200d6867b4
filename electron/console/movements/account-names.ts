import type { OwnAddress } from '../../books/rows.ts';
import type { Station } from '../station.ts';

/** The name of the account of each own address, as the journal gave it; empty where it gave another one. */
export async function accountNames(
  { books, attested }: Pick<Station, 'books' | 'attested'>,
  own: readonly (Pick<OwnAddress, 'vaultId' | 'path'> | undefined)[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const each of own) {
    const account = each && (await books.accounts.get(each.vaultId, each.path.account));
    const named = account && (await attested.checkAccounts([account]))[0] === null;
    names.push(named ? account.alias : '');
  }
  return names;
}
