import type { Movement } from '../../books/rows.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { movementOf } from './movement-facts.ts';
import { presentEpoch } from './present-epoch.ts';
import { endUnsigned } from './record-signature.ts';
import { startAgain } from './start-again.ts';
import { timeOfEnds } from './time-of-ends.ts';

export type ExpireParts = Pick<
  Station,
  'books' | 'check' | 'recorder' | 'policy' | 'chain' | 'keys' | 'line' | 'addressBook' | 'effects'
>;

/**
 * Voids all approvals of every unsigned movement one of whose approvals has expired, or was given under another policy; and
 * of each whose bytes can no longer happen. While its request asks on, it waits for new approvals, or is built again: see
 * `start-again.ts`. Else it ends, and its inputs are free. What was, is or may be signed stays as it is.
 */
export async function expireApprovals(station: ExpireParts): Promise<void> {
  const { books, policy } = station;
  const epoch = await presentEpoch(station);
  const over = epoch.ok && epoch.value !== null ? await books.movements.withExpiredBytes(epoch.value) : [];
  await expireEach(station, over, 'bytes-expired');
  // After that: what is built again has no approval left that could be void.
  const withVoid = await books.movements.withVoidApproval(timeOfEnds(station), policy.present().version);
  await expireEach(station, withVoid, 'approval-expired');
}

async function expireEach(
  station: ExpireParts,
  ids: readonly string[],
  rule: 'approval-expired' | 'bytes-expired',
): Promise<void> {
  // Rows say which: it is for good, and they may have been put there while nobody looked.
  if (ids.length === 0 || !(await station.check.whole()).ok) return;
  for (const id of ids) {
    const movement = await station.books.movements.get(id);
    if (movement) await endExpired(station, movement, rule);
  }
}

/** Which entry ends a movement by which rule of the station. */
const entryOf = {
  'approval-expired': 'proposal-expired',
  'bytes-expired': 'proposal-expired',
  'request-expired': 'request-expired',
} as const;

/** Ends one movement whose time is over, unless its vault has signed it or cannot say so. */
export function endExpired(
  station: ExpireParts,
  movement: Movement,
  rule: keyof typeof entryOf,
): Promise<Result<void>> {
  return endUnsigned(station, movement, () => expire(station, movement, rule));
}

async function expire(
  station: ExpireParts,
  { id, state }: Movement,
  rule: keyof typeof entryOf,
): Promise<Result<void>> {
  const expired = await decideAndCommit(
    station.recorder,
    async () => {
      const movement = await movementOf(station, id);
      if (!movement.ok || rule === 'request-expired')
        return movement.ok ? ok({ movement: movement.value, again: {} }) : movement;
      return ok({ movement: movement.value, again: await startAgain(station, movement.value, rule) });
    },
    ({ movement, again }): Result<Decision<void>> =>
      movement.state === state
        ? ok({
            expects: [{ of: 'movement', id, version: movement.version }],
            entries: [{ kind: entryOf[rule], actor: theStation(rule), body: { movementId: id, ...again } }],
            answer: undefined,
          })
        : refuse('proposal-state', 'this movement has gone on already'),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  return expired;
}
