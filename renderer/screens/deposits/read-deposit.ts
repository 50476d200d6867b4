import type { DepositRow } from '../../../electron/contract/deposits.ts';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';

/** A deposit as it is now. One transaction may pay to many addresses. */
export async function readDeposit({ id, transaction }: DepositRow): Promise<DepositRow | undefined> {
  const found = await call('deposit.list', {
    as: actingOfficer(),
    search: transaction,
    state: null,
    offset: 0,
    limit: 500,
  });
  return found.ok ? found.value.rows.find((row) => row.id === id) : undefined;
}
