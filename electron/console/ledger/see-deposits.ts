import type { Books } from '../../books/books.ts';
import type { OwnAddress } from '../../books/rows.ts';
import type { Checkpoint } from '../../chains/line.ts';
import type { FactChange } from '../../core/projection/change.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Recorder } from '../recorder.ts';
import { depositsIn } from './take-in-checkpoint.ts';

/**
 * Shows deposits in proven checkpoints that wait for the check of the books: a courtesy, never a credit. They are facts, on which
 * nothing rests, and are final with the checkpoint, once it is taken in.
 * @param own addresses that a vault has signed, by address
 * @returns whether there were any new ones
 */
export async function seeDeposits(
  { books, recorder }: { readonly books: Pick<Books, 'deposits'>; readonly recorder: Recorder },
  checkpoints: readonly Checkpoint[],
  own: ReadonlyMap<string, OwnAddress>,
): Promise<Result<boolean>> {
  const facts: FactChange[] = [];
  for (const { timestamp, transactions } of checkpoints) {
    for (const transaction of transactions) {
      const { id } = transaction;
      for (const { address, units, sender } of depositsIn(transaction, own)) {
        if (await books.deposits.find(id, address)) continue;
        facts.push({ kind: 'deposit-seen', transactionId: id, address, units, sender, at: timestamp });
      }
    }
  }
  if (facts.length === 0) return ok(false);
  return recorder.commit({ expects: [], entries: [], facts, answer: true });
}
