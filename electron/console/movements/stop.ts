import type { Movement } from '../../books/rows.ts';
import type { Rejection } from '../../core/approval/approval.ts';
import { refusalFor } from '../../core/movement/movement-actions.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Actor, asOfficer, type OfficerSession, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import { stopMandate } from '../mandates/stop-mandate.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { decodeProposal } from './decoded-proposal.ts';
import { factsOf, movementOf } from './movement-facts.ts';
import { signRejection } from './sign-rejection.ts';

type StopParts = Pick<
  Station,
  'treasury' | 'hold' | 'books' | 'check' | 'recorder' | 'policy' | 'chain' | 'keys' | 'effects'
>;

/**
 * Stops a movement at once, whatever its vault does: from here on nothing builds, approves, signs or sends it. Its vault
 * says then what had become of it: it seals the no, and the movement is rejected; or it shows that it had signed before,
 * and the movement is signed and held. One that is signed already is held at once. A locked vault is asked when it opens.
 * Of a mandate all that is left is stopped, by one no.
 * @param input.reason may be empty
 * @returns refuses `role-missing` for an officer who is no approver, `proposal-state` for what has ended or is stopped
 */
export async function stop(
  station: StopParts,
  actor: Actor,
  { id, reason: typed }: { readonly id: string; readonly reason: string },
): Promise<Result<void>> {
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const reason = parseReference(typed);
  if (!reason.ok) return reason;
  const movement = await station.books.movements.get(id);
  const asked = { id, reason: reason.value };
  const stopped =
    movement && movement.mandate !== null
      ? await stopMandate(station, session.value, asked)
      : await stopOne(station, session.value, asked);
  station.effects.notify(['app', 'movements', 'journal']);
  if (stopped.ok) await afterwards(() => settleStops(station)); // it is stopped, whatever its vault says to that now
  return stopped;
}

const stopOne = (
  station: StopParts,
  session: OfficerSession,
  asked: { readonly id: string; readonly reason: string },
): Promise<Result<void>> =>
  decideAndCommit(
    station.recorder,
    () => gather(station, session, asked),
    (facts) => decideStopped(facts, asOfficer(session)),
  );

interface StopFacts {
  readonly movement: Movement;
  readonly rejection: Rejection;
}

async function gather(
  station: StopParts,
  session: OfficerSession,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<StopFacts>> {
  const movement = await movementOf(station, id);
  if (!movement.ok) return movement;
  const refusal = refusalFor('stop', factsOf(station, movement.value, session.officer));
  if (refusal) return refusal;
  const stored = await station.books.movements.proposal(id);
  // A no to bytes that nobody can read would void what is not known: it is one to the request alone, which no bytes serve then.
  const readable = stored && decodeProposal(station.chain, stored.proposal).ok ? stored : undefined;
  const rejection = await signRejection(station, session, { movementId: id, stored: readable, reason });
  return rejection.ok ? ok({ movement: movement.value, rejection: rejection.value }) : rejection;
}

/** Pure: the entry of a stop, with the signed no that the vault seals later. */
export function decideStopped(
  { movement: { id, version, state }, rejection }: StopFacts,
  actor: Actor,
): Result<Decision<void>> {
  const { subject, reason } = rejection.statement;
  return ok({
    expects: [{ of: 'movement', id, version }],
    entries: [
      {
        kind: 'movement-stopped',
        actor,
        documents: [{ kind: 'rejection', document: rejection }],
        body: {
          movementId: id,
          digest: subject?.digest ?? null,
          reason,
          signed: state === 'signed' || state === 'sent',
        },
      },
    ],
    answer: undefined,
  });
}

/**
 * Asks every open vault about its stopped movements. What it cannot say now, it says at the next opening or look. One that is
 * being signed waits for that: a vault that had signed and then sealed the no would not show its signature any more.
 */
export async function settleStops(
  station: Pick<Station, 'treasury' | 'hold' | 'books' | 'check' | 'recorder' | 'keys' | 'effects'>,
): Promise<void> {
  const stopped = await station.books.movements.inState(['stopped']);
  const { vaults, signing } = station.keys;
  const open = stopped.filter(({ id, vaultId }) => vaults.state(vaultId) === 'open' && !signing.has(id));
  for (const vaultId of new Set(open.map((movement) => movement.vaultId))) {
    await updateVault(station, vaultId);
    station.effects.notify(['app', 'movements', 'journal']);
  }
}
