import type { Movement } from '../books/sqlite/movements.ts';
import type { ErrorCode } from '../core/error-code.ts';
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
  const recalled = await recall(treasury, client, movement.id);
  if (!recalled.ok) return recalled;
  if (recalled.value === null) return ok(false);
  const written = await recordSignature(treasury, movement, { signed: recalled.value, officer: null });
  return written.ok ? ok(true) : written;
}

async function recall(
  { store }: Treasury,
  client: SignerClient,
  movementId: string,
): Promise<Result<SignerAnswer<'sign'> | null>> {
  const stored = store.movements.proposal(movementId);
  if (!stored) return ok(null);
  const recalled = await client.ask('recall', { proposal: stored.proposal });
  return recalled.ok ? ok(recalled.value.signed) : recalled;
}

/**
 * Ends a movement for which nothing was signed, while nobody else can sign or end it. One that was ready to sign is
 * ended only on the word of its open vault: a station that died in between does not know, and coins that were signed
 * for would be given up. A signature that is there is taken up instead.
 * Refuses `vault-locked`, and `proposal-state` for what is signed or being signed.
 * @param end writes the end down
 */
export async function endUnsigned(
  treasury: Treasury,
  movement: Movement,
  end: () => Promise<Result<void>>,
): Promise<Result<void>> {
  const { signing } = treasury;
  const { id } = movement;
  if (signing.has(id)) return refuse('proposal-state', 'this movement is being signed now');
  signing.add(id);
  try {
    const unsigned = await refuseSigned(treasury, movement);
    return unsigned.ok ? await end() : unsigned;
  } finally {
    signing.delete(id);
  }
}

/**
 * Refusals after which bytes may be signed all the same. By any other one the signer tells that it takes these bytes for
 * none of its vault's, or for rejected ones: it signs them neither now nor later, and keeping them would help nobody.
 */
const perhapsSigned: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'signer-crashed',
  'internal-error',
  'coin-already-signed',
]);

async function refuseSigned(treasury: Treasury, movement: Movement): Promise<Result<void>> {
  if (movement.state !== 'approved') return ok(undefined);
  const client = treasury.sessions.vault(movement.vaultId);
  if (!client.ok) return client;
  const recalled = await recall(treasury, client.value, movement.id);
  if (!recalled.ok) return perhapsSigned.has(recalled.code) ? recalled : ok(undefined);
  if (recalled.value === null) return ok(undefined);
  const written = await recordSignature(treasury, movement, { signed: recalled.value, officer: null });
  return written.ok ? refuse('proposal-state', 'this payment is signed already') : written;
}
