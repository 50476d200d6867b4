import { ok, type Result, refuse } from '../core/result.ts';
import type { Treasury } from './treasury.ts';
import { treasuryPaths } from './treasury-folder.ts';

/**
 * Signs an officer in with the password of the own key file. What the officer does from here on is signed with that
 * key; whoever was signed in before is signed out.
 * @param password raw UTF-8; the caller wipes it
 */
export async function signIn(
  treasury: Treasury,
  { officerId, password }: { officerId: string; password: Uint8Array },
): Promise<Result<void>> {
  const { policy, sessions, journal, folder, file, effects, passwords } = treasury;
  const officer = policy.officers.find((candidate) => candidate.id === officerId);
  const keyFile = file.officerFiles[officerId];
  if (!officer || keyFile === undefined) return refuse('officer-unknown', 'no such officer in this treasury');
  const request = {
    file: treasuryPaths(folder).officer(keyFile),
    password,
    purpose: 'officer' as const,
    journal: null,
  };
  const session = await passwords.try(officerId, password, () => sessions.signIn(officer, request));
  if (!session.ok) return session;
  const written = await journal.record({ kind: 'officer-signed-in', body: {}, officer: session.value });
  effects.notify(['app', 'movements', 'journal']);
  return written.ok ? ok(undefined) : written;
}
