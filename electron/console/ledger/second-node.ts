import type { Checkpoint, LedgerTransaction, Line } from '../../chains/line.ts';
import { ok, type Result, refuse } from '../../core/result.ts';

/**
 * How many of these checkpoints, from the first on, another endpoint tells the very same of: digest, place in history, and what
 * each transaction did. The first of `others` that knows the first one decides.
 * @returns 0 where none of them knows it; refuses `nodes-disagree`
 */
export async function agreedOn(
  checkpoints: readonly Checkpoint[],
  others: readonly Line[],
): Promise<Result<number>> {
  const [first] = checkpoints;
  if (!first) return ok(0);
  for (const other of others) {
    const told = await other.checkpoints(first.sequence, Math.min(checkpoints.length, other.most));
    if (!told.ok || told.value.checkpoints.length === 0) continue;
    for (const [index, theirs] of told.value.checkpoints.entries()) {
      const ours = checkpoints[index];
      if (ours === undefined) break;
      if (textOf(ours) !== textOf(theirs)) {
        return refuse(
          'nodes-disagree',
          `checkpoint ${ours.sequence} is of digest ${ours.digest}, by ${other.url} of ${theirs.digest}, or does something else`,
        );
      }
    }
    return ok(Math.min(checkpoints.length, told.value.checkpoints.length));
  }
  return ok(0);
}

/** Everything that is taken in of a checkpoint. Why a transaction failed is each node's own wording. */
const textOf = ({ sequence, digest, previous, timestamp, epoch, transactions }: Checkpoint): string =>
  JSON.stringify([`${sequence}`, digest, previous, timestamp, `${epoch}`, transactions.map(effectsOf)]);

const effectsOf = ({ id, payers, succeeded, timestamp, changes, feePaid }: LedgerTransaction) => [
  id,
  [...payers].sort(),
  succeeded,
  timestamp,
  changes.map(({ owner, units }) => `${owner} ${units}`).sort(),
  `${feePaid}`,
];
