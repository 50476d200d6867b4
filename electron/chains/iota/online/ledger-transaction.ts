import type { HoldingChange, LedgerTransaction } from '../../line.ts';
import { isIotaType } from '../pure/coin-type.ts';
import { netGas, type TransactionAnswer } from './answer-schemas.ts';
import { plainWords } from './plain-words.ts';

/** What to show of a transaction, so that {@link ledgerTransaction} can be made of it. */
export const transactionOptions = { showInput: true, showEffects: true, showBalanceChanges: true } as const;

/** A parsed answer in the port's words: changes of IOTA that addresses own; other coins and owners are left out. */
export function ledgerTransaction(answer: TransactionAnswer): LedgerTransaction {
  const { effects } = answer;
  const succeeded = effects.status.status === 'success';
  return {
    id: answer.digest,
    payers: [answer.transaction.data.sender],
    succeeded,
    error: succeeded ? null : plainWords(effects.status.error ?? 'no reason given'),
    checkpoint: answer.checkpoint ? BigInt(answer.checkpoint) : null,
    timestamp: answer.timestampMs ? Number(answer.timestampMs) : null,
    changes: answer.balanceChanges.flatMap(iotaChange),
    feePaid: netGas(effects.gasUsed),
  };
}

function iotaChange(change: TransactionAnswer['balanceChanges'][number]): readonly HoldingChange[] {
  if (change.owner === 'Immutable' || !('AddressOwner' in change.owner)) return [];
  if (!isIotaType(change.coinType)) return [];
  return [{ owner: change.owner.AddressOwner, units: BigInt(change.amount) }];
}
