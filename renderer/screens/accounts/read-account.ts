import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';

/** An account as it is now. */
export async function readAccount({ vaultId, index }: AccountRow): Promise<AccountRow | undefined> {
  const found = await call('account.read', { as: actingOfficer(), vaultId, account: index });
  return found.ok ? found.value.row : undefined;
}
