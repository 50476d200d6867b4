import type { Movement } from '../../books/rows.ts';
import type { Rejection } from '../../core/approval/approval.ts';
import { refusalFor } from '../../core/movement/movement-actions.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, type OfficerSession, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { factsOf, movementOf } from './movement-facts.ts';
import { endUnsigned } from './record-signature.ts';
import { signRejection } from './sign-rejection.ts';

type RejectParts = Pick<
  Station,
  'treasury' | 'hold' | 'books' | 'check' | 'recorder' | 'policy' | 'chain' | 'keys' | 'effects'
>;

/**
 * Rejects a proposal for good: all its approvals are void, its inputs are free again, and the vault's signer is told
 * (when it next opens, if it is locked), so that nobody can bring the approvals back. One that was ready to sign is
 * rejected only while its vault is open: the signer says first that it signed nothing for it.
 */
export async function reject(
  station: RejectParts,
  actor: Actor,
  { id, reason: typed }: { readonly id: string; readonly reason: string },
): Promise<Result<void>> {
  const movement = await movementOf(station, id);
  if (!movement.ok) return movement;
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const refusal = refusalFor('reject', factsOf(station, movement.value, session.value.officer));
  if (refusal) return refusal;
  const reason = parseReference(typed);
  if (!reason.ok) return reason;
  const rejected = await endUnsigned(station, movement.value, () =>
    recordRejection(station, movement.value, { session: session.value, actor, reason: reason.value }),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  // It is rejected, whatever its vault says to that now: what it has not sealed, it seals before it signs anything.
  if (rejected.ok) await afterwards(() => updateVault(station, movement.value.vaultId));
  return rejected;
}

async function recordRejection(
  station: RejectParts,
  { id, state }: Movement,
  {
    session,
    actor,
    reason,
  }: { readonly session: OfficerSession; readonly actor: Actor; readonly reason: string },
): Promise<Result<void>> {
  const stored = await station.books.movements.proposal(id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to reject yet');
  const rejection = await signRejection(station, session, { movementId: id, stored, reason });
  if (!rejection.ok) return rejection;
  return decideAndCommit(
    station.recorder,
    () => movementOf(station, id),
    (movement) =>
      movement.state === state
        ? decideRejected(movement, actor, rejection.value)
        : refuse('proposal-state', 'this movement has gone on already'),
  );
}

/** Pure: the entry of a rejection. */
export function decideRejected(
  { id, version }: Movement,
  actor: Actor,
  rejection: Rejection,
): Result<Decision<void>> {
  const { subject, reason } = rejection.statement;
  if (subject === null) return refuse('proposal-unknown', 'there is nothing to reject yet');
  return ok({
    expects: [{ of: 'movement', id, version }],
    entries: [
      {
        kind: 'proposal-rejected',
        actor,
        documents: [{ kind: 'rejection', document: rejection }],
        body: { movementId: id, digest: subject.digest, reason },
      },
    ],
    answer: undefined,
  });
}
