import { ok, type Result } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import type { Station } from '../station.ts';

/** Ends a vault's signer process and notes it. Locking what is locked changes nothing. */
export async function lockVault(
  { keys, recorder, effects }: Pick<Station, 'keys' | 'recorder' | 'effects'>,
  actor: Actor,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<void>> {
  if (!keys.vaults.lock(vaultId)) return ok(undefined);
  const written = await recorder.commit({
    expects: [],
    entries: [{ kind: 'vault-closed', actor, body: { vaultId } }],
    answer: undefined,
  });
  effects.notify(['app', 'journal']);
  return written;
}
