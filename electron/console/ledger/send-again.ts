import type { Movement } from '../../books/rows.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import { lastEpochOf } from '../../core/policy/lifetime.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { decodeProposal } from '../movements/decoded-proposal.ts';
import { type SignedAgain, type SignedParts, startSignedAgain } from '../movements/start-again.ts';
import {
  type LeavingParts,
  type LedgerParts,
  noteProblem,
  signedBytes,
  submitStored,
} from '../movements/submit-stored.ts';
import type { Decision } from '../recorder.ts';
import type { BooksCheckPart } from '../station.ts';
import type { HoldPart } from '../treasury/folder-hold.ts';

/** What it takes to end signed payments. */
export interface EndParts extends LedgerParts {
  /** What a row alone says ends nothing: an end is in the journal for good, and the row may have been put there while nobody looked. */
  readonly check: Pick<BooksCheckPart, 'view' | 'whole'>;
}

const isChecked = ({ check }: EndParts): boolean => check.view().state === 'whole';

/** What it takes to send signed bytes again. */
export interface SendParts extends EndParts, LeavingParts {
  readonly hold: Pick<HoldPart, 'settled'>;
  readonly check: Pick<BooksCheckPart, 'view' | 'whole' | 'rowsOf'>;
  /** A source of a mandate whose bytes are void starts again under it. */
  readonly policy: SignedParts['policy'];
  readonly timeOfEnds: SignedParts['timeOfEnds'];
}

/** When a payment was tried last, by its movement's id, milliseconds. */
export interface Tries {
  /** Sent or asked for. */
  readonly sent: Map<string, number>;
  /** Compared alone, while the books were being checked. */
  readonly compared: Map<string, number>;
}

/** Signed bytes whose acceptance is unknown are sent again this often. */
const RESEND_MS = 5_000;
/** The same where validators have said that they cannot take them now: it may last for a day. */
const RESEND_REFUSED_MS = 60_000;

/** Payments that are compared in one look while the books are being checked: each some tenths of a second at most. */
const MOST_COMPARED = 8;

/** Not taken for now, by the network's own rules: no trouble of the node. */
const rests: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['inputs-locked', 'address-denied']);

const resendMs = ({ problem }: Pick<Movement, 'problem'>): number =>
  problem !== null && rests.has(problem.code) ? RESEND_REFUSED_MS : RESEND_MS;

/**
 * Sends signed bytes again whose acceptance is unknown: the same bytes, never new ones, and none that were stopped or asked
 * for before the folder was settled. Bytes whose time is over are not sent; the movement ends where the ledger proves that
 * they were never executed, else it stays in doubt.
 * @param tries kept by the caller
 */
export async function sendAgain(parts: SendParts, tries: Tries): Promise<Result<void>> {
  const { books, effects } = parts;
  // What a clock that ran ahead has dated must not keep it from being sent.
  const isRecent = (at: number, wait: number) => Math.abs(effects.now() - at) < wait;
  const waiting = await books.movements.inState(['signed', 'sent']);
  let compared = 0;
  for (const movement of waiting) {
    const last = tries.sent.get(movement.id);
    if (last !== undefined && isRecent(last, resendMs(movement))) continue;
    const stored = await books.movements.transaction(movement.id);
    if (!stored) continue;
    if (movement.state === 'sent' && isRecent(stored.sentAt ?? 0, RESEND_MS)) continue;
    if (!isChecked(parts)) {
      if (isRecent(tries.compared.get(movement.id) ?? Number.NEGATIVE_INFINITY, RESEND_MS)) continue;
      compared += 1;
      if (compared > MOST_COMPARED) break;
      tries.compared.set(movement.id, effects.now());
      if (!(await mayLeave(parts, movement))) continue;
    }
    const done = await sendOrEnd(parts, movement);
    tries.sent.set(movement.id, effects.now()); // after the answer: a node that hangs must not be asked without pause
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/**
 * That bytes have left and were taken is written down, by rows that somebody may have put there while nobody looked. While the check
 * goes on, those of one payment and of its cancellations are compared with what was signed since its request. A cancellation rests
 * on two payments, and waits; so does everything where something differs, and where the epoch in which bytes would leave is not
 * known yet.
 */
async function mayLeave({ check, isOfPresentEpoch }: SendParts, { id, cancels }: Movement): Promise<boolean> {
  if (check.view().state !== 'checking' || cancels !== null) return false;
  if (!(await isOfPresentEpoch())) return false;
  return (await check.rowsOf(id, 0)).ok;
}

async function sendOrEnd(parts: SendParts, movement: Movement): Promise<Result<void>> {
  const signed = await signedBytes(parts, movement.id);
  if (!signed.ok) return signed;
  const outlook = await parts.line.outlook(signed.value.bytes);
  if (!outlook.ok) return outlook;
  switch (outlook.value) {
    case 'may-happen':
      return send(parts, movement);
    case 'expired':
      // A checkpoint that waits for the check may show that it happened in time.
      if (!isChecked(parts)) return ok(undefined);
      return (await isProvenVoid(parts, movement))
        ? endVoid(parts, movement, (present) => startSignedAgain(parts, present, parts.hold.settled()))
        : noteExpired(parts, movement);
    case 'never':
      return isChecked(parts) ? endVoid(parts, movement) : ok(undefined);
  }
}

const endVoid = (
  parts: SendParts,
  { id }: Movement,
  goesOn: GoesOn = async () => ({}),
): Promise<Result<void>> =>
  endUnexecuted(
    parts,
    id,
    {
      code: 'payment-void',
      error: 'its time is over, and the ledger proves that it was never executed',
    },
    goesOn,
  );

/**
 * Whether signed bytes can never happen and never did, by proven checkpoints alone: the last of their epochs has ended among
 * those that were taken in, and they show one of the inputs unspent from its creation to now.
 */
async function isProvenVoid(parts: SendParts, { id }: Movement): Promise<boolean> {
  if (!isChecked(parts)) return false;
  const { books, chain } = parts;
  const [stored, present] = await Promise.all([books.movements.proposal(id), books.cursor.epoch()]);
  const decoded = stored && decodeProposal(chain, stored.proposal);
  const lastEpoch = decoded?.ok ? lastEpochOf(decoded.value.view) : null;
  if (lastEpoch === null || present === undefined || present.epoch <= lastEpoch) return false;
  return books.inputs.provenUnspent(id);
}

async function send(
  parts: SendParts,
  { id, stoppedAt, createdAt, problem }: Movement,
): Promise<Result<void>> {
  if (stoppedAt !== null) return ok(undefined);
  if (createdAt < parts.hold.settled().refuseBefore) {
    // Its maker was told to ask again: sent by itself, it could be paid beside that.
    const why = refuse(
      'request-settled',
      'it was asked for before the folder was settled: an officer sends it, or it is cancelled',
    );
    return problem?.code === why.code ? ok(undefined) : noteProblem(parts, id, why);
  }
  const sent = await submitStored(parts, theStation('payment-sent'), id);
  if (!sent.ok && stays.has(sent.code)) return ok(undefined);
  // Both are noted with the movement, and stay until it was taken.
  if (!sent.ok && (rests.has(sent.code) || sent.code === 'payment-in-doubt')) return ok(undefined);
  if (sent.ok || sent.code !== 'node-rejected') return sent;
  // A refusal is the node's word, and what it says of inputs and transactions is too: it may keep the bytes.
  await noteProblem(parts, id, refuse('payment-in-doubt', sent.message));
  parts.effects.notify(['movements']);
  return ok(undefined);
}

/** Why bytes stay at the station, for now or for good: no trouble of the node. */
const stays: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'movement-stopped',
  'vault-frozen',
  'cancellation-open',
  'cancellation-waits',
  'proposal-state',
  'epoch-unknown',
]);

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
 * list or does not know ends nothing, nor do books that are not checked.
 */
