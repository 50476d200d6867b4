import { ok, type Result } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { noteDone } from '../officers/note-done.ts';
import type { Station } from '../station.ts';

/**
 * Ends a vault's signer process, and then notes who locked it. It is never refused: where the officer cannot sign, the
 * station writes it down. Locking what is locked changes nothing.
 */
export async function lockVault(
  station: Pick<Station, 'keys' | 'recorder' | 'effects'>,
  actor: Actor,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<void>> {
  if (!station.keys.vaults.lock(vaultId)) return ok(undefined);
  const written = await noteDone(station, actor, {
    entries: (by) => [{ kind: 'vault-closed', actor: by, body: { vaultId } }],
    otherwise: 'lock-unnamed',
  });
  station.effects.notify(['app', 'journal']);
  return written;
}
