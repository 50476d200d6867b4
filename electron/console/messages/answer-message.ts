import type { ApprovalStatement, RejectionStatement } from '../../core/approval/approval.ts';
import { messageDigest, messageViewDigest } from '../../core/message/message.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer, signedActor } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import { checkStationClock, checkVaultClock } from '../movements/check-clock.ts';
import { reviewOf } from '../movements/quorum.ts';
import type { MovingParts } from '../station.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { decideMessageApproved, decideMessageRefused, gatherMessage } from './decide-message.ts';
import { isOwnAddress, refusalForMessage } from './message-facts.ts';

/**
 * Approves a message as an officer. The two digests are those of the screen; they are compared with the signed message here, and the
 * officer's own signer reads its text again. The address must be the vault's own, as the vault has signed it.
 */
export async function approveMessage(
  station: MovingParts,
  actor: Actor,
  seen: { readonly digest: string; readonly viewDigest: string },
): Promise<Result<void>> {
  const { treasury, policy, effects } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const { officer: who, signer } = officer.value;
  const approved = await decideAndCommit(
    station.recorder,
    async () => {
      const facts = await gatherMessage(station, seen.digest);
      if (!facts.ok) return facts;
      const { message } = facts.value.record;
      const { statement: asked } = message;
      const refusal = refusalForMessage('approve', facts.value, who);
      if (refusal) return refusal;
      const free = await requireFree(station, asked);
      if (!free.ok) return free;
      const viewDigest = messageViewDigest(asked);
      if (messageDigest(asked) !== seen.digest || viewDigest !== seen.viewDigest) {
        return refuse('approval-other-view', 'the screen showed something else than what the message says');
      }
      if (!(await isOwnAddress(station, facts.value.record, asked))) {
        return refuse(
          'address-not-attested',
          `expected an address that the vault has signed, got ${asked.address}`,
        );
      }
      const statement: ApprovalStatement = {
        treasuryId: treasury.file().id,
        network: treasury.network,
        policy: policy.reference(),
        actor: signedActor(actor, treasury.key.stationId),
        subject: { kind: 'message', digest: seen.digest, viewDigest },
        requestIds: [],
        expiresAt: Math.min(effects.now() + reviewOf(policy.present(), asked.vaultId), asked.expiresAt),
      };
      const signed = await signer.ask('sign-statement', { kind: 'message-approval', message, statement });
      if (!signed.ok) return signed;
      const approval = { statement, signature: signed.value.signature };
      return ok({ facts: facts.value, answer: { approval, officerId: who.id } });
    },
    ({ facts, answer }) => ok(decideMessageApproved(facts, actor, answer)),
  );
  effects.notify(['app', 'movements', 'journal']);
  return approved;
}

/** What every decision for a message waits for: the hold, the clocks, the check of the books. */
async function requireFree(
  station: MovingParts,
  { vaultId, createdAt }: { readonly vaultId: string; readonly createdAt: number },
): Promise<Result<void>> {
  const held = station.hold.checkRequest({ createdAt });
  if (!held.ok) return held;
  const clock = checkStationClock(station);
  if (!clock.ok) return clock;
  const sealed = checkVaultClock(station, vaultId);
  return sealed.ok ? station.check.settled() : sealed;
}

/**
 * Refuses a message for good, as an officer: its vault seals the no, now or when it opens next, and signs nothing of it any more.
 */
export async function refuseMessage(
  station: MovingParts,
  actor: Actor,
  { digest, reason: typed }: { readonly digest: string; readonly reason: string },
): Promise<Result<void>> {
  const { treasury, policy, effects } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const reason = parseReference(typed);
  if (!reason.ok) return reason;
  const { officer: who, signer } = officer.value;
  let vaultId = '';
  const refused = await decideAndCommit(
    station.recorder,
    async () => {
      if (station.keys.signing.has(digest))
        return refuse('message-state', 'this message is being signed now');
      const facts = await gatherMessage(station, digest);
      if (!facts.ok) return facts;
      const refusal = refusalForMessage('refuse', facts.value, who);
      if (refusal) return refusal;
      const { statement: asked } = facts.value.record.message;
      vaultId = asked.vaultId;
      const statement: RejectionStatement = {
        treasuryId: treasury.file().id,
        network: treasury.network,
        policy: policy.reference(),
        actor: signedActor(actor, treasury.key.stationId),
        subject: { kind: 'message', digest, viewDigest: messageViewDigest(asked) },
        requestIds: [],
        reason: reason.value,
        rejectedAt: effects.now(),
      };
      const signed = await signer.ask('sign-statement', { kind: 'rejection', statement });
      if (!signed.ok) return signed;
      const rejection = { statement, signature: signed.value.signature };
      return ok({ facts: facts.value, answer: { rejection, officerId: who.id } });
    },
    ({ facts, answer }) => ok(decideMessageRefused(facts, actor, answer)),
  );
  effects.notify(['app', 'movements', 'journal']);
  if (refused.ok) await afterwards(() => updateVault(station, vaultId));
  return refused;
}
