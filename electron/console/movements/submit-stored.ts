import type { Books } from '../../books/books.ts';
import type { Movement, StoredTransaction } from '../../books/rows.ts';
import type { Chain } from '../../chains/chain.ts';
import type { LedgerTransaction, Line } from '../../chains/line.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import { JOURNAL_START } from '../../core/journal/journal-entry.ts';
import { intentBytes } from '../../core/proposal/proposal.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import type { AttestedAddresses } from '../addresses/attested-addresses.ts';
import { afterwards, noteHappened } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import type { ConsoleEffects } from '../effects.ts';
import { type KnownFreeze, whyFrozen } from '../freezes/read-freezes.ts';
import type { Decision, Recorder } from '../recorder.ts';
import { presentEpoch } from './present-epoch.ts';
import { openCancellation, type VoidedPayment, voidedBy, whyWaits } from './voided-payment.ts';

/** What it takes to keep the books true to the ledger. */
export interface LedgerParts {
  readonly line: Line;
  readonly chain: Chain;
  readonly books: Books;
  readonly attested: AttestedAddresses;
  readonly recorder: Recorder;
  readonly effects: Pick<ConsoleEffects, 'now' | 'notify'>;
  /** What the journal tells of freezes. */
  readonly freezes: () => Promise<readonly KnownFreeze[]>;
}

/** What it takes to send signed bytes. */
export interface LeavingParts extends LedgerParts {
  /** Whether the epoch that the books know is the present one, as far as is known: it is written down with what leaves. */
  readonly isOfPresentEpoch: () => Promise<boolean>;
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
 * nothing that was stopped: refuses `movement-stopped`. Of a payment and its cancellation only one is ever on its way in
 * one epoch: refuses `cancellation-open` and `cancellation-waits`, and `epoch-unknown` while checkpoints are still to be taken in: written down with an
 * epoch that is over, bytes and their cancellation could leave in one. While its vault is frozen nobody sends a payment: refuses
 * `vault-frozen`. Refuses `sent-not-noted` where the node has taken it and the
 * books could not: it is noted when it is sent again, or when the ledger shows it.
 */
export async function submitStored(
  parts: LeavingParts,
  actor: Actor,
  movementId: string,
): Promise<Result<void>> {
  const { effects } = parts;
  const signed = await signedBytes(parts, movementId);
  if (!signed.ok) return signed;
  const movement = await parts.books.movements.get(movementId);
  const stopped = movement && whyStopped(movement, actor);
  if (stopped) return stopped;
  const frozen = movement && movement.cancels === null && whyFrozen(await parts.freezes(), movement.vaultId);
  if (frozen) {
    if (movement.problem?.code !== frozen.code) {
      await noteProblem(parts, movementId, frozen);
      effects.notify(['movements']);
    }
    return frozen;
  }
  const leaves = await recordLeaving(parts, actor, movementId);
  if (!leaves.ok) {
    if (noted.has(leaves.code) && movement?.problem?.message !== leaves.message) {
      await noteProblem(parts, movementId, leaves);
      effects.notify(['movements']);
    }
    return leaves;
  }
  const sent = await submitTo(parts, signed.value);
  if (!sent.ok) {
    await afterwards(() => noteProblem(parts, movementId, sent)); // the node's answer is the one that counts
    effects.notify(['movements']);
    return sent;
  }
  const written = await noteHappened(() => noteSent(parts, actor, movementId), {
    code: 'sent-not-noted',
    what: 'the node has taken the payment',
  });
  if (!written.ok) return written;
  effects.notify(['app', 'movements', 'journal']);
  return ok(undefined);
}

/** Why bytes stay, said with the movement. */
const noted: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['cancellation-waits', 'vault-frozen']);

/** Sends bytes; where their inputs are locked, it is said until when by the checkpoints that were taken in. */
async function submitTo(
  { line, books, chain }: LedgerParts,
  { bytes, signature }: { readonly bytes: Uint8Array; readonly signature: string },
): Promise<Result<LedgerTransaction>> {
  const sent = await line.submit(bytes, signature);
  if (sent.ok || sent.code !== 'inputs-locked') return sent;
  const epoch = await presentEpoch({ books, chain });
  return epoch.ok && epoch.value !== null
    ? refuse('inputs-locked', `locked until epoch ${epoch.value} ends: ${sent.message}`)
    : sent;
}

