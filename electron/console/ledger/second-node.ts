import type { Checkpoint, LedgerTransaction, Line } from '../../chains/line.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { InputEvidence } from '../../core/proposal/evidence.ts';
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

/**
 * Whether another endpoint lists the very same of an address: every input, with its proof, and no other one. The first of
 * `others` that answers decides. What differs may be a lie of either, or one of them is a little late.
 * @returns refuses `second-node-needed` where none of them answers, and `holdings-disagree`
 */
export async function agreeOnHoldings(
  owner: string,
  inputs: readonly InputEvidence[],
  others: readonly Line[],
): Promise<Result<void>> {
  const ours = new Set(inputs.map(canonicalJson));
  for (const other of others) {
    const told = await other.holdings(owner);
    if (!told.ok) continue;
    const theirs = new Set(told.value.map(canonicalJson));
    const different = [...ours].filter((each) => !theirs.has(each)).length;
    const missing = [...theirs].filter((each) => !ours.has(each)).length;
    return different + missing === 0
      ? ok(undefined)
      : refuse(
          'holdings-disagree',
          `expected what ${other.url} lists of ${owner}, got ${different} that it does not list, and ${missing} less`,
        );
  }
  return refuse('second-node-needed', `expected a second endpoint to list what ${owner} has`);
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
