import type { Movement } from '../../books/rows.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import type { SignerAnswer } from '../../signer/protocol.ts';
import { type Actor, theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { movementOf } from './movement-facts.ts';

interface SignatureFacts {
  readonly signed: SignerAnswer<'sign'>;
  readonly actor: Actor;
  /** The epoch in which it is sent right after this; left out where it stays for now. */
  readonly leaves?: bigint | null;
}

type RecordParts = Pick<Station, 'books' | 'recorder' | 'effects'>;

/** Stores a signature with its journal entry: from here on the payment happens, now or when the follower sends it. */
export async function recordSignature(
  station: RecordParts,
  id: string,
  signature: SignatureFacts,
): Promise<Result<void>> {
  const recorded = await decideAndCommit(
    station.recorder,
    () => movementOf(station, id),
    (movement) => decideSigned(movement, signature),
  );
  station.effects.notify(['app', 'movements', 'journal']);
  return recorded;
}

/**
 * Pure: an approved movement becomes a signed one, and so does one that was stopped too late. A signature without an
 * officer was found again after a crash.
 */
export function decideSigned(
  movement: Movement,
  { signed, actor, leaves = null }: SignatureFacts,
): Result<Decision<void>> {
  if (movement.state !== 'approved' && movement.state !== 'stopped') {
    return refuse('proposal-state', 'this movement has gone on already');
  }
  return ok({
    expects: [{ of: 'movement', id: movement.id, version: movement.version }],
    entries: [
      {
        kind: 'proposal-signed',
        actor,
        body: {
          movementId: movement.id,
          vaultId: movement.vaultId,
          ...signed,
          leaves: leaves?.toString() ?? null,
          recovered: actor.kind === 'station',
        },
      },
    ],
    answer: undefined,
  });
}

/**
 * Finds a signature that the signer gave, or was about to give, when the station died: the signer gives it again, to
 * whoever asks, and nothing else. The follower sends it.
 * @returns whether there was one
 */
export async function recoverSignature(
  station: RecordParts,
  client: SignerClient,
  { id }: Pick<Movement, 'id'>,
): Promise<Result<boolean>> {
  const recalled = await recall(station, client, id);
  if (!recalled.ok) return recalled;
  if (recalled.value === null) return ok(false);
  const recorded = await recordSignature(station, id, {
    signed: recalled.value,
    actor: theStation('signature-recalled'),
  });
  return recorded.ok ? ok(true) : recorded;
}

async function recall(
  { books }: Pick<Station, 'books'>,
  client: SignerClient,
  movementId: string,
): Promise<Result<SignerAnswer<'sign'> | null>> {
  const stored = await books.movements.proposal(movementId);
  if (!stored) return ok(null);
  const recalled = await client.ask('recall', { proposal: stored.proposal });
  return recalled.ok ? ok(recalled.value.signed) : recalled;
}

/**
 * Ends a movement for which nothing was signed, while nobody else can sign or end it. One that was ready to sign is
 * ended only on the word of its open vault: a station that died in between does not know, and inputs that were signed
 * for would be given up. A signature that is there is recorded instead.
 * Refuses `vault-locked`, and `proposal-state` for what is signed or being signed.
 * @param end writes the end down
 */
export async function endUnsigned(
  station: RecordParts & Pick<Station, 'keys'>,
  movement: Movement,
  end: () => Promise<Result<void>>,
): Promise<Result<void>> {
  const { signing } = station.keys;
  const { id } = movement;
  if (signing.has(id)) return refuse('proposal-state', 'this movement is being signed now');
  signing.add(id);
  try {
    const unsigned = await refuseSigned(station, movement);
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
  'input-already-signed',
]);

async function refuseSigned(
  station: RecordParts & Pick<Station, 'keys'>,
  movement: Movement,
): Promise<Result<void>> {
  if (movement.state !== 'approved') return ok(undefined);
  const client = station.keys.vaults.client(movement.vaultId);
  if (!client.ok) return client;
  const signed = await storeSigned(station, client.value, movement.id);
  if (!signed.ok) return signed;
  return signed.value ? refuse('proposal-state', 'this payment is signed already') : ok(undefined);
}

/** Asks a vault whether it had signed what was stopped, and stores the signature. @returns false where nobody can say it now */
export async function isUnsigned(
  station: RecordParts & Pick<Station, 'keys'>,
  client: SignerClient,
  id: string,
): Promise<Result<boolean>> {
  const { signing } = station.keys;
  if (signing.has(id)) return ok(false);
  signing.add(id);
  try {
    const signed = await storeSigned(station, client, id);
    if (!signed.ok) return signed.code === 'signer-crashed' ? signed : ok(false);
    return ok(!signed.value);
  } finally {
    signing.delete(id);
  }
}

/** Stores the signature that a vault gave before. @returns whether there is one; refuses where the vault does not say */
async function storeSigned(station: RecordParts, client: SignerClient, id: string): Promise<Result<boolean>> {
  const recalled = await recall(station, client, id);
  if (!recalled.ok) return perhapsSigned.has(recalled.code) ? recalled : ok(false);
  if (recalled.value === null) return ok(false);
  const recorded = await recordSignature(station, id, {
    signed: recalled.value,
    actor: theStation('signature-recalled'),
  });
  return recorded.ok ? ok(true) : recorded;
}