/** What one approver has stopped, only an approver sends. */
const whyStopped = ({ stoppedAt }: Pick<Movement, 'stoppedAt'>, actor: Actor): Refusal | null =>
  stoppedAt === null || (actor.kind === 'officer' && actor.session.officer.roles.includes('approver'))
    ? null
    : refuse('movement-stopped', 'an approver has stopped this payment; only an approver sends it');

/** Writes down that bytes leave the station, before they do; once an epoch. */
function recordLeaving(
  { books, chain, recorder, freezes, isOfPresentEpoch }: LeavingParts,
  actor: Actor,
  id: string,
): Promise<Result<void>> {
  if (chain.epochs === null) return Promise.resolve(ok(undefined));
  return decideAndCommit(
    recorder,
    async () => {
      if (!(await isOfPresentEpoch())) {
        return refuse('epoch-unknown', 'checkpoints are still to be taken in: it is sent when they are');
      }
      const head = await books.journal.head();
      const epoch = await presentEpoch({ books, chain });
      if (!epoch.ok) return epoch;
      const movement = await books.movements.get(id);
      const transaction = await books.movements.transaction(id);
      const proposal = await books.movements.proposal(id);
      if (!movement || !transaction || !proposal)
        return refuse('proposal-state', 'this payment is not signed yet');
      // A freeze that came meanwhile comes first: what leaves follows on the entry that this was read after.
      const frozen = movement.cancels === null && whyFrozen(await freezes(), movement.vaultId);
      if (frozen) return frozen;
      const voided = movement.cancels === null ? ok(null) : await voidedBy(books, chain, movement);
      if (!voided.ok) return voided;
      const digest = chain.digest(intentBytes(proposal.proposal));
      const cancellation = await openCancellation(books, chain, { digest, epoch: epoch.value ?? 0n });
      const facts = { movement, transaction, voided: voided.value, cancellation, epoch: epoch.value ?? 0n };
      return ok({ facts, follows: head?.hash ?? JOURNAL_START });
    },
    ({ facts, follows }) => {
      const decided = decideLeaving(facts, actor);
      return decided.ok ? ok({ ...decided.value, follows }) : decided;
    },
  );
}

/** Decides whether signed bytes may leave the station in this epoch; pure. */
export function decideLeaving(
  {
    movement,
    transaction,
    voided,
    cancellation,
    epoch,
  }: {
    readonly movement: Movement;
    readonly transaction: StoredTransaction;
    /** The payment that a cancellation voids. */
    readonly voided: VoidedPayment | null;
    /** The one of this payment that is under way. */
    readonly cancellation: Movement | null;
    readonly epoch: bigint;
  },
  actor: Actor,
): Result<Decision<void>> {
  // It may have been stopped while the epoch was looked up.
  const stopped = whyStopped(movement, actor);
  if (stopped) return stopped;
  if (cancellation)
    return refuse('cancellation-open', 'this payment is being cancelled: it is not sent any more');
  const waits = voided && whyWaits(voided.transaction, epoch);
  if (waits) return waits;
  // After a kill the books may know an earlier epoch than they did: what has left in a later one stays so.
  if (transaction.leftEpoch !== null && transaction.leftEpoch >= epoch) return ok(nothing);
  const { transactionId } = transaction;
  return ok({
    expects: [
      { of: 'movement', id: movement.id, version: movement.version },
      ...(voided
        ? [{ of: 'movement', id: voided.movement.id, version: voided.movement.version } as const]
        : []),
    ],
    entries: [
      {
        kind: 'transaction-leaving',
        actor,
        body: { movementId: movement.id, transactionId, epoch: epoch.toString() },
      },
    ],
    answer: undefined,
  });
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
          (movement?.state === 'signed' || movement?.state === 'sent') &&
          (movement.problem?.code !== code || movement.problem.message !== message)
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
