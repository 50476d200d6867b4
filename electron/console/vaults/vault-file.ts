import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import { asidePath } from '../../stronghold/migrate-file.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { inTime, noteDone } from '../officers/note-done.ts';
import { confirmation, requireTwo } from '../officers/two-officers.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { checkStrength } from '../strong-password.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { refuseRestored } from './open-vault.ts';
import { vaultOf } from './vault-of.ts';

interface OfVault {
  readonly vaultId: string;
  /** Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
}

type FileParts = Pick<Station, 'treasury' | 'policy' | 'keys' | 'recorder' | 'ceremonies' | 'effects'>;

/**
 * Gives a vault's file another password, typed twice. An open vault stays open. That of a cold vault takes two officers.
 * @param input.second who confirms it: another officer, signed in at the same caller; null for nobody
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, and what trying the password refuses
 */
export async function changeVaultPassword(
  station: FileParts,
  actor: Actor,
  { vaultId, password, next, again, second }: NewPassword,
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const vault = vaultOf(station.policy.present(), vaultId);
  if (!vault.ok) return vault;
  const enough = vault.value.kind === 'cold' ? requireTwo(station, { actor, second }) : ok(undefined);
  if (!enough.ok) return enough;
  if (next.length === 0) return refuse('password-empty', 'expected a new password, got nothing');
  if (next.length !== again.length || next.some((byte, i) => byte !== again[i])) {
    return refuse('password-mismatch', 'expected the same new password twice');
  }
  const strong = await checkStrength(station.treasury.network.id, station.effects, [next]);
  if (!strong.ok) return strong;
  const { workFactor } = station.effects;
  const changed = await withSigner(station, { vaultId, password }, (client, file) =>
    client.ask('change-password', { file, password, next, workFactor }),
  );
  if (!changed.ok) return changed;
  const act = 'vault-password-changed';
  const confirmed = confirmation(second && inTime(second), { act, vaultId, from: null, to: null });
  return note(station, [actor, second], (by, left) =>
    left.officers
      ? [{ kind: act, actor: by, body: { vaultId, ...left } }]
      : [...confirmed, { kind: act, actor: by, body: { vaultId } }],
  );
}

interface NewPassword extends OfVault {
  readonly next: Uint8Array;
  readonly again: Uint8Array;
  readonly second: Actor | null;
}

/** Saves a copy of a vault's file elsewhere: written, read back, compared, and opened with the password. */
export async function saveVaultCopy(
  station: FileParts,
  actor: Actor,
  { vaultId, password, target }: OfVault & { readonly target: string },
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const saved = await withSigner(station, { vaultId, password }, (client, file) =>
    client.ask('save-copy', { file, target, password }),
  );
  if (!saved.ok) return saved;
  const { sha256 } = saved.value;
  return note(station, [actor], (by, left) => [
    { kind: 'vault-copied', actor: by, body: { vaultId, sha256, ...left } },
  ]);
}

/** Writes a vault's version 2 file again as version 3, with consent; the old one is kept beside it. */
export async function migrateVault(
  station: FileParts,
  actor: Actor,
  { vaultId, password }: OfVault,
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const { now, workFactor } = station.effects;
  const migrated = await withSigner(station, { vaultId, password }, (client, file) =>
    client.ask('migrate', { file, keepAside: asidePath(file, now()), password, workFactor }),
  );
  if (!migrated.ok) return migrated;
  return migrated.value.outcome === 'current'
    ? ok(undefined)
    : note(station, [actor], (by, left) => [
        { kind: 'vault-migrated', actor: by, body: { vaultId, ...left } },
      ]);
}

/** Runs one verb about a vault's file in a signer process of its own; a wrong password counts as a try. */
export async function withSigner<T>(
  station: Pick<Station, 'treasury' | 'policy' | 'keys' | 'ceremonies' | 'effects'>,
  { vaultId, password }: OfVault,
  ask: (client: SignerClient, file: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { treasury, policy, keys, effects } = station;
  const vault = vaultOf(policy.present(), vaultId);
  if (!vault.ok) return vault;
  const client = new SignerClient(effects.spawnSigner());
  try {
    // The file is that of the moment in which the try has its turn: a restore may have given the vault another one.
    return await keys.passwords.try(vaultId, password, async () => {
      const restored = refuseRestored(station, vaultId);
      if (!restored.ok) return restored;
      const name = treasury.file().vaultFiles[vaultId];
      if (name === undefined) return refuse('stronghold-missing', 'the treasury names no file of this vault');
      return ask(client, treasuryPaths(treasury.folder).vault(name));
    });
  } finally {
    client.kill();
  }
}

/** Who did it, where they could not sign the entry any more. */
interface Left {
  readonly officers?: string[];
}

/** Tells the journal what was done with a file; where an officer has left meanwhile, the station does, with their ids. */
async function note(
  station: Pick<Station, 'recorder' | 'effects'>,
  [actor, ...others]: readonly [Actor, ...(Actor | null)[]],
  entries: (by: Actor, left: Left) => readonly EntryDraft[],
): Promise<Result<void>> {
  const officers = [actor, ...others].flatMap((each) =>
    each?.kind === 'officer' ? [each.session.officer.id] : [],
  );
  const written = await noteDone(station, actor, {
    entries: (by) => entries(by, by.kind === 'station' ? { officers } : {}),
    otherwise: 'officer-left',
  });
  station.effects.notify(['app', 'journal']);
  return written;
}
