import type { Books } from '../../books/books.ts';
import type { Cursor, Deposit, Movement } from '../../books/rows.ts';
import type { Checkpoint, ProvenSpend } from '../../chains/line.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { decideAndCommit } from '../decide.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import {
  type CheckpointFacts,
  concernsUs,
  depositKey,
  type OwnPayment,
  passOver,
  spendsOurs,
  takeInCheckpoint,
} from './take-in-checkpoint.ts';

const BATCH = 50;
/** Batches of one look: a node that names ever more checkpoints keeps neither the other steps nor the closing waiting. */
const MOST_BATCHES = 200;

interface Told {
  /** Called with each checkpoint that was taken in. */
  readonly taken: (sequence: bigint) => void;
  /** Called with the newest checkpoint that the node names. */
  readonly newestTold: (newest: bigint) => void;
  /** Called with the time that the newest known checkpoint names, milliseconds. */
  readonly timeTold: (ledgerAt: number) => void;
}

/** Takes in every checkpoint once, in order. What it learnt and how far it came are written together. */
export class CheckpointReader {
  readonly #parts: LedgerParts;
  readonly #tell: Told;
  /** Whether the node that is behind the address now was seen to know the last checkpoint taken in. */
  #historyKnown = false;
  #atEnd = false;

  constructor(parts: LedgerParts, tell: Told) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Another node may be behind the address by now. */
  forgetNode(): void {
    this.#historyKnown = false;
  }

  /** Whether the last reading came to the newest checkpoint that the node has. */
  atEnd(): boolean {
    return this.#atEnd;
  }

  /**
   * At most {@link MOST_BATCHES} batches; the next look goes on from there. Refuses `node-behind`, `node-pruned`,
   * `node-network-mismatch` for another history, `node-answer-malformed`, and the line's.
   */
  async read(): Promise<Result<void>> {
    this.#atEnd = false;
    const { line, books } = this.#parts;
    const latest = await line.latestCheckpoint();
    if (!latest.ok) return latest;
    this.#tell.newestTold(latest.value);
    const known = await this.#checkHistory(latest.value);
    if (!known.ok) return known;
    const cursor = await books.cursor.get();
    let last = cursor?.digest ?? null;
    let next = cursor?.next ?? latest.value;
    for (let batches = 0; batches < MOST_BATCHES && next <= latest.value; batches++) {
      const left = latest.value - next + 1n;
      const batch = await line.checkpoints(next, left < BATCH ? Number(left) : BATCH);
      if (!batch.ok) return batch;
      if (batch.value.length === 0) return this.#notGiven(next);
      const taken = await this.#takeInBatch(batch.value, { next, last });
      if (!taken.ok) return taken;
      next += BigInt(batch.value.length);
      last = batch.value.at(-1)?.digest ?? last;
    }
    this.#atEnd = next > latest.value;
    return ok(undefined);
  }

  /**
   * A node that lost its history, or was put back, gives used numbers to new checkpoints: deposits in them would never
   * be seen. So it has to reach as far as what was taken in, and to know the last checkpoint of it by its digest.
   */
  async #checkHistory(latest: bigint): Promise<Result<void>> {
    const { line, books } = this.#parts;
    const cursor = await books.cursor.get();
    if (!cursor) return ok(undefined);
    const last = cursor.next - 1n;
    if (latest < last) {
      return refuse('node-behind', `expected checkpoint ${last} or a later one, the node is at ${latest}`);
    }
    if (this.#historyKnown || cursor.digest === null) return ok(undefined);
    const known = await line.checkpoints(last, 1);
    if (!known.ok) return known;
    const [newest] = known.value;
    if (!newest) return this.#notGiven(last);
    if (newest.digest !== cursor.digest) return otherHistory(last, cursor.digest);
    this.#tell.timeTold(newest.timestamp);
    this.#historyKnown = true;
    return ok(undefined);
  }

