import { broughtName } from './account-names.ts';
import type { CeremonyRecord } from './ceremony-record.ts';
import type { CameBack, CeremonySession } from './session.ts';

/** Counts a restore from its record; null for every other ceremony. */
export function cameBack(
  session: Pick<CeremonySession, 'state' | 'isNew' | 'found' | 'former' | 'contents'>,
  { accounts, addresses, imported }: Pick<CeremonyRecord, 'accounts' | 'addresses' | 'imported'>,
  coinType: number,
): CameBack | null {
  if (session.state.plan.kind !== 'restore') return null;
  return {
    known: !session.isNew,
    accounts: accounts.length,
    named: accounts.filter(({ account }) => broughtName(session, account, coinType) !== null).length,
    addresses: addresses.filter(({ issued }) => issued).length,
    changeAddresses: addresses.filter(({ path }) => path.change !== 0).length,
    balance: session.found?.reduce((sum, { balance }) => sum + balance, 0n) ?? null,
    payments: imported?.payments ?? 0,
  };
}
