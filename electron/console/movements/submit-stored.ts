import type { Books } from '../../books/books.ts';
import type { Chain } from '../../chains/chain.ts';
import type { Line } from '../../chains/line.ts';
import { intentBytes } from '../../core/proposal/proposal.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import type { AttestedAddresses } from '../addresses/attested-addresses.ts';
import { decideAndCommit } from '../decide.ts';
import type { ConsoleEffects } from '../effects.ts';
import type { Decision, Recorder } from '../recorder.ts';

/** What it takes to keep the books true to the ledger. */
export interface LedgerParts {
  readonly line: Line;
  readonly chain: Chain;
  readonly books: Books;
  readonly attested: AttestedAddresses;
  readonly recorder: Recorder;
  readonly effects: Pick<ConsoleEffects, 'now' | 'notify'>;
}

/** The stored signed bytes of a movement; refuses `proposal-state` for one that is not signed. */
export async function signedBytes(
  { chain, books }: Pick<LedgerParts, 'chain' | 'books'>,
  movementId: string,
): Promise<Result<{ readonly bytes: Uint8Array; readonly signature: string }>> {
  const stored = await books.movements.transaction(movementId);
  const proposal = await books.movements.proposal(movementId);
  if (!stored || !proposal) return refuse('proposal-state', 'this payment is not signed yet');
  const bytes = chain.complete(intentBytes(proposal.proposal), stored.fields);
  return bytes.ok ? ok({ bytes: bytes.value, signature: stored.signature }) : bytes;
}

/**
 * Sends the stored signed bytes of a movement. It may be done any number of times: the network answers the same bytes
 * with the same transaction. What the answer was is written down; only the ledger makes it final. The station itself sends
 * nothing that was stopped: refuses `movement-stopped`.
 */
export async function submitStored(
  parts: LedgerParts,
  actor: Actor,
  movementId: string,
): Promise<Result<void>> {
  const { line, effects } = parts;
  const signed = await signedBytes(parts, movementId);
  if (!signed.ok) return signed;
  const movement = await parts.books.movements.get(movementId);
  if (actor.kind === 'station' && movement?.stoppedAt !== null) {
    return refuse('movement-stopped', 'an approver has stopped this payment; only an approver sends it');
  }
  const sent = await line.submit(signed.value.bytes, signed.value.signature);
  if (!sent.ok) {
    await noteProblem(parts, movementId, sent);
    effects.notify(['movements']);
    return sent;
  }
  const noted = await noteSent(parts, actor, movementId);
  if (!noted.ok) return noted;
  effects.notify(['app', 'movements', 'journal']);
  return ok(undefined);
}

/** The follower may have seen it final while the answer was awaited: then there is nothing to note. */
export function noteProblem(
  { books, recorder }: Pick<LedgerParts, 'books' | 'recorder'>,
  id: string,
  { code, message }: Refusal,
): Promise<Result<void>> {
  return decideAndCommit(
    recorder,
    async () => ok(await books.movements.get(id)),
    (movement): Result<Decision<void>> =>
      ok({
        expects: movement ? [{ of: 'movement', id, version: movement.version }] : [],
        entries: [],
        facts:
          movement?.state === 'signed' || movement?.state === 'sent'
            ? [{ kind: 'movement-problem', id, problem: { code, message } }]
            : [],
        answer: undefined,
      }),
  );
}

function noteSent({ books, recorder }: LedgerParts, actor: Actor, id: string): Promise<Result<void>> {
  return decideAndCommit(
    recorder,
    async () =>
      ok({
        movement: await books.movements.get(id),
        transaction: await books.movements.transaction(id),
      }),
    ({ movement, transaction }): Result<Decision<void>> => {
      if (!movement || !transaction) return ok(nothing);
      const expects = [{ of: 'movement', id, version: movement.version } as const];
      if (movement.state === 'signed') {
        const { transactionId } = transaction;
        const body = { movementId: id, transactionId };
        return ok({
          expects,
          entries: [{ kind: 'transaction-submitted', actor, body }],
          answer: undefined,
        });
      }
      if (movement.state !== 'sent' || movement.problem === null) return ok(nothing);
      return ok({
        expects,
        entries: [],
        facts: [{ kind: 'movement-problem', id, problem: null }],
        answer: undefined,
      });
    },
  );
}

const nothing: Decision<void> = { expects: [], entries: [], answer: undefined };