  /** A node that names a newer checkpoint and does not give this one has thrown it away, or another one answers now. */
  async #notGiven(sequence: bigint): Promise<Refusal> {
    const latest = await this.#parts.line.latestCheckpoint();
    if (!latest.ok) return latest;
    return latest.value < sequence
      ? refuse('node-behind', `expected checkpoint ${sequence}, the node is at ${latest.value}`)
      : refuse('node-pruned', `this node no longer has checkpoint ${sequence}`);
  }

  async #takeInBatch(
    batch: readonly Checkpoint[],
    from: { readonly next: bigint; readonly last: string | null },
  ): Promise<Result<void>> {
    let { next, last } = from;
    let epoch = (await this.#parts.books.cursor.epoch())?.epoch ?? null;
    /** Where the cursor is by what this reader has written: checkpoints without anything of ours follow at the end. */
    let reached = next;
    const own = await ownAddresses(this.#parts, batch);
    let passed: Checkpoint | null = null;
    for (const checkpoint of batch) {
      if (checkpoint.sequence !== next) {
        return refuse('node-answer-malformed', `expected checkpoint ${next}, got ${checkpoint.sequence}`);
      }
      if (last !== null && checkpoint.previous !== last) return otherHistory(next - 1n, last);
      if (epoch !== null && checkpoint.epoch !== epoch && checkpoint.epoch !== epoch + 1n) {
        return refuse(
          'node-answer-malformed',
          `expected checkpoint ${next} to be in epoch ${epoch}, or to end it, got ${checkpoint.epoch}`,
        );
      }
      epoch = checkpoint.epoch;
      if (concernsUs(checkpoint, (address) => own.has(address))) {
        const taken = await this.#takeIn(checkpoint, reached);
        if (!taken.ok) return taken;
        reached = next + 1n;
        passed = null;
      } else {
        passed = checkpoint;
      }
      next += 1n;
      last = checkpoint.digest;
      this.#tell.taken(checkpoint.sequence);
      this.#tell.timeTold(checkpoint.timestamp);
    }
    return passed === null ? ok(undefined) : this.#passOver(passed, reached);
  }

  async #takeIn(checkpoint: Checkpoint, reached: bigint): Promise<Result<void>> {
    const { recorder, effects } = this.#parts;
    const gather = () => this.#gather(checkpoint, reached);
    const taken = await decideAndCommit(recorder, gather, takeInCheckpoint);
    if (taken.ok) effects.notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
    return taken;
  }

  /** Checkpoints without anything of ours: only the cursor moves, once for all of them in a row. */
  #passOver(checkpoint: Checkpoint, reached: bigint): Promise<Result<void>> {
    const { recorder, effects } = this.#parts;
    return decideAndCommit(
      recorder,
      async () => {
        const cursor = await this.#cursor(reached);
        return cursor.ok
          ? ok({ cursor: cursor.value, epoch: await this.#parts.books.cursor.epoch() })
          : cursor;
      },
      (known) => passOver({ checkpoint, ...known, now: effects.now() }),
    );
  }

  /** The cursor as it is now. Refuses `books-changed` where it is not where this reader has left it: neither back nor over a gap. */
  async #cursor(reached: bigint): Promise<Result<Cursor | undefined>> {
    const cursor = await this.#parts.books.cursor.get();
    return cursor && cursor.next !== reached
      ? refuse('books-changed', `expected checkpoint ${reached} to be the next one, got ${cursor.next}`)
      : ok(cursor);
  }

  async #gather(checkpoint: Checkpoint, reached: bigint): Promise<Result<CheckpointFacts>> {
    const { line, chain, books, effects } = this.#parts;
    const [own, payments, cursor, epoch] = await Promise.all([
      ownAddresses(this.#parts, [checkpoint]),
      ownPayments(books, checkpoint),
      this.#cursor(reached),
      books.cursor.epoch(),
    ]);
    if (!cursor.ok) return cursor;
    const isOwn = (address: string) => own.has(address);
    const foreign = new Map<string, ProvenSpend>();
    const recovered = new Map<string, Movement>();
    const deposits = new Map<string, Deposit>();
    for (const transaction of checkpoint.transactions) {
      const { id } = transaction;
      for (const { owner } of transaction.changes) {
        const known = isOwn(owner) ? await books.deposits.find(id, owner) : undefined;
        if (known) deposits.set(depositKey(id, owner), known);
      }
      if (!spendsOurs(transaction, isOwn) || payments.has(id) || (await books.inputs.hasSpend(id))) continue;
      const spend = await line.provenSpend(id);
      if (!spend.ok) return spend;
      foreign.set(id, spend.value);
      const movement = await unsignedAs(books, id);
      if (movement) recovered.set(id, movement);
    }
    return ok({
      asset: chain.asset,
      checkpoint,
      cursor: cursor.value,
      epoch,
      own,
      payments,
      foreign,
      recovered,
      deposits,
      url: line.url,
      now: effects.now(),
    });
  }
}

/** Only what a vault has signed is own: a deposit at a row that somebody edited is none of this treasury. */
async function ownAddresses({ attested }: Pick<LedgerParts, 'attested'>, checkpoints: readonly Checkpoint[]) {
  const named = checkpoints.flatMap(({ transactions }) =>
    transactions.flatMap(({ payers, changes }) => [...payers, ...changes.map(({ owner }) => owner)]),
  );
  const own = await attested.known(named);
  return new Map(own.map((address) => [address.address, address]));
}

async function ownPayments(
  books: Pick<Books, 'movements'>,
  { transactions }: Checkpoint,
): Promise<ReadonlyMap<string, OwnPayment>> {
  const payments = new Map<string, OwnPayment>();
  for (const stored of await books.movements.transactionsKnown(transactions.map(({ id }) => id))) {
    const movement = await books.movements.get(stored.movementId);
    const proposal = await books.movements.proposal(stored.movementId);
    if (!movement || !proposal) throw new Error('a transaction has no movement');
    const consumed = proposal.proposal.evidence.map(({ key }) => key);
    const voided = movement.cancels === null ? undefined : await books.movements.byDigest(movement.cancels);
    payments.set(stored.transactionId, { stored, movement, consumed, voided: voided ?? null });
  }
  return payments;
}

/** The movement whose proposal is these very bytes, and which these books do not know as signed. */
async function unsignedAs(
  { movements }: Pick<Books, 'movements'>,
  digestText: string,
): Promise<Movement | undefined> {
  const id = await movements.proposedAs(digestText);
  if (id === undefined || (await movements.transaction(id))) return undefined;
  return movements.get(id);
}

function otherHistory(sequence: bigint, digest: string): Refusal {
  return refuse(
    'node-network-mismatch',
    `expected the history with checkpoint ${sequence} of digest ${digest}`,
  );
}
