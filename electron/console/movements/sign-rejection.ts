import type { StoredProposal } from '../../books/rows.ts';
import type { Rejection, RejectionStatement } from '../../core/approval/approval.ts';
import { viewDigest } from '../../core/proposal/transfer-view.ts';
import { ok, type Result } from '../../core/result.ts';
import { asOfficer, type OfficerSession, signedActor } from '../actor.ts';
import type { Station } from '../station.ts';
import { decodeProposal } from './decoded-proposal.ts';

type RejectionParts = Pick<Station, 'treasury' | 'policy' | 'chain' | 'effects'>;

/** What an officer says no to: a movement, with its bytes where they were built. */
export interface Refused {
  readonly movementId: string;
  readonly stored: StoredProposal | undefined;
  readonly reason: string;
}

/**
 * Has an officer sign a no. Refuses what `decodeProposal` refuses, and what the officer's signer does.
 * @returns what a vault's signer can seal later, without the officer
 */
export async function signRejection(
  station: RejectionParts,
  session: OfficerSession,
  refused: Refused,
): Promise<Result<Rejection>> {
  const statement = statementOf(station, session, refused);
  if (!statement.ok) return statement;
  const signed = await session.signer.ask('sign-statement', {
    kind: 'rejection',
    statement: statement.value,
  });
  return signed.ok ? ok({ statement: statement.value, signature: signed.value.signature }) : signed;
}

/** What is rejected is computed from the bytes, never read from a column. */
function statementOf(
  { treasury, policy, chain, effects }: RejectionParts,
  session: OfficerSession,
  { movementId, stored, reason }: Refused,
): Result<RejectionStatement> {
  const decoded = stored ? decodeProposal(chain, stored.proposal) : ok(null);
  if (!decoded.ok) return decoded;
  const requests = stored?.proposal.requests.map((request) => request.statement.id) ?? [movementId];
  return ok({
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    actor: signedActor(asOfficer(session), treasury.key.stationId),
    subject: decoded.value && {
      kind: 'transaction',
      digest: decoded.value.digest,
      viewDigest: viewDigest(treasury.network, decoded.value.view),
    },
    requestIds: requests,
    reason,
    rejectedAt: effects.now(),
  });
}
