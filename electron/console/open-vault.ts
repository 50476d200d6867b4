import { ok, type Result } from '../core/result.ts';
import { bringPoliciesUp } from './bring-policies-up.ts';
import { sealRejections } from './seal-rejections.ts';
import { type Treasury, vaultOf } from './treasury.ts';
import { treasuryPaths } from './treasury-folder.ts';

/**
 * Unlocks a vault: its signer process starts, opens the Stronghold file and holds its sealed state against the journal.
 * Rejections that were made while it was locked are sealed before anything else can be asked of it.
 * @param password raw UTF-8; the caller wipes it
 */
export async function openVault(
  treasury: Treasury,
  { vaultId, password }: { vaultId: string; password: Uint8Array },
): Promise<Result<void>> {
  const vault = vaultOf(treasury, vaultId);
  if (!vault.ok) return vault;
  const { store, sessions, journal, folder, file, passwords } = treasury;
  const request = {
    file: treasuryPaths(folder).vault(file.vaultFiles[vaultId]!),
    password,
    purpose: 'vault' as const,
    journalCounter: store.journal.counter(vaultId),
  };
  const opened = await passwords.try(vaultId, password, () =>
    sessions.openVault(vaultId, request, vault.value.receiveAddress),
  );
  if (!opened.ok) return opened;
  const { counter } = opened.value;
  const written = await journal.record({ kind: 'vault-opened', body: { vaultId, counter } }, () => {
    store.journal.raiseCounter(vaultId, counter);
    return ok(undefined);
  });
  treasury.effects.notify(['app', 'movements', 'journal']);
  if (!written.ok) return written;
  const current = await bringPoliciesUp(treasury, vaultId);
  return current.ok ? sealRejections(treasury, vaultId) : current;
}
