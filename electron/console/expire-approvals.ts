import { ok, refuse } from '../core/result.ts';
import type { Treasury } from './treasury.ts';

/** Ends every unsigned movement one of whose approvals has expired: all its approvals are void, its coins free. */
export async function expireApprovals({ store, journal, effects }: Treasury): Promise<void> {
  for (const id of store.movements.withExpiredApproval(effects.now())) {
    await journal.record({ kind: 'proposal-expired', movementId: id, body: { movementId: id } }, () => {
      if (!store.movements.advance(id, ['proposed', 'approved'], 'expired', effects.now())) {
        return refuse('proposal-state', 'this movement has gone on already');
      }
      store.coins.release(id);
      return ok(undefined);
    });
    effects.notify(['app', 'movements', 'journal']);
  }
}
