import type { Movement } from '../books/sqlite/movements.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { endUnsigned } from './record-signature.ts';
import type { Treasury } from './treasury.ts';

/**
 * Ends every unsigned movement one of whose approvals has expired, or was given under another policy: all its approvals
 * are void, its coins free. What was, is or may be signed stays as it is.
 */
export async function expireApprovals(treasury: Treasury): Promise<void> {
  const { store, effects, policy } = treasury;
  for (const id of store.movements.withVoidApproval(effects.now(), policy.version)) {
    const movement = store.movements.get(id);
    if (movement) await endUnsigned(treasury, movement, () => expire(treasury, movement));
  }
}

async function expire(treasury: Treasury, { id, state }: Movement): Promise<Result<void>> {
  const { store, journal, effects } = treasury;
  const written = await journal.record(
    { kind: 'proposal-expired', movementId: id, body: { movementId: id } },
    () => {
      if (!store.movements.advance(id, [state], 'expired', effects.now())) {
        return refuse('proposal-state', 'this movement has gone on already');
      }
      store.coins.release(id);
      return ok(undefined);
    },
  );
  effects.notify(['app', 'movements', 'journal']);
  return written.ok ? ok(undefined) : written;
}
