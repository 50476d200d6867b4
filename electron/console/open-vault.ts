import { ok, type Result, refuse } from '../core/result.ts';
import type { SignerClient } from '../signer/client.ts';
import { sealWhatIsNew } from './bring-vault-up.ts';
import { expireApprovals } from './expire-approvals.ts';
import { recoverSignature } from './record-signature.ts';
import { type Treasury, vaultOf } from './treasury.ts';
import { treasuryPaths } from './treasury-folder.ts';
import { readVaultMark } from './vault-mark.ts';

/**
 * Unlocks a vault: its signer process starts, opens the Stronghold file and holds its sealed state against the journal.
 * Before anything else can be asked of it, it gives back what it signed when the station died, takes the policies and
 * rejections that it has not seen, and the journal is told where its state stands.
 * @param password raw UTF-8; the caller wipes it
 */
export async function openVault(
  treasury: Treasury,
  { vaultId, password }: { vaultId: string; password: Uint8Array },
): Promise<Result<void>> {
  const vault = vaultOf(treasury, vaultId);
  if (!vault.ok) return vault;
  const { sessions, folder, file, passwords } = treasury;
  if (isBeingRestored(treasury, vaultId)) {
    return refuse('ceremony-busy', 'this vault is being restored; end that ceremony first');
  }
  const mark = readVaultMark(treasury, vaultId);
  if (!mark.ok) return mark;
  const request = {
    file: treasuryPaths(folder).vault(file.vaultFiles[vaultId]!),
    password,
    purpose: 'vault' as const,
    journal: mark.value,
  };
  const opened = await passwords.try(vaultId, password, () =>
    sessions.openVault(vaultId, request, {
      firstAddress: vault.value.receiveAddress,
      prepare: (client) => prepare(treasury, client, vaultId),
    }),
  );
  treasury.effects.notify(['app', 'movements', 'journal']);
  if (!opened.ok) return opened;
  await expireApprovals(treasury); // what was kept until this vault could say that it did not sign it
  return ok(undefined);
}

async function prepare(treasury: Treasury, client: SignerClient, vaultId: string): Promise<Result<void>> {
  const { store, journal } = treasury;
  for (const movement of store.movements.inState('approved')) {
    if (movement.vaultId !== vaultId) continue;
    const recovered = await recoverSignature(treasury, client, movement);
    // One proposal that the signer refuses must not keep the whole vault shut; that one waits, and says why when signed.
    if (!recovered.ok && recovered.code === 'signer-crashed') return recovered;
  }
  const brought = await sealWhatIsNew(treasury, client, vaultId);
  if (!brought.ok) return brought;
  const { mark, rejected } = brought.value;
  const written = await journal.record({ kind: 'vault-opened', body: { vaultId, ...mark } }, () => {
    for (const movementId of rejected) store.movements.markRejectionSealed(movementId);
    return ok(undefined);
  });
  return written.ok ? ok(undefined) : written;
}

/** From the writing of its new file on, the old one must not sign any more: the new one has a copy of its memory. */
function isBeingRestored({ ceremonies: { session } }: Treasury, vaultId: string): boolean {
  return session !== null && !session.ended && session.opened !== null && session.vault?.id === vaultId;
}
