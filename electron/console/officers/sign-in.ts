import { ok, type Result } from '../../core/result.ts';
import { type Actor, asOfficer, type OfficerSession, theStation } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import type { Caller, Callers } from './callers.ts';
import { noteDone } from './note-done.ts';
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
  if (!session.ok) return session;
  const noted = await noteSignedIn(station, session.value).catch((error) => {
    caller.officers.detach(officerId)?.end();
    throw error;
  });
  // Whoever the journal does not know is not signed in.
  if (!noted.ok) caller.officers.detach(officerId)?.end();
  return noted;
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

/**
 * Signs an officer of a caller out, or all of them: each one signs that they left, and then their key is closed, whether
 * they could sign or not. Signing out who is not signed in changes nothing.
 */
export async function signOut(
  station: Pick<Station, 'recorder' | 'effects'>,
  { officers }: Caller,
  { officerId }: { readonly officerId: string | null },
): Promise<Result<void>> {
  const ids = officerId === null ? officers.list().map(({ officer }) => officer.id) : [officerId];
  const left = ids.flatMap((id) => officers.detach(id) ?? []);
  if (officerId === null) officers.cancelOpening();
  const results = await Promise.all(
    left.map(async ({ session, end }) => {
      const { id } = session.officer;
      const noted = await noteDone(station, asOfficer(session), {
        entries: (actor) => [signedOut(actor, id)],
        otherwise: 'officer-left',
      });
      end();
      return noted;
    }),
  );
  if (left.length > 0) station.effects.notify(['app', 'movements', 'journal']);
  return results.find((result) => !result.ok) ?? ok(undefined);
}

/** A caller is gone: a window was closed, an attached process has ended. Its officers are signed out. */
export const endCaller = (
  station: Pick<Station, 'recorder' | 'effects'>,
  callers: Callers,
  caller: Caller,
): Promise<Result<void>> => noteSignedOut(station, theStation('caller-gone'), callers.forget(caller));

const signedOut = (actor: Actor, officerId: string): EntryDraft => ({
  kind: 'officer-signed-out',
  actor,
  body: { officerId },
});

/** Tells the journal who was signed out, and by whom. */
export async function noteSignedOut(
  station: Pick<Station, 'recorder' | 'effects'>,
  by: Actor,
  officerIds: readonly string[],
): Promise<Result<void>> {
  if (officerIds.length === 0) return ok(undefined);
  const written = await noteDone(station, by, {
    entries: (actor) => officerIds.map((officerId) => signedOut(actor, officerId)),
    otherwise: 'officer-left',
  });
  station.effects.notify(['app', 'movements', 'journal']);
  return written;
}
