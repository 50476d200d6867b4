import type { Officer } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, asOfficer, type OfficerSession, theStation } from '../actor.ts';
import type { Caller } from './callers.ts';

/** Who looks: what waits for somebody, and what somebody may do, depends on it. */
export interface Viewer {
  /** The officer for whom the caller looks; null for nobody. */
  readonly acting: Officer | null;
  /** All officers of the caller, in the order in which they came. */
  readonly signedIn: readonly Officer[];
}

/** Nobody in particular: a reading for a test or a report. */
export const nobody: Viewer = { acting: null, signedIn: [] };

/**
 * The officer of a caller who acts. Nobody acts in the station's name.
 * @param as id of an officer who is signed in at this caller; refuses `officer-not-signed-in` for any other and for null
 */
export function actorOf({ officers }: Caller, as: string | null): Result<Actor> {
  if (as === null) return refuse('officer-not-signed-in', 'expected an officer who acts; sign in first');
  const session = sessionOf(officers.get(as));
  return session.ok ? ok(asOfficer(session.value)) : session;
}

/** The same for locking, which is refused to nobody: whoever is not signed in locks without a name. */
export function lockerOf({ officers }: Caller, as: string | null): Actor {
  const session = as === null ? undefined : officers.get(as);
  return session ? asOfficer(session) : theStation('lock-unnamed');
}

/** The same for one who looks at what only officers see. Refuses `officer-not-signed-in` also where nobody is named. */
export function lookerOf(caller: Caller, as: string | null): Result<Viewer> {
  return as === null
    ? refuse('officer-not-signed-in', 'expected an officer who looks; sign in first')
    : viewerOf(caller, as);
}

/** Who looks, officer or nobody: for what everybody may see. */
export function viewerOf({ officers }: Caller, as: string | null): Result<Viewer> {
  const signedIn = officers.list().map(({ officer }) => officer);
  if (as === null) return ok({ acting: null, signedIn });
  const session = sessionOf(officers.get(as));
  return session.ok ? ok({ acting: session.value.officer, signedIn }) : session;
}

const sessionOf = (session: OfficerSession | undefined): Result<OfficerSession> =>
  session
    ? ok(session)
    : refuse('officer-not-signed-in', 'this officer is not signed in here; sign in first');
