import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/**
 * The ledger's epoch, by the checkpoints that were taken in; null on chains that count none. No node is asked: one that
 * names a far epoch would have to forge a history. Refuses `epoch-unknown` before the first checkpoint.
 */
export async function presentEpoch({
  books,
  chain,
}: Pick<Station, 'books' | 'chain'>): Promise<Result<bigint | null>> {
  if (chain.epochs === null) return ok(null);
  const known = await books.cursor.epoch();
  return known
    ? ok(known.epoch)
    : refuse('epoch-unknown', 'expected the epoch of the ledger, no checkpoint was taken in yet');
}
