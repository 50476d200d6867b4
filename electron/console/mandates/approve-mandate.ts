import type { Movement } from '../../books/rows.ts';
import type { Approval, ApprovalStatement } from '../../core/approval/approval.ts';
import { mandateDigest, mandateViewDigest, type SignedMandate } from '../../core/mandate/mandate.ts';
import { refusalFor } from '../../core/movement/movement-actions.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer, signedActor } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { checkStationClock, checkVaultClock } from '../movements/check-clock.ts';
import { factsOf, movementOf } from '../movements/movement-facts.ts';
import { isQuorum, reviewOf } from '../movements/quorum.ts';
import type { Decision } from '../recorder.ts';
import type { MovingParts, Station } from '../station.ts';
import { stationRole } from '../treasury/station-role.ts';
import { mandateOf, requireLiving } from './mandate-of.ts';
import { ownSources } from './own-sources.ts';

/** What the officer had on the screen: the mandate's two digests, and one of its movements. */
interface Seen {
  readonly id: string;
  readonly digest: string;
  readonly viewDigest: string;
}

/**
 * Approves a mandate as an officer, once for all of its movements. The two digests are those of the screen; they are compared
 * with the stored mandate here, and the officer's own signer adds it up again. Its sources must be the vault's own addresses at
 * their paths, as it has signed them.
 */
export async function approveMandate(station: MovingParts, actor: Actor, seen: Seen): Promise<Result<void>> {
  const approved = await decideAndCommit(
    station.recorder,
    () => gather(station, actor, seen),
    (facts) => decideMandateApproval({ ...facts, actor }),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  return approved;
}

interface ApprovalFacts {
  readonly digest: string;
  readonly approval: Approval;
  readonly officerId: string;
  /** All of the mandate. */
  readonly movements: readonly Movement[];
  /** In force. */
  readonly policy: Policy;
}

async function gather(station: MovingParts, actor: Actor, seen: Seen): Promise<Result<ApprovalFacts>> {
  const { treasury, books, policy, chain, effects } = station;
  const found = await movementOf(station, seen.id);
  if (!found.ok) return found;
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const refusal = refusalFor('approve', factsOf(station, found.value, session.value.officer));
  if (refusal) return refusal;
  const held = station.hold.checkRequest(found.value);
  if (!held.ok) return held;
  const clock = checkStationClock(station);
  if (!clock.ok) return clock;
  const sealed = checkVaultClock(station, found.value.vaultId);
  if (!sealed.ok) return sealed;
  // All of its movements count: no row of another one may be untrue either.
  const checked = await station.check.settled();
  if (!checked.ok) return checked;
  const mandate = await mandateOf(station, found.value);
  if (!mandate.ok) return mandate;
  if (mandate.value === null) return refuse('mandate-missing', 'this movement is part of no mandate');
  const living = requireLiving(station, mandate.value);
  if (!living.ok) return living;
  const { statement: asked } = mandate.value;
  const digest = mandateDigest(asked);
  if (digest !== seen.digest) {
    return refuse('approval-other-digest', 'the mandate is not the one that the screen showed');
  }
  const viewDigest = mandateViewDigest(asked, chain.asset);
  if (viewDigest !== seen.viewDigest) {
    return refuse('approval-other-view', 'the screen showed something else than what the mandate says');
  }
  // The station voids an approval that counts no more with all others of its movement: a new one beside it would be lost.
  // An officer's desk voids none: its desk does, and counts again what comes back.
  const voids = stationRole(station) === 'desk';
  const ending = new Set(
    voids ? await books.movements.withVoidApproval(effects.now(), policy.present().version) : [],
  );
  if (ending.has(seen.id))
    return refuse('proposal-state', 'an approval of it has expired: in a moment it waits for new ones');
  const own = await requireOwnSources(station, mandate.value);
  if (!own.ok) return own;
  const statement: ApprovalStatement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(actor, treasury.key.stationId),
    subject: { kind: 'mandate', digest, viewDigest },
    requestIds: [],
    expiresAt: Math.min(effects.now() + reviewOf(policy.present(), asked.vaultId), asked.expiresAt),
  };
  const signed = await session.value.signer.ask('sign-statement', {
    kind: 'mandate-approval',
    mandate: mandate.value,
    statement,
  });
  if (!signed.ok) return signed;
  return ok({
    digest,
    approval: { statement, signature: signed.value.signature },
    officerId: session.value.officer.id,
    movements: (await books.movements.underMandate(digest)).filter(({ id }) => !ending.has(id)),
    policy: policy.present(),
  });
}

/** Refuses `address-not-attested` for a source that is not the vault's own address at its path. */
async function requireOwnSources(
  station: Pick<Station, 'attested'>,
  { statement }: SignedMandate,
): Promise<Result<void>> {
  const own = await ownSources(station, statement);
  const other = statement.sources.find(({ address }) => !own.has(address));
  return other
    ? refuse('address-not-attested', `expected a source that the vault has signed, got ${other.address}`)
    : ok(undefined);
}

/**
 * Decides what an approval of a mandate changes: which of its movements have all of theirs with it; pure. Where the actor is not the
 * officer who approved, the entry names that officer.
 */
export function decideMandateApproval({
  digest,
  approval,
  officerId,
  movements,
  policy,
  actor,
}: ApprovalFacts & { readonly actor: Actor }): Result<Decision<void>> {
  const counting = movements.filter(
    ({ state, approvedBy }) =>
      (state === 'queued' || state === 'proposed') && !approvedBy.includes(officerId),
  );
  const reached = counting.filter(
    ({ state, approvedBy, ruleId }) =>
      state === 'proposed' && isQuorum(policy, ruleId, [...approvedBy, officerId]),
  );
  const ids = (of: readonly Movement[]) => of.map(({ id }) => id);
  return ok({
    expects: counting.map(({ id, version }) => ({ of: 'movement', id, version })),
    entries: [
      {
        kind: 'mandate-approved',
        actor,
        documents: [{ kind: 'approval', document: approval }],
        body: {
          mandate: digest,
          movementIds: ids(counting),
          reached: ids(reached),
          ...(actor.kind === 'officer' ? {} : { approver: officerId }),
        },
      },
    ],
    answer: undefined,
  });
}
