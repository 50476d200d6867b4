import type { Movement } from '../../books/rows.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { movementOf } from './movement-facts.ts';
import { presentEpoch } from './present-epoch.ts';
import { endUnsigned } from './record-signature.ts';

export type ExpireParts = Pick<Station, 'books' | 'recorder' | 'policy' | 'chain' | 'keys' | 'effects'>;

/**
 * Ends every unsigned movement one of whose approvals has expired, or was given under another policy, and each whose bytes
 * can no longer happen: all its approvals are void, its inputs free. What was, is or may be signed stays as it is.
 */
export async function expireApprovals(station: ExpireParts): Promise<void> {
  const { books, effects, policy } = station;
  const epoch = await presentEpoch(station);
  const over = epoch.ok && epoch.value !== null ? await books.movements.withExpiredBytes(epoch.value) : [];
  const withVoid = await books.movements.withVoidApproval(effects.now(), policy.present().version);
  for (const [ids, rule] of [
    [over, 'bytes-expired'],
    [withVoid, 'approval-expired'],
  ] as const) {
    for (const id of ids) {
      const movement = await books.movements.get(id);
      if (movement) await endExpired(station, movement, rule);
    }
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
    () => movementOf(station, id),
    (movement): Result<Decision<void>> =>
      movement.state === state
        ? ok({
            expects: [{ of: 'movement', id, version: movement.version }],
            entries: [{ kind: entryOf[rule], actor: theStation(rule), body: { movementId: id } }],
            answer: undefined,
          })
        : refuse('proposal-state', 'this movement has gone on already'),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  return expired;
}