export async function endDead(parts: EndParts): Promise<Result<void>> {
  if (!isChecked(parts)) return ok(undefined);
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

/** A cancellation whose payment has ended is needed no more: it is ended where its inputs are gone or nobody signed it. */
export async function endIdleCancellations(parts: EndParts): Promise<Result<void>> {
  if (!isChecked(parts)) return ok(undefined);
  const { books } = parts;
  const open = await books.movements.list(
    { search: '', offset: 0, limit: MOST_CANCELLATIONS },
    { kind: 'cancellation', open: true, nextStep: null },
  );
  for (const { id, state, cancels } of open.rows) {
    const payment = cancels === null ? undefined : await books.movements.byDigest(cancels);
    if (!payment || !hasEnded(payment)) continue;
    const isSigned = state === 'signed' || state === 'sent';
    // What failed without being executed has left its inputs as they were: a signed cancellation may still happen.
    if (isSigned && payment.state === 'failed') continue;
    const ended = isSigned
      ? await endUnexecuted(parts, id, {
          code: 'input-spent-elsewhere',
          error: 'its payment has ended, and with it the inputs of both; it can never happen',
        })
      : await endUnsignedCancellation(parts, id);
    if (!ended.ok) return ended;
  }
  return ok(undefined);
}

/** Cancellations that are looked at together. */
const MOST_CANCELLATIONS = 100;

const hasEnded = ({ state }: Movement): boolean =>
  state === 'final' || state === 'failed' || state === 'cancelled';

/** One that waits for its vault's word, or was stopped, ends by itself with its last epoch. */
function endUnsignedCancellation(
  { books, recorder, effects }: LedgerParts,
  id: string,
): Promise<Result<void>> {
  return decideAndCommit(
    recorder,
    async () => ok(await books.movements.get(id)),
    (movement): Result<Decision<void>> => {
      const actor = theStation('payment-ended');
      const body = { movementId: id };
      const expects = movement ? [{ of: 'movement', id, version: movement.version } as const] : [];
      effects.notify(['app', 'movements', 'journal']);
      switch (movement?.state) {
        case 'queued':
          return ok({ expects, entries: [{ kind: 'request-cancelled', actor, body }], answer: undefined });
        case 'proposed':
          return ok({ expects, entries: [{ kind: 'proposal-expired', actor, body }], answer: undefined });
        default:
          return ok({ expects: [], entries: [], answer: undefined });
      }
    },
  );
}

/** Says of a movement as it is now whether it starts again. */
type GoesOn = (movement: Movement) => Promise<SignedAgain>;

/** Writes down that what was signed for a payment was never executed and never will be. */
async function endUnexecuted(
  { books, recorder, effects }: LedgerParts,
  id: string,
  why: { readonly code: ErrorCode; readonly error: string },
  goesOn: GoesOn = async () => ({}),
): Promise<Result<void>> {
  const ended = await decideAndCommit(
    recorder,
    async () => {
      const movement = await books.movements.get(id);
      const stored = await books.movements.transaction(id);
      return ok({ movement, stored, again: movement ? await goesOn(movement) : {} });
    },
    ({ movement, stored, again }): Result<Decision<void>> => {
      if (!stored || (movement?.state !== 'signed' && movement?.state !== 'sent')) {
        return refuse('proposal-state', 'this payment has ended already');
      }
      const { transactionId } = stored;
      const body = {
        movementId: id,
        transactionId,
        checkpoint: null,
        feePaid: null,
        consumed: [],
        ...why,
        ...again,
      };
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
