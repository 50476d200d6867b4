import type { DepositInList, Window } from '../../books/books.ts';
import type { DepositRow } from '../../contract/deposits.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Station } from '../station.ts';

/** A deposit as the contract shows it. */
export function depositRow({ vaults }: Pick<Policy, 'vaults'>, deposit: DepositInList): DepositRow {
  return {
    id: `${deposit.transactionId}:${deposit.address}`,
    state: deposit.state,
    amount: deposit.units.toString(),
    address: deposit.address,
    accountAlias: deposit.account.alias,
    vaultName: vaults.find(({ id }) => id === deposit.account.vaultId)?.name ?? '',
    sender: deposit.sender,
    transaction: deposit.transactionId,
    seenAt: deposit.seenAt,
    finalAt: deposit.finalAt,
    checkpoint: deposit.checkpoint,
  };
}

/** A window of the deposits, newest first, all or in one state. */
export async function listDeposits(
  { books, policy }: Pick<Station, 'books' | 'policy'>,
  { state, ...window }: Window & { readonly state: 'seen' | 'final' | null },
): Promise<{ total: number; rows: DepositRow[] }> {
  const { total, rows } = await books.deposits.list(window, state);
  return { total, rows: rows.map((row) => depositRow(policy.present(), row)) };
}
