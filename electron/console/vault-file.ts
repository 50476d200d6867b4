import { ok, type Result, refuse } from '../core/result.ts';
import { SignerClient } from '../signer/client.ts';
import { asidePath } from '../stronghold/migrate-file.ts';
import { refuseRestored } from './open-vault.ts';
import { type Treasury, vaultOf } from './treasury.ts';
import { treasuryPaths } from './treasury-folder.ts';

interface OfVault {
  readonly vaultId: string;
  /** Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
}

/** Gives a vault's file another password, typed twice. An open vault stays open. */
export async function changeVaultPassword(
  treasury: Treasury,
  { vaultId, password, next, again }: OfVault & { readonly next: Uint8Array; readonly again: Uint8Array },
): Promise<Result<void>> {
  if (next.length === 0) return refuse('password-empty', 'expected a new password, got nothing');
  if (next.length !== again.length || next.some((byte, i) => byte !== again[i])) {
    return refuse('password-mismatch', 'expected the same new password twice');
  }
  const { workFactor } = treasury.effects;
  const changed = await withSigner(treasury, { vaultId, password }, (client, file) =>
    client.ask('change-password', { file, password, next, workFactor }),
  );
  return changed.ok ? tell(treasury, 'vault-password-changed', vaultId) : changed;
}

/** Saves a copy of a vault's file elsewhere: written, read back, compared, and opened with the password. */
export async function saveVaultCopy(
  treasury: Treasury,
  { vaultId, password, target }: OfVault & { readonly target: string },
): Promise<Result<void>> {
  const saved = await withSigner(treasury, { vaultId, password }, (client, file) =>
    client.ask('save-copy', { file, target, password }),
  );
  return saved.ok ? tell(treasury, 'vault-copied', vaultId, { sha256: saved.value.sha256 }) : saved;
}

/** Writes a vault's version 2 file anew as version 3, with consent; the old one is kept beside it. */
export async function migrateVault(
  treasury: Treasury,
  { vaultId, password }: OfVault,
): Promise<Result<void>> {
  const { now, workFactor } = treasury.effects;
  const migrated = await withSigner(treasury, { vaultId, password }, (client, file) =>
    client.ask('migrate', { file, keepAside: asidePath(file, now()), password, workFactor }),
  );
  if (!migrated.ok) return migrated;
  return migrated.value.outcome === 'current' ? ok(undefined) : tell(treasury, 'vault-migrated', vaultId);
}

/** Runs one verb in a signer process of its own. */
async function withSigner<T>(
  treasury: Treasury,
  { vaultId, password }: OfVault,
  ask: (client: SignerClient, file: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const vault = vaultOf(treasury, vaultId);
  if (!vault.ok) return vault;
  const client = new SignerClient(treasury.effects.spawnSigner());
  try {
    // The file is that of the moment in which the try has its turn: a restore may have given the vault another one.
    return await treasury.passwords.try(vaultId, password, async () => {
      const restored = refuseRestored(treasury, vaultId);
      if (!restored.ok) return restored;
      return ask(client, treasuryPaths(treasury.folder).vault(treasury.file.vaultFiles[vaultId]!));
    });
  } finally {
    client.kill();
  }
}

async function tell(
  { journal, sessions, effects }: Treasury,
  kind: 'vault-password-changed' | 'vault-copied' | 'vault-migrated',
  vaultId: string,
  more: Record<string, string> = {},
): Promise<Result<void>> {
  const { officer } = sessions;
  const written = await journal.record({ kind, body: { vaultId, ...more }, ...(officer && { officer }) });
  effects.notify(['app', 'journal']);
  return written.ok ? ok(undefined) : written;
}
