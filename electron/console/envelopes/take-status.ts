import type { Status } from '../../core/envelope/kinds/status.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { openStates } from '../mandates/mandate-of.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Arrived, TakenOne } from './arrived.ts';
import type { TakingParts } from './look-at-envelope.ts';

/**
 * Takes in how things stand at a desk: what it gave out and what is at its end there ends here too, by its word. One that has
 * other bytes here, or never came, stays as it is.
 */
export function takeStatus(
  { recorder, books }: TakingParts,
  actor: Actor,
  { status, arrived }: { readonly status: Status; readonly arrived: Arrived },
): Promise<Result<readonly TakenOne[]>> {
  return decideAndCommit(
    recorder,
    async () => {
      const found = await Promise.all(
        status.ended.map(async (told) => ({
          told,
          movement: await books.movements.get(told.movementId),
          digest: (await books.movements.proposal(told.movementId))?.digest,
        })),
      );
      return ok(found.flatMap(({ movement, ...each }) => (movement ? [{ ...each, movement }] : [])));
    },
    (found) => {
      const open = found.filter(({ movement }) => openStates.has(movement.state));
      const ending = open.filter(({ told, digest }) => digest === told.digest);
      const ended = ending.map(
        ({ told: { movementId, digest, state } }): EntryDraft => ({
          kind: 'movement-ended-elsewhere',
          actor,
          body: { movementId, envelope: arrived.envelope, digest, state },
        }),
      );
      const movementIds = ending.map(({ movement }) => movement.id);
      const taken: EntryDraft = {
        kind: 'envelope-taken',
        actor,
        body: { ...arrived, contents: 'status', movementIds, epoch: null },
      };
      return ok({
        expects: ending.map(({ movement: { id, version } }) => ({ of: 'movement', id, version })),
        entries: [...ended, taken],
        answer: open.map(({ movement, told, digest }) => ({
          movementId: movement.id,
          late: digest === told.digest ? null : refuse('reply-other-bytes', 'other bytes of it are here'),
        })),
      });
    },
  );
}
