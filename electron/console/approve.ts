import { type ApprovalStatement, approvalDigest } from '../core/approval/approval.ts';
import { refusalFor } from '../core/movement/movement-actions.ts';
import { viewDigest } from '../core/proposal/decoded-transfer.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { factsOf, movementOf, requireOfficer, type Treasury } from './treasury.ts';

/**
 * Approves a proposal as the signed-in officer. The two digests are those of the screen; the stored bytes are decoded
 * again here, and once more in the officer's own signer, and all three must agree.
 */
export async function approve(
  treasury: Treasury,
  seen: { readonly id: string; readonly transactionDigest: string; readonly viewDigest: string },
): Promise<Result<void>> {
  const { file, policy, store, codec, journal, effects } = treasury;
  const found = movementOf(treasury, seen.id);
  if (!found.ok) return found;
  const movement = found.value;
  const officer = requireOfficer(treasury);
  if (!officer.ok) return officer;
  const refusal = refusalFor('approve', factsOf(treasury, movement));
  if (refusal) return refusal;
  const stored = store.movements.proposal(movement.id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to approve yet');
  const bytes = new Uint8Array(Buffer.from(stored.proposal.bytes, 'base64'));
  const decoded = codec.decode(bytes);
  if (!decoded.ok) return decoded;
  if (codec.digest(bytes) !== seen.transactionDigest) {
    return refuse('approval-other-digest', 'the bytes are not those that the screen showed');
  }
  if (viewDigest(file.network, decoded.value) !== seen.viewDigest) {
    return refuse('approval-other-view', 'the screen showed something else than what the bytes say');
  }
  const approvedAt = effects.now();
  const statement: ApprovalStatement = {
    network: file.network,
    transactionDigest: seen.transactionDigest,
    viewDigest: seen.viewDigest,
    requestIds: stored.proposal.requests.map((request) => request.statement.id),
    policyVersion: policy.version,
    expiresAt: approvedAt + policy.approvalLifetime * 1000,
    officerId: officer.value.officer.id,
  };
  const signed = await officer.value.client.ask('sign-statement', {
    kind: 'approval',
    proposal: stored.proposal,
    statement,
  });
  if (!signed.ok) return signed;
  const written = await journal.record(
    {
      kind: 'proposal-approved',
      movementId: movement.id,
      officer: officer.value,
      body: {
        movementId: movement.id,
        transactionDigest: seen.transactionDigest,
        approval: approvalDigest(statement),
        expiresAt: statement.expiresAt,
      },
    },
    () => {
      const late = refusalFor('approve', factsOf(treasury, movementNow(treasury, movement.id)));
      if (late) return late;
      store.movements.addApproval(movement.id, { statement, signature: signed.value.signature }, approvedAt);
      if (
        store.movements.approvals(movement.id).length >=
        (movement.approvalsNeeded ?? Number.POSITIVE_INFINITY)
      ) {
        store.movements.advance(movement.id, ['proposed'], 'approved', approvedAt);
      }
      return ok(undefined);
    },
  );
  effects.notify(['app', 'movements', 'journal']);
  return written.ok ? ok(undefined) : written;
}

function movementNow(treasury: Treasury, id: string) {
  const movement = treasury.store.movements.get(id);
  if (!movement) throw new Error('a movement vanished');
  return movement;
}
