import type { DepositInList } from '../../books/rows.ts';
import type { DepositRow } from '../../contract/deposits.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Refusal } from '../../core/result.ts';
import { shownAddress } from '../addresses/list-addresses.ts';
import { type ListAsked, windowOf } from '../search/meaning-of.ts';
import type { Station } from '../station.ts';

/**
 * A deposit as the contract shows it.
 * @param problem why its address must not be shown as one of this account; null where it may
 */
export function depositRow(
  { vaults }: Pick<Policy, 'vaults'>,
  deposit: DepositInList,
  problem: Refusal | null,
): DepositRow {
  return {
    id: `${deposit.transactionId}:${deposit.address}`,
    state: deposit.state,
    amount: deposit.units.toString(),
    ...shownAddress(deposit.address, problem),
    accountAlias: problem ? '' : deposit.account.alias,
    vaultName: vaults.find(({ id }) => id === deposit.account.vaultId)?.name ?? '',
    sender: deposit.sender,
    transaction: deposit.transactionId,
    seenAt: deposit.seenAt,
    finalAt: deposit.finalAt,
    restsOn: deposit.restsOn,
    checkpoint: deposit.checkpoint,
  };
}

/** Why the address of each deposit, or the name of its account, is not believed; null where both are. */
export async function whyNotShown(
  attested: Station['attested'],
  deposits: readonly DepositInList[],
): Promise<readonly (Refusal | null)[]> {
  const addresses = await attested.check(deposits.map(({ own }) => own));
  const accounts = await attested.checkAccounts(deposits.map(({ account }) => account));
  return deposits.map((_, i) => addresses[i] ?? accounts[i] ?? null);
}

/** A window of the deposits, newest first, all or in one state. */
export async function listDeposits(
  station: Pick<Station, 'books' | 'policy' | 'attested' | 'chain' | 'effects'>,
  { state, ...asked }: ListAsked & { readonly state: 'seen' | 'final' | null },
): Promise<{ total: number; rows: DepositRow[] }> {
  const { books, policy, attested } = station;
  const { total, rows } = await books.deposits.list(windowOf(station, asked), state);
  const problems = await whyNotShown(attested, rows);
  return { total, rows: rows.map((row, i) => depositRow(policy.present(), row, problems[i] ?? null)) };
}
