import { ok, refuse } from '../core/result.ts';
import type { Movement } from '../store/movements.ts';
import { recoverSignature } from './record-signature.ts';
import type { Treasury } from './treasury.ts';

/**
 * Ends every unsigned movement one of whose approvals has expired, or was given under another policy: all its approvals
 * are void, its coins free. One that was ready to sign is ended only on the word of its open vault that it signed
 * nothing for it: a station that died in between does not know, and coins that were signed for would be given up.
 */
export async function expireApprovals(treasury: Treasury): Promise<void> {
  const { store, effects, policy, signing } = treasury;
  for (const id of store.movements.withVoidApproval(effects.now(), policy.version)) {
    const movement = store.movements.get(id);
    if (!movement || signing.has(id)) continue;
    signing.add(id);
    try {
      await end(treasury, movement);
    } finally {
      signing.delete(id);
    }
  }
}

async function end(treasury: Treasury, movement: Movement): Promise<void> {
  const { store, journal, effects, sessions } = treasury;
  const { id } = movement;
  if (movement.state === 'approved') {
    const client = sessions.vault(movement.vaultId);
    if (!client.ok) return;
    const recovered = await recoverSignature(treasury, client.value, movement);
    if (!recovered.ok || recovered.value) return;
  }
  await journal.record({ kind: 'proposal-expired', movementId: id, body: { movementId: id } }, () => {
    if (!store.movements.advance(id, [movement.state], 'expired', effects.now())) {
      return refuse('proposal-state', 'this movement has gone on already');
    }
    store.coins.release(id);
    return ok(undefined);
  });
  effects.notify(['app', 'movements', 'journal']);
}
