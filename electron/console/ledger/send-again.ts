import type { Movement } from '../../books/books.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { type LedgerParts, noteProblem, signedBytes, submitStored } from '../movements/submit-stored.ts';
import type { Decision } from '../recorder.ts';

/** Signed bytes whose acceptance is unknown are sent again this often. */
const RESEND_MS = 5_000;

/**
 * Sends signed bytes again whose acceptance is unknown: the same bytes, never new ones, and none that were stopped. Bytes whose time is over are not
 * sent; the movement ends where the ledger proves that they were never executed, else it stays in doubt.
 * @param sentAt when each was sent or asked for last, by movement; kept by the caller
 */
export async function sendAgain(parts: LedgerParts, sentAt: Map<string, number>): Promise<Result<void>> {
  const { books, effects } = parts;
  for (const movement of await books.movements.inState(['signed', 'sent'])) {
    const last = sentAt.get(movement.id);
    if (last !== undefined && effects.now() - last < RESEND_MS) continue;
    const stored = await books.movements.transaction(movement.id);
    if (!stored) continue;
    if (movement.state === 'sent' && effects.now() - (stored.sentAt ?? 0) < RESEND_MS) continue;
    const done = await sendOrEnd(parts, movement);
    sentAt.set(movement.id, effects.now()); // after the answer: a node that hangs must not be asked without pause
    if (!done.ok) return done;
  }
  return ok(undefined);
}

async function sendOrEnd(parts: LedgerParts, movement: Movement): Promise<Result<void>> {
  const signed = await signedBytes(parts, movement.id);
  if (!signed.ok) return signed;
  const outlook = await parts.line.outlook(signed.value.bytes);
  if (!outlook.ok) return outlook;
  switch (outlook.value) {
    case 'may-happen':
      return send(parts, movement);
    case 'expired':
      return noteExpired(parts, movement);
    case 'never':
      return endUnexecuted(parts, movement.id, {
        code: 'payment-void',
        error: 'its time is over, and the ledger proves that it was never executed',
      });
  }
}

async function send(parts: LedgerParts, { id, stoppedAt }: Movement): Promise<Result<void>> {
  if (stoppedAt !== null) return ok(undefined);
  const sent = await submitStored(parts, theStation('payment-sent'), id);
  if (!sent.ok && sent.code === 'movement-stopped') return ok(undefined);
  if (sent.ok || sent.code !== 'node-rejected') return sent;
  // A refusal is the node's word, and what it says of inputs and transactions is too: it may keep the bytes.
  await noteProblem(parts, id, refuse('payment-in-doubt', sent.message));
  parts.effects.notify(['movements']);
  return ok(undefined);
}

/** By the node's word only: it may have kept the bytes and had them executed in time. So nothing ends here. */
async function noteExpired(parts: LedgerParts, { id, problem }: Movement): Promise<Result<void>> {
  if (problem?.code === 'payment-expired') return ok(undefined);
  const noted = await noteProblem(
    parts,
    id,
    refuse('payment-expired', 'the time in which the network takes these signed bytes is over'),
  );
  parts.effects.notify(['movements']);
  return noted;
}

/**
 * A signed payment one of whose inputs a transaction in a checkpoint has consumed, proven by the signature of one of our keys
 * over it, can never happen any more: its end is written down and its request can be made again. What a node does not
 * list or does not know ends nothing.
 */
export async function endDead(parts: LedgerParts): Promise<Result<void>> {
  const { books } = parts;
  for (const { id } of await books.movements.inState(['signed', 'sent'])) {
    const stored = await books.movements.transaction(id);
    const spend = stored && (await books.inputs.spentElsewhere(id, stored.transactionId));
    if (!spend) continue;
    const ended = await endUnexecuted(parts, id, {
      code: 'input-spent-elsewhere',
      error: `transaction ${spend.transactionId} in checkpoint ${spend.checkpoint} spent its inputs; it can never happen`,
    });
    if (!ended.ok) return ended;
  }
  return ok(undefined);
}

/** Writes down that a signed payment was never executed and never will be. */
async function endUnexecuted(
  { books, recorder, effects }: LedgerParts,
  id: string,
  why: { readonly code: ErrorCode; readonly error: string },
): Promise<Result<void>> {
  const ended = await decideAndCommit(
    recorder,
    async () =>
      ok({ movement: await books.movements.get(id), stored: await books.movements.transaction(id) }),
    ({ movement, stored }): Result<Decision<void>> => {
      if (!stored || (movement?.state !== 'signed' && movement?.state !== 'sent')) {
        return refuse('proposal-state', 'this payment has ended already');
      }
      const { transactionId } = stored;
      const body = { movementId: id, transactionId, checkpoint: null, feePaid: null, consumed: [], ...why };
      return ok({
        expects: [{ of: 'movement', id, version: movement.version }],
        entries: [{ kind: 'transaction-failed', actor: theStation('ledger-followed'), body }],
        answer: undefined,
      });
    },
  );
  effects.notify(['app', 'movements', 'journal']);
  return !ended.ok && ended.code !== 'proposal-state' ? ended : ok(undefined);
}
