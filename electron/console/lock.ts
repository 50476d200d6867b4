import { ok, type Result } from '../core/result.ts';
import { abandonCeremony } from './ceremony/end-ceremony.ts';
import type { Treasury } from './treasury.ts';

/** Ends a vault's signer process and notes it. Locking what is locked changes nothing. */
export async function lockVault(treasury: Treasury, vaultId: string): Promise<Result<void>> {
  if (!treasury.sessions.lockVault(vaultId)) return ok(undefined);
  const written = await treasury.journal.record({ kind: 'vault-closed', body: { vaultId } });
  treasury.effects.notify(['app', 'journal']);
  return written.ok ? ok(undefined) : written;
}

/** Signs the officer out and notes it. */
export async function signOut(treasury: Treasury): Promise<Result<void>> {
  const officerId = treasury.sessions.officer?.officer.id;
  if (!treasury.sessions.signOut() || officerId === undefined) return ok(undefined);
  const written = await treasury.journal.record({ kind: 'officer-signed-out', body: { officer: officerId } });
  treasury.effects.notify(['app', 'journal']);
  return written.ok ? ok(undefined) : written;
}

/** Locks every vault, signs the officer out and ends a ceremony under way: every signer process ends first, the journal is written after. */
export async function lockStation(treasury: Treasury): Promise<Result<void>> {
  treasury.passwords.lock();
  treasury.effects.notify(['lock']);
  const results = await Promise.all([
    abandonCeremony(treasury),
    ...treasury.policy.vaults.map((vault) => lockVault(treasury, vault.id)),
    signOut(treasury),
  ]);
  return results.find((result) => !result.ok) ?? ok(undefined);
}
