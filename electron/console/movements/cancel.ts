import { refusalFor } from '../../core/movement/movement-actions.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { factsOf, movementOf } from './movement-facts.ts';

/**
 * Takes back a request for which nothing was built yet. An open vault seals that at once; a locked one when it opens, before it
 * can be asked for anything.
 */
export async function cancel(
  station: Pick<Station, 'treasury' | 'hold' | 'books' | 'check' | 'recorder' | 'keys' | 'effects'>,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const cancelled = await decideAndCommit(
    station.recorder,
    () => movementOf(station, id),
    (movement): Result<Decision<string>> =>
      refusalFor('cancel', factsOf(station, movement, officer.value.officer)) ??
      ok({
        expects: [{ of: 'movement', id, version: movement.version }],
        entries: [{ kind: 'request-cancelled', actor, body: { movementId: id } }],
        answer: movement.vaultId,
      }),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  if (!cancelled.ok) return cancelled;
  await afterwards(() => updateVault(station, cancelled.value)); // it is withdrawn, whatever its vault says to that now
  return ok(undefined);
}
