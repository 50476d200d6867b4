import { ok, type Result, refuse } from '../core/result.ts';
import type { SignerClient } from '../signer/client.ts';
import type { SignerAnswer } from '../signer/protocol.ts';
import type { OfficerSession } from './sessions.ts';
import type { Treasury } from './treasury.ts';

/** Stores a signature with its journal entry: from here on the payment happens, now or when the follower sends it. */
export async function recordSignature(
  { store, journal, codec, effects }: Treasury,
  movement: { readonly id: string; readonly vaultId: string },
  { signed, officer }: { readonly signed: SignerAnswer<'sign'>; readonly officer: OfficerSession | null },
): Promise<Result<void>> {
  const { signature, transactionDigest, era, counter, ruleId, approvers, signedAt } = signed;
  const { id, vaultId } = movement;
  const transaction = codec.formatDigest(transactionDigest);
  const written = await journal.record(
    {
      kind: 'proposal-signed',
      movementId: id,
      ...(officer && { officer }),
      body: {
        movementId: id,
        vaultId,
        transaction,
        transactionDigest,
        era,
        counter,
        rule: ruleId,
        approvers,
        recovered: officer === null,
      },
    },
    () => {
      if (!store.movements.advance(id, ['approved'], 'signed', effects.now())) {
        return refuse('proposal-state', 'this movement has gone on already');
      }
      store.movements.addTransaction({ movementId: id, digest: transaction, signature, signedAt });
      return ok(undefined);
    },
  );
  effects.notify(['app', 'movements', 'journal']);
  return written.ok ? ok(undefined) : written;
}

/**
 * Takes up a signature that the signer gave, or was about to give, when the station died: the signer gives it again, to
 * whoever asks, and nothing else. The follower sends it.
 * @returns whether there was one
 */
export async function recoverSignature(
  treasury: Treasury,
  client: SignerClient,
  movement: { readonly id: string; readonly vaultId: string },
): Promise<Result<boolean>> {
  const stored = treasury.store.movements.proposal(movement.id);
  if (!stored) return ok(false);
  const recalled = await client.ask('recall', { proposal: stored.proposal });
  if (!recalled.ok) return recalled;
  const { signed } = recalled.value;
  if (signed === null) return ok(false);
  const written = await recordSignature(treasury, movement, { signed, officer: null });
  return written.ok ? ok(true) : written;
}
