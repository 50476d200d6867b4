import type { Policy } from '../core/policy/policy.ts';
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
  const restored = refuseRestored(treasury, vaultId);
  if (!restored.ok) return restored;
  const opened = await treasury.passwords.try(vaultId, password, () =>
    openInTurn(treasury, vault.value, password),
  );
  treasury.effects.notify(['app', 'movements', 'journal']);
  if (!opened.ok) return opened;
  await expireApprovals(treasury); // what was kept until this vault could say that it did not sign it
  return ok(undefined);
}

/**
 * File and mark are those of the moment in which the try has its turn: while it waited, the vault may have got another
 * file. From the check to the start of the signer nothing else runs, and what is opening then, a restore locks.
 */
async function openInTurn(
  treasury: Treasury,
  { id, receiveAddress }: Policy['vaults'][number],
  password: Uint8Array,
): Promise<Result<void>> {
  const { sessions, folder, file } = treasury;
  const restored = refuseRestored(treasury, id);
  if (!restored.ok) return restored;
  const mark = readVaultMark(treasury, id);
  if (!mark.ok) return mark;
  const request = {
    file: treasuryPaths(folder).vault(file.vaultFiles[id]!),
    password,
    purpose: 'vault' as const,
    journal: mark.value,
  };
  return sessions.openVault(id, request, {
    firstAddress: receiveAddress,
    prepare: async (client) => {
      const prepared = await prepare(treasury, client, id);
      return prepared.ok ? refuseRestored(treasury, id) : prepared;
    },
  });
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
export function refuseRestored({ ceremonies }: Treasury, vaultId: string): Result<void> {
  return ceremonies.restoring === vaultId
    ? refuse('ceremony-busy', 'this vault is being restored; end that ceremony first')
    : ok(undefined);
}
