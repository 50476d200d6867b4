import type { Movement } from '../books/sqlite/movements.ts';
import { type RejectionStatement, rejectionDigest } from '../core/approval/approval.ts';
import { refusalFor } from '../core/movement/movement-actions.ts';
import { parseReference } from '../core/movement/reference.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { bringVaultUp } from './bring-vault-up.ts';
import { endUnsigned } from './record-signature.ts';
import type { OfficerSession } from './sessions.ts';
import { factsOf, movementOf, requireOfficer, type Treasury } from './treasury.ts';

/**
 * Rejects a proposal for good: all its approvals are void, its coins are free again, and the vault's signer is told
 * (when it next opens, if it is locked), so that nobody can bring the approvals back. One that was ready to sign is
 * rejected while its vault is open alone: the signer says first that it signed nothing for it.
 */
export async function reject(
  treasury: Treasury,
  { id, reason: typed }: { readonly id: string; readonly reason: string },
): Promise<Result<void>> {
  const movement = movementOf(treasury, id);
  if (!movement.ok) return movement;
  const officer = requireOfficer(treasury);
  if (!officer.ok) return officer;
  const refusal = refusalFor('reject', factsOf(treasury, movement.value));
  if (refusal) return refusal;
  const reason = parseReference(typed);
  if (!reason.ok) return reason;
  const rejected = await endUnsigned(treasury, movement.value, () =>
    recordRejection(treasury, movement.value, { officer: officer.value, reason: reason.value }),
  );
  return rejected.ok ? bringVaultUp(treasury, movement.value.vaultId) : rejected;
}

async function recordRejection(
  { store, journal, effects }: Treasury,
  { id, state }: Movement,
  { officer, reason }: { readonly officer: OfficerSession; readonly reason: string },
): Promise<Result<void>> {
  const stored = store.movements.proposal(id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to reject yet');
  const statement: RejectionStatement = {
    transactionDigest: stored.transactionDigest,
    reason,
    officerId: officer.officer.id,
    rejectedAt: effects.now(),
  };
  const signed = await officer.client.ask('sign-statement', { kind: 'rejection', statement });
  if (!signed.ok) return signed;
  const written = await journal.record(
    {
      kind: 'proposal-rejected',
      movementId: id,
      officer,
      body: {
        movementId: id,
        transactionDigest: stored.transactionDigest,
        rejection: rejectionDigest(statement),
        reason,
      },
    },
    () => {
      if (!store.movements.advance(id, [state], 'rejected', statement.rejectedAt)) {
        return refuse('proposal-state', 'this movement has gone on already');
      }
      store.movements.addRejection(id, { statement, signature: signed.value.signature });
      store.coins.release(id);
      return ok(undefined);
    },
  );
  effects.notify(['app', 'movements', 'journal']);
  return written.ok ? ok(undefined) : written;
}

/** Takes back a request for which nothing was built yet. */
export async function cancel(treasury: Treasury, { id }: { readonly id: string }): Promise<Result<void>> {
  const { store, journal, effects } = treasury;
  const movement = movementOf(treasury, id);
  if (!movement.ok) return movement;
  const officer = requireOfficer(treasury);
  if (!officer.ok) return officer;
  const refusal = refusalFor('cancel', factsOf(treasury, movement.value));
  if (refusal) return refusal;
  const written = await journal.record(
    { kind: 'request-cancelled', movementId: id, officer: officer.value, body: { movementId: id } },
    () =>
      store.movements.advance(id, ['queued'], 'cancelled', effects.now())
        ? ok(undefined)
        : refuse('proposal-state', 'this movement has gone on already'),
  );
  effects.notify(['app', 'movements', 'journal']);
  return written.ok ? ok(undefined) : written;
}
