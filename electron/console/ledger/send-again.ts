import { ok, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { type LedgerParts, noteProblem, submitStored } from '../movements/submit-stored.ts';
import type { Decision } from '../recorder.ts';

/** Signed bytes whose acceptance is unknown are sent again this often. */
const RESEND_MS = 5_000;

/**
 * Sends signed bytes again whose acceptance is unknown: the same bytes, never new ones.
 * @param sentAt when each was sent last, by movement; kept by the caller
 */
export async function sendAgain(parts: LedgerParts, sentAt: Map<string, number>): Promise<Result<void>> {
  const { books, effects } = parts;
  for (const movement of await books.movements.inState(['signed', 'sent'])) {
    const last = sentAt.get(movement.id);
    if (last !== undefined && effects.now() - last < RESEND_MS) continue;
    const stored = await books.movements.transaction(movement.id);
    if (!stored) continue;
    if (movement.state === 'sent' && effects.now() - (stored.sentAt ?? 0) < RESEND_MS) continue;
    const sent = await submitStored(parts, movement.id);
    sentAt.set(movement.id, effects.now()); // after the answer: a node that hangs must not be asked without pause
    if (sent.ok) continue;
    if (sent.code !== 'node-rejected') return sent;
    // A refusal is the node's word, and what it says of inputs and transactions is too: it may keep the bytes.
    await noteProblem(parts, movement.id, refuse('payment-in-doubt', sent.message));
    effects.notify(['movements']);
  }
  return ok(undefined);
}

/**
 * A signed payment one of whose inputs a transaction in a checkpoint has consumed, proven by an own key's signature
 * over it, can never happen any more: its end is written down and its request can be made anew. What a node does not
 * list or does not know ends nothing.
 */
export async function endDead({ books, recorder, effects }: LedgerParts): Promise<Result<void>> {
  for (const { id } of await books.movements.inState(['signed', 'sent'])) {
    const stored = await books.movements.transaction(id);
    const spend = stored && (await books.inputs.spentElsewhere(id, stored.transactionId));
    if (!stored || !spend) continue;
    const error = `transaction ${spend.transactionId} in checkpoint ${spend.checkpoint} spent its inputs; it can never happen`;
    const ended = await decideAndCommit(
      recorder,
      async () => ok(await books.movements.get(id)),
      (movement): Result<Decision<void>> => {
        if (movement?.state !== 'signed' && movement?.state !== 'sent') {
          return refuse('proposal-state', 'this payment has ended already');
        }
        return ok({
          expects: [{ of: 'movement', id, version: movement.version }],
          entries: [
            {
              kind: 'transaction-failed',
              actor: theStation,
              body: {
                movementId: id,
                transactionId: stored.transactionId,
                checkpoint: null,
                feePaid: null,
                code: 'input-spent-elsewhere',
                error,
                consumed: [],
              },
            },
          ],
          answer: undefined,
        });
      },
    );
    effects.notify(['app', 'movements', 'journal']);
    if (!ended.ok && ended.code !== 'proposal-state') return ended;
  }
  return ok(undefined);
}
