import { ok, type Result } from '../core/result.ts';
import type { Treasury } from './treasury.ts';

/** Tells a vault's signer of every rejection that it has not sealed yet. A locked vault is told when it opens. */
export async function sealRejections({ store, sessions }: Treasury, vaultId: string): Promise<Result<void>> {
  const client = sessions.vault(vaultId);
  if (!client.ok) return ok(undefined);
  for (const { movementId, rejection } of store.movements.unsealedRejections(vaultId)) {
    const sealed = await client.value.ask('seal', { kind: 'void', rejection });
    if (!sealed.ok) return sealed;
    store.transaction(() => {
      store.movements.markRejectionSealed(movementId);
      store.journal.raiseCounter(vaultId, sealed.value.counter);
    });
  }
  return ok(undefined);
}
