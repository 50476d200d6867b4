import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import { asidePath } from '../../stronghold/migrate-file.ts';
import type { Actor } from '../actor.ts';
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

/** Gives a vault's file another password, typed twice. An open vault stays open. */
export async function changeVaultPassword(
  station: FileParts,
  actor: Actor,
  { vaultId, password, next, again }: OfVault & { readonly next: Uint8Array; readonly again: Uint8Array },
): Promise<Result<void>> {
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
  return changed.ok ? note(station, { kind: 'vault-password-changed', actor, body: { vaultId } }) : changed;
}

/** Saves a copy of a vault's file elsewhere: written, read back, compared, and opened with the password. */
export async function saveVaultCopy(
  station: FileParts,
  actor: Actor,
  { vaultId, password, target }: OfVault & { readonly target: string },
): Promise<Result<void>> {
  const saved = await withSigner(station, { vaultId, password }, (client, file) =>
    client.ask('save-copy', { file, target, password }),
  );
  if (!saved.ok) return saved;
  return note(station, { kind: 'vault-copied', actor, body: { vaultId, sha256: saved.value.sha256 } });
}

/** Writes a vault's version 2 file again as version 3, with consent; the old one is kept beside it. */
export async function migrateVault(
  station: FileParts,
  actor: Actor,
  { vaultId, password }: OfVault,
): Promise<Result<void>> {
  const { now, workFactor } = station.effects;
  const migrated = await withSigner(station, { vaultId, password }, (client, file) =>
    client.ask('migrate', { file, keepAside: asidePath(file, now()), password, workFactor }),
  );
  if (!migrated.ok) return migrated;
  return migrated.value.outcome === 'current'
    ? ok(undefined)
    : note(station, { kind: 'vault-migrated', actor, body: { vaultId } });
}

/** Runs one verb in a signer process of its own. */
async function withSigner<T>(
  station: FileParts,
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

async function note(
  { recorder, effects }: Pick<Station, 'recorder' | 'effects'>,
  entry: EntryDraft,
): Promise<Result<void>> {
  const written = await recorder.commit({ expects: [], entries: [entry], answer: undefined });
  effects.notify(['app', 'journal']);
  return written;
}
