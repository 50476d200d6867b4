import { refusalFor } from '../../core/movement/movement-actions.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { factsOf, movementOf } from './movement-facts.ts';

/** Takes back a request for which nothing was built yet. */
export async function cancel(
  station: Pick<Station, 'books' | 'recorder' | 'keys' | 'effects'>,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const cancelled = await decideAndCommit(
    station.recorder,
    () => movementOf(station, id),
    (movement): Result<Decision<void>> =>
      refusalFor('cancel', factsOf(station, movement, officer.value.officer)) ??
      ok({
        expects: [{ of: 'movement', id, version: movement.version }],
        entries: [{ kind: 'request-cancelled', actor, body: { movementId: id } }],
        answer: undefined,
      }),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  return cancelled;
}
