import type { AccountDetail } from '../../contract/accounts.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Station } from '../station.ts';
import { accountRow } from './list-accounts.ts';

/** One account with what of it is free and held, and the names that it had, each as the journal gave it. */
export async function readAccount(
  { books, policy, attested }: Pick<Station, 'books' | 'policy' | 'attested'>,
  { vaultId, account }: { readonly vaultId: string; readonly account: number },
): Promise<Result<AccountDetail>> {
  const row = await books.accounts.one(vaultId, account);
  if (!row) return refuse('account-unknown', 'expected an account of this treasury');
  const [problem] = await attested.checkAccounts([row]);
  const free = await books.accounts.free(vaultId, account);
  const unproven = await books.inputs.unproven(vaultId, account);
  const former = await attested.formerNames(row, await books.accounts.formerNames(vaultId, account));
  return ok({
    row: accountRow(policy.present(), row, problem ?? null),
    free: free.toString(),
    held: (row.balance > free ? row.balance - free : 0n).toString(),
    unproven: unproven.all.toString(),
    existed: unproven.existed.toString(),
    formerNames: former.map(({ alias, endedAt, officerId }) => ({
      alias,
      endedAt,
      officerName: officerName(policy.present(), officerId),
    })),
  });
}
