import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';

/** An account as it is now. */
export async function readAccount(account: AccountRow): Promise<AccountRow | undefined> {
  const { vaultId, index, alias } = account;
  const as = actingOfficer();
  const issued = await call('address.list', { as, vaultId, account: index, search: '', offset: 0, limit: 1 });
  // Any number of names may contain this one; an address belongs to one account only.
  const search = (issued.ok ? issued.value.rows[0]?.address : null) ?? alias;
  const found = await call('account.list', { as, vaultId, search, offset: 0, limit: 500 });
  return found.ok ? found.value.rows.find((row) => row.index === index) : undefined;
}
