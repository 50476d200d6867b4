import type { Actor as SignedActor } from '../core/actor.ts';
import type { Officer } from '../core/officer/officer.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { SignerAnswer, SignerRequest } from '../signer/protocol.ts';

/** Signs an officer's statements. The open key file may be in another process, at the end of a socket. */
export interface StatementSigner {
  ask(
    verb: 'sign-statement',
    statement: SignerRequest<'sign-statement'>,
  ): Promise<Result<SignerAnswer<'sign-statement'>>>;
}

/** An officer who is signed in at some caller of this station. */
export interface OfficerSession {
  readonly officer: Officer;
  readonly signer: StatementSigner;
}

/** Who acts: a signed-in officer, or the station itself by one of its own rules. */
export type Actor =
  | { readonly kind: 'officer'; readonly session: OfficerSession }
  | { readonly kind: 'station' };

/** The station itself: following the ledger, expiring approvals, locking. */
export const theStation: Actor = { kind: 'station' };

/** An officer who is signed in, as the one who acts. */
export const asOfficer = (session: OfficerSession): Actor => ({ kind: 'officer', session });

/** The officer who acts; refuses `officer-not-signed-in` where nobody does. */
export function requireOfficer(actor: Actor): Result<OfficerSession> {
  return actor.kind === 'officer' ? ok(actor.session) : refuse('officer-not-signed-in', 'sign in first');
}

/** The actor as statements and journal entries name it. */
export function signedActor(actor: Actor, stationId: string): SignedActor {
  return actor.kind === 'officer'
    ? { kind: 'person', officerId: actor.session.officer.id }
    : { kind: 'station', stationId };
}
