import type { Movement } from '../../books/rows.ts';
import type { Rejection, RejectionStatement } from '../../core/approval/approval.ts';
import { mandateDigest, mandateViewDigest, type SignedMandate } from '../../core/mandate/mandate.ts';
import { refusalFor } from '../../core/movement/movement-actions.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, asOfficer, type OfficerSession, signedActor } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { factsOf, movementOf } from '../movements/movement-facts.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { mandateOf, openStates } from './mandate-of.ts';

type StopParts = Pick<Station, 'treasury' | 'books' | 'recorder' | 'policy' | 'chain' | 'keys' | 'effects'>;

/**
 * Stops all that is left of a mandate at once, by one signed no: nothing more is built, approved, signed or sent under it. What
 * has become of each movement its vault says afterwards, as of a movement that is stopped by itself.
 */
export function stopMandate(
  station: StopParts,
  session: OfficerSession,
  stopped: { readonly id: string; readonly reason: string },
): Promise<Result<void>> {
  return decideAndCommit(
    station.recorder,
    () => gather(station, session, stopped),
    (facts) => decideMandateStopped(facts, asOfficer(session)),
  );
}

interface StopFacts {
  readonly digest: string;
  readonly rejection: Rejection;
  /** Those that are not at their end, and not stopped yet. */
  readonly movements: readonly Movement[];
}

async function gather(
  station: StopParts,
  session: OfficerSession,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<StopFacts>> {
  const { books, treasury, policy, chain, effects } = station;
  const found = await movementOf(station, id);
  if (!found.ok) return found;
  const refusal = refusalFor('stop', factsOf(station, found.value, session.officer));
  if (refusal) return refusal;
  const mandate = await mandateOf(station, found.value);
  if (!mandate.ok) return mandate;
  if (mandate.value === null) return refuse('mandate-missing', 'this movement is part of no mandate');
  const digest = mandateDigest(mandate.value.statement);
  const movements = (await books.movements.underMandate(digest)).filter(
    ({ state, stoppedAt }) => openStates.has(state) && stoppedAt === null,
  );
  const statement: RejectionStatement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(asOfficer(session), treasury.key.stationId),
    subject: subjectOf(mandate.value, chain),
    // Whoever deleted a row of the table takes no request out of it: those of the mandate itself.
    requestIds: mandate.value.statement.sources.map(({ requestId }) => requestId),
    reason,
    rejectedAt: effects.now(),
  };
  const signed = await session.signer.ask('sign-statement', { kind: 'rejection', statement });
  return signed.ok
    ? ok({ digest, rejection: { statement, signature: signed.value.signature }, movements })
    : signed;
}

const subjectOf = ({ statement }: SignedMandate, { asset }: Pick<Station['chain'], 'asset'>) =>
  ({
    kind: 'mandate',
    digest: mandateDigest(statement),
    viewDigest: mandateViewDigest(statement, asset),
  }) as const;

/** Pure: the entry of a stop of a mandate, with the signed no that the vault seals later. */
export function decideMandateStopped(
  { digest, rejection, movements }: StopFacts,
  actor: Actor,
): Result<Decision<void>> {
  return ok({
    expects: movements.map(({ id, version }) => ({ of: 'movement', id, version })),
    entries: [
      {
        kind: 'mandate-stopped',
        actor,
        documents: [{ kind: 'rejection', document: rejection }],
        body: {
          mandate: digest,
          reason: rejection.statement.reason,
          movements: movements.map(({ id, state }) => ({
            movementId: id,
            signed: state === 'signed' || state === 'sent',
          })),
        },
      },
    ],
    answer: undefined,
  });
}
