import { ok, type Result } from '../../core/result.ts';
import { asOfficer, type OfficerSession, theStation } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import type { Caller, Callers } from './callers.ts';
import { keyFileOf, type OfficerPassword } from './open-officer.ts';

/**
 * Signs one more officer in at a caller, with the password of their key file. What the officer does from here on is
 * signed with that key.
 */
export async function signIn(
  station: Pick<Station, 'treasury' | 'policy' | 'keys' | 'recorder' | 'effects'>,
  caller: Caller,
  { officerId, password }: OfficerPassword,
): Promise<Result<void>> {
  const found = keyFileOf(station, { officerId, password });
  if (!found.ok) return found;
  const { officer, request } = found.value;
  const session = await station.keys.passwords.try(officerId, password, () =>
    caller.officers.signIn(officer, request),
  );
  return session.ok ? noteSignedIn(station, session.value) : session;
}

/** Tells the journal that an officer has signed in; the entry carries the officer's own signature. */
export async function noteSignedIn(
  { recorder, effects }: Pick<Station, 'recorder' | 'effects'>,
  session: OfficerSession,
): Promise<Result<void>> {
  const written = await recorder.commit({
    expects: [],
    entries: [{ kind: 'officer-signed-in', actor: asOfficer(session), body: {} }],
    answer: undefined,
  });
  effects.notify(['app', 'movements', 'journal']);
  return written;
}

/** Signs an officer of a caller out, or all of them, and notes it. Signing out who is not signed in changes nothing. */
export async function signOut(
  station: Pick<Station, 'recorder' | 'effects'>,
  { officers }: Caller,
  { officerId }: { readonly officerId: string | null },
): Promise<Result<void>> {
  if (officerId === null) return noteSignedOut(station, officers.lock());
  return noteSignedOut(station, officers.signOut(officerId) ? [officerId] : []);
}

/** A caller is gone: a window was closed, an attached process has ended. Its officers are signed out. */
export const endCaller = (
  station: Pick<Station, 'recorder' | 'effects'>,
  callers: Callers,
  caller: Caller,
): Promise<Result<void>> => noteSignedOut(station, callers.forget(caller));

/** Tells the journal who was signed out. */
export async function noteSignedOut(
  { recorder, effects }: Pick<Station, 'recorder' | 'effects'>,
  officerIds: readonly string[],
): Promise<Result<void>> {
  if (officerIds.length === 0) return ok(undefined);
  const entries = officerIds.map(
    (officerId): EntryDraft => ({ kind: 'officer-signed-out', actor: theStation, body: { officerId } }),
  );
  const written = await recorder.commit({ expects: [], entries, answer: undefined });
  effects.notify(['app', 'movements', 'journal']);
  return written;
}
