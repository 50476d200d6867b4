import type { Movement } from '../../books/rows.ts';
import { officerOf } from '../../core/actor.ts';
import type { Approval, ApprovalStatement } from '../../core/approval/approval.ts';
import { refusalFor } from '../../core/movement/movement-actions.ts';
import { lastEpochOf, whyOver } from '../../core/policy/lifetime.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { refuseExpired } from '../../core/proposal/request.ts';
import { type TransferView, viewDigest } from '../../core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer, signedActor } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { approveMandate } from '../mandates/approve-mandate.ts';
import type { Decision } from '../recorder.ts';
import type { MovingParts } from '../station.ts';
import { checkStationClock, checkVaultClock } from './check-clock.ts';
import { decodeProposal } from './decoded-proposal.ts';
import { factsOf, movementOf } from './movement-facts.ts';
import { checkOwnParts, requireOwnParts } from './own-parts.ts';
import { isQuorum, reviewOf } from './quorum.ts';
import { checkRepeated } from './repeated.ts';

/** What the officer had on the screen. */
export interface Seen {
  readonly id: string;
  readonly digest: string;
  readonly viewDigest: string;
  /** The newest earlier payment that this one repeats, which the screen showed and the officer says is meant beside it. */
  readonly repeats?: string;
}

/**
 * Approves a proposal as an officer. The two digests are those of the screen; they are compared with the stored bytes
 * here, and the officer's own signer decodes those bytes again; all three must agree. Payers and change must be the
 * vault's own addresses, as it has signed them. Where it repeats earlier payments, its maker must have said that it is meant, and
 * the officer must have seen the newest of them: see {@link checkRepeated}.
 */
export async function approve(station: MovingParts, actor: Actor, seen: Seen): Promise<Result<void>> {
  const movement = await station.books.movements.get(seen.id);
  // What is part of a mandate is approved with all others of it, by the mandate that the screen showed.
  if (movement && movement.mandate !== null) return approveMandate(station, actor, seen);
  const approved = await decideAndCommit(
    station.recorder,
    () => gather(station, actor, seen),
    (facts) => decideApproval({ ...facts, actor }),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  return approved;
}

interface ApprovalFacts {
  readonly movement: Movement;
  readonly approval: Approval;
  readonly digest: string;
  readonly repeats?: string;
  /** In force. */
  readonly policy: Policy;
}

async function gather(station: MovingParts, actor: Actor, seen: Seen): Promise<Result<ApprovalFacts>> {
  const { treasury, books, policy, chain, effects } = station;
  const found = await movementOf(station, seen.id);
  if (!found.ok) return found;
  const movement = found.value;
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const refusal = refusalFor('approve', factsOf(station, movement, session.value.officer));
  if (refusal) return refusal;
  const held = station.hold.checkRequest(movement);
  if (!held.ok) return held;
  const clock = checkStationClock(station);
  if (!clock.ok) return clock;
  const sealed = checkVaultClock(station, movement.vaultId);
  if (!sealed.ok) return sealed;
  const checked = await station.check.ofMovement(movement.id);
  if (!checked.ok) return checked;
  const stored = await books.movements.proposal(movement.id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to approve yet');
  const { requests } = stored.proposal;
  const asking = refuseExpired(requests, effects.now());
  if (!asking.ok) return asking;
  const decoded = decodeProposal(chain, stored.proposal);
  if (!decoded.ok) return decoded;
  const { digest, view } = decoded.value;
  if (digest !== seen.digest) {
    return refuse('approval-other-digest', 'the bytes are not those that the screen showed');
  }
  if (viewDigest(treasury.network, view) !== seen.viewDigest) {
    return refuse('approval-other-view', 'the screen showed something else than what the bytes say');
  }
  const own = requireOwnParts(await checkOwnParts(station, stored.proposal, view));
  if (!own.ok) return own;
  const [request] = requests;
  const repeated = request ? await checkRepeated(station, request.statement, seen.repeats) : ok({});
  if (!repeated.ok) return repeated;
  const expiresAt = await approvalEnd(station, movement.vaultId, view);
  if (!expiresAt.ok) return expiresAt;
  const statement: ApprovalStatement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(actor, treasury.key.stationId),
    subject: { kind: 'transaction', digest, viewDigest: seen.viewDigest },
    requestIds: requests.map((request) => request.statement.id),
    expiresAt: Math.min(expiresAt.value, ...requests.map((request) => request.statement.expiresAt)),
  };
  const { proposal } = stored;
  const signed = await session.value.signer.ask('sign-statement', { kind: 'approval', proposal, statement });
  return signed.ok
    ? ok({
        movement,
        digest,
        approval: { statement, signature: signed.value.signature },
        policy: policy.present(),
        ...repeated.value,
      })
    : signed;
}

/** A ledger that is late with the end of an epoch leaves an approval so long, milliseconds. */
const LATE_MS = 3_600_000;

/** Until when an approval is valid: as the vault's rules say, and no longer than the transaction. Refuses `bytes-expired`. */
async function approvalEnd(
  { books, chain, policy, effects }: MovingParts,
  vaultId: string,
  view: TransferView,
): Promise<Result<number>> {
  const now = effects.now();
  const longest = now + reviewOf(policy.present(), vaultId);
  if (chain.epochs === null) return ok(longest);
  const known = await books.cursor.epoch();
  if (!known)
    return refuse('epoch-unknown', 'expected the epoch of the ledger, no checkpoint was taken in yet');
  const lastEpoch = lastEpochOf(view);
  const over = whyOver(lastEpoch, known.epoch);
  if (over || lastEpoch === null) return over ?? ok(longest);
  const end = known.beganAt + Number(lastEpoch - known.epoch + 1n) * chain.epochs.lengthMs;
  return ok(Math.min(longest, Math.max(end, now + LATE_MS)));
}

/** Decides what an approval changes: whether the quorum is met with it; pure. */
export function decideApproval({
  movement,
  approval,
  digest,
  repeats,
  policy,
  actor,
}: ApprovalFacts & { readonly actor: Actor }): Result<Decision<void>> {
  const approver = officerOf(approval.statement.actor) ?? '';
  return ok({
    expects: [{ of: 'movement', id: movement.id, version: movement.version }],
    entries: [
      {
        kind: 'proposal-approved',
        actor,
        documents: [{ kind: 'approval', document: approval }],
        body: {
          movementId: movement.id,
          digest,
          reached: isQuorum(policy, movement.ruleId, [...movement.approvedBy, approver]),
          ...(repeats === undefined ? {} : { repeats }),
        },
      },
    ],
    answer: undefined,
  });
}
