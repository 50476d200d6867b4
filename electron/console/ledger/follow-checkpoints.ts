import type { Cursor, Deposit, Movement } from '../../books/rows.ts';
import type { MovedInputs } from '../../chains/chain.ts';
import type { Checkpoint, Checkpoints, LedgerProof, Line, ProvenSpend } from '../../chains/line.ts';
import { mayTakeIn, type Unproven } from '../../core/policy/unproven.ts';
import type { RestsOn } from '../../core/projection/change.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { decideAndCommit } from '../decide.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import type { Skip } from '../skips/believed-skips.ts';
import type { BooksCheckPart } from '../station.ts';
import { type Ask, CheckpointsAhead, readAhead } from './checkpoints-ahead.ts';
import { otherHistory, twoHistories, unproven } from './history-refusals.ts';
import { keptProof } from './kept-proof.ts';
import { ownAddresses, ownPayments, unsignedAs } from './own-payments.ts';
import { agreedOn } from './second-node.ts';
import {
  type CheckpointFacts,
  concernsUs,
  depositKey,
  passOver,
  spendsOurs,
  takeInCheckpoint,
  touchesOurs,
} from './take-in-checkpoint.ts';

/** Batches of one look: a node that names ever more checkpoints keeps neither the other steps nor the closing waiting. */
const MOST_BATCHES = 200;

/** What is asked before anything is taken in that nothing proves. */
export interface UnprovenParts {
  /** What the policy lets such a line do. */
  readonly unproven: () => Unproven;
  /** Lines to the treasury's other endpoints that may be other operators'. */
  readonly others: () => readonly Line[];
  /** What own rows say of a checkpoint's payments and deposits is believed once they are checked. */
  readonly check: Pick<BooksCheckPart, 'view' | 'whole'>;
  /** Time that this treasury goes on behind, as two policy admins have signed it; newest first. */
  readonly skips: () => Promise<readonly Skip[]>;
}

type ReaderParts = LedgerParts & UnprovenParts;

interface Told {
  /** Called with each checkpoint that was taken in. */
  readonly taken: (sequence: bigint) => void;
  /** Called with the newest checkpoint that the node names. */
  readonly newestTold: (newest: bigint) => void;
  /** Called with what proves the checkpoints that were taken in last. */
  readonly proven: (proof: LedgerProof) => void;
  /** Called with the time that the newest known checkpoint names, milliseconds. */
  readonly timeTold: (ledgerAt: number) => void;
}

/** Where the cursor is to be, and on whose word what is read is taken in. */
interface TakenFrom {
  readonly reached: bigint;
  readonly restsOn: RestsOn;
}

interface Counted {
  readonly checkpoints: readonly Checkpoint[];
  readonly restsOn: RestsOn;
}

/** Takes in every checkpoint once, in order. What it learnt and how far it came are written together. */
export class CheckpointReader {
  readonly #parts: ReaderParts;
  readonly #tell: Told;
  /** Whether the node that is behind the address now was seen to know the last checkpoint taken in. */
  #historyKnown = false;
  #atEnd = false;
  #waits = false;
  /** The last reading left some for the next one. */
  #behind = false;
  readonly #ahead = new CheckpointsAhead();
  /** What the next checkpoint is proven with, and the epoch of which the books know it; null before they were read. */
  #proof: { readonly kept: string | null; readonly epoch: bigint | null } | null = null;

  constructor(parts: ReaderParts, tell: Told) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Another node may be behind the address by now. */
  forgetNode(): void {
    this.#historyKnown = false;
    this.#behind = false;
    this.#ahead.forget();
  }

  /** What the next checkpoint is proven with; null where that is nothing, or was not read yet. */
  kept(): string | null {
    return this.#proof?.kept ?? null;
  }

  /** Whether the last reading took nothing in, since the books were not found whole. */
  waits(): boolean {
    return this.#waits;
  }

  /** See `LinePart`. While checkpoints wait: whether all that the node has is read, proven, and of the epoch that the books know. */
  async isOfPresentEpoch(): Promise<boolean> {
    if (!this.#waits && this.#parts.check.view().state === 'whole') return !this.#behind;
    return this.#ahead.isAllOf((await this.#parts.books.cursor.epoch())?.epoch ?? null);
  }

  /** Whether the last reading came to the newest checkpoint that the node has. */
  atEnd(): boolean {
    return this.#atEnd;
  }

  /**
   * At most {@link MOST_BATCHES} batches; the next look goes on from there. While the books are being checked, what is proven is
   * read ahead and kept; it is taken in as soon as they are found whole. Refuses `node-behind`, `node-pruned`, `node-unproven`, `histories-two`,
   * `node-other-history`, `node-answer-malformed`, and the line's.
   */
  async read(): Promise<Result<void>> {
    this.#atEnd = false;
    const { line, books } = this.#parts;
    const latest = await line.latestCheckpoint();
    if (!latest.ok) return latest;
    this.#tell.newestTold(latest.value);
    this.#proof ??= await keptProof(books);
    // What was proven is not continued on a node's word, and not for a look without a new checkpoint either.
    if (!line.proves && this.#proof.kept !== null) return unproven(latest.value);
    const resumed = await this.#resume();
    if (!resumed.ok) return resumed;
    const known = await this.#checkHistory(latest.value);
    if (!known.ok) return known;
    // Behind the newest checkpoint: an address that comes now is in none of those that are read.
    const sought = await this.#parts.attested.sieve();
    this.#ahead.seek(sought);
    const cursor = await books.cursor.get();
    let last = cursor?.digest ?? null;
    let next = cursor?.next ?? latest.value;
    const ask: Ask = (from, kept) => {
      const left = latest.value - from + 1n;
      return line.checkpoints(from, left < line.most ? Number(left) : line.most, kept, sought);
    };
    this.#waits = this.#parts.check.view().state !== 'whole';
    if (this.#waits) {
      const place = { next, kept: this.#proof.kept };
      return readAhead(this.#parts, this.#ahead, {
        place,
        latest: latest.value,
        ask,
        notGiven: (from) => this.#notGiven(from),
      });
    }
    let ahead: Promise<Result<Checkpoints>> | null = null;
    for (let batches = 0; batches < MOST_BATCHES && next <= latest.value; batches++) {
      const early: Checkpoints | undefined = this.#ahead.take(next);
      const batch = early ? ok(early) : await (ahead ?? ask(next, this.#proof.kept));
      ahead = null;
      if (!batch.ok) return batch;
      const { proof } = batch.value;
      if (batch.value.checkpoints.length === 0) return this.#notGiven(next);
      if (proof === null && this.#proof.kept !== null) return unproven(next);
      const counted = await this.#counted(batch.value);
      if (!counted.ok) return counted;
      const { checkpoints, restsOn } = counted.value;
      const after = next + BigInt(checkpoints.length);
      // What is proven counts as a whole: the next ones are read while these are written.
      if (!early && proof !== null && after <= latest.value && batches + 1 < MOST_BATCHES) {
        ahead = ask(after, proof.kept);
        ahead.catch(() => {}); // told where it is waited for; nobody waits after a refusal
      }
      const taken = await this.#takeInBatch(checkpoints, { next, last, restsOn });
      if (!taken.ok) return taken;
      const noted = await this.#keepProof(proof);
      if (!noted.ok) return noted;
      next = after;
      last = checkpoints.at(-1)?.digest ?? last;
    }
    this.#atEnd = next > latest.value;
    this.#behind = !this.#atEnd;
    return ok(undefined);
  }

  /** What of a batch counts, from its first checkpoint on, and on whose word: all that is proven; else what the policy asks for. */
  async #counted({ checkpoints, proof }: Checkpoints): Promise<Result<Counted>> {
    const rule = this.#parts.unproven();
    const asks = proof === null && rule === 'two-agree';
    const agreed = asks ? await agreedOn(checkpoints, this.#parts.others()) : ok(0);
    if (!agreed.ok) return agreed;
    const may = mayTakeIn(rule, { isProven: proof !== null, isAgreed: agreed.value > 0 });
    if (!may.ok) return may;
    return ok(
      asks
        ? { checkpoints: checkpoints.slice(0, agreed.value), restsOn: 'two' }
        : { checkpoints, restsOn: proof === null ? 'one' : 'validators' },
    );
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
    const known = await line.checkpoints(last, 1, this.#proof?.kept ?? null);
    // Where it has thrown that away the next one tells the same, by its link; if that is gone too, it is the one to be named.
    if (!known.ok) return known.code === 'node-pruned' && latest > last ? ok(undefined) : known;
    const [newest] = known.value.checkpoints;
    if (!newest) return latest > last ? ok(undefined) : this.#notGiven(last);
    if (newest.digest !== cursor.digest) return otherHistory(last, cursor.digest);
    this.#tell.timeTold(newest.timestamp);
    this.#historyKnown = true;
    return ok(undefined);
  }

  /**
   * Goes on behind time that officers have skipped, where that begins at the next checkpoint. It rests on their entry alone: a
   * kill before or behind it leads back to here.
   */
  async #resume(): Promise<Result<void>> {
    const { line, books, recorder, effects } = this.#parts;
    const cursor = await books.cursor.get();
    const skip = cursor && (await this.#parts.skips()).find(({ from }) => from === cursor.next);
    if (!skip) return ok(undefined);
    const { to, digest } = skip;
    const read = await line.checkpoints(to, 1, this.#proof?.kept ?? null);
    if (!read.ok) return read;
    const counted = await this.#counted(read.value);
    if (!counted.ok) return counted;
    const [first] = counted.value.checkpoints;
    if (!first) return this.#notGiven(to);
    const isProven = read.value.proof !== null;
    if (!isProven && (this.#proof?.kept ?? null) !== null) return unproven(to);
    if (first.sequence !== to) return refuse('node-answer-malformed', `expected checkpoint ${to}`);
    if (first.previous !== digest) {
      return isProven ? twoHistories(to - 1n, digest) : otherHistory(to - 1n, digest);
    }
    const { epoch, timestamp } = first;
    const now = effects.now();
    const written = await recorder.commit({
      expects: [{ of: 'cursor', version: cursor.version }],
      entries: [],
      facts: [
        { kind: 'cursor-moved', next: to, at: now, digest },
        ...(epoch === null ? [] : [{ kind: 'epoch-reached', epoch, at: timestamp } as const]),
      ],
      answer: undefined,
    });
    // The last checkpoint before is known by the one that was read.
    if (written.ok) this.#historyKnown = true;
    return written;
  }

  /** A node that names a newer checkpoint and does not give this one has thrown it away, or another one answers now. */
  async #notGiven(sequence: bigint): Promise<Refusal> {
    const latest = await this.#parts.line.latestCheckpoint();
    if (!latest.ok) return latest;
    return latest.value < sequence
      ? refuse('node-behind', `expected checkpoint ${sequence}, the node is at ${latest.value}`)
      : refuse('node-pruned', `this node no longer has checkpoint ${sequence}`);
  }

  /** The next reading goes on from here; the books keep it once an epoch, since that is when another committee certifies. */
  async #keepProof(proof: LedgerProof | null): Promise<Result<void>> {
    if (proof === null) return ok(undefined);
    const { kept, epoch } = proof;
    if (this.#proof?.epoch !== epoch) {
      const facts = [{ kind: 'proof-kept', kept } as const];
      const written = await this.#parts.recorder.commit({
        expects: [],
        entries: [],
        facts,
        answer: undefined,
      });
      if (!written.ok) return written;
    }
    this.#proof = { kept, epoch };
    this.#tell.proven(proof);
    return ok(undefined);
  }

  async #takeInBatch(
    batch: readonly Checkpoint[],
    from: { readonly next: bigint; readonly last: string | null; readonly restsOn: RestsOn },
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
      if (last !== null && checkpoint.previous !== last) {
        return from.restsOn === 'validators' ? twoHistories(next - 1n, last) : otherHistory(next - 1n, last);
      }
      if (epoch !== null && checkpoint.epoch !== epoch && checkpoint.epoch !== epoch + 1n) {
        return refuse(
          'node-answer-malformed',
          `expected checkpoint ${next} to be in epoch ${epoch}, or to end it, got ${checkpoint.epoch}`,
        );
      }
      epoch = checkpoint.epoch;
      if (concernsUs(checkpoint, (address) => own.has(address))) {
        const taken = await this.#takeIn(checkpoint, { reached, restsOn: from.restsOn });
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

  async #takeIn(checkpoint: Checkpoint, from: TakenFrom): Promise<Result<void>> {
    const { recorder, effects, check } = this.#parts;
    // What is written of it is in the journal for good, and rows may have been put there while nobody looked.
    const checked = await check.whole();
    if (!checked.ok) return checked;
    const gather = () => this.#gather(checkpoint, from);
    const taken = await decideAndCommit(recorder, gather, takeInCheckpoint);
    if (taken.ok) effects.notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
    return taken;
  }

  /** Checkpoints without anything of ours: only the cursor moves, once for all of them in a row. */
  async #passOver(checkpoint: Checkpoint, reached: bigint): Promise<Result<void>> {
    const { recorder, effects, check } = this.#parts;
    // That it has nothing of ours is what the rows say, and one may have been deleted while nobody looked.
    const checked = await check.whole();
    if (!checked.ok) return checked;
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

  async #gather(checkpoint: Checkpoint, { reached, restsOn }: TakenFrom): Promise<Result<CheckpointFacts>> {
    const { line, chain, books, effects } = this.#parts;
    const [own, payments, cursor, epoch] = await Promise.all([
      ownAddresses(this.#parts, [checkpoint]),
      ownPayments(books, checkpoint.transactions),
      this.#cursor(reached),
      books.cursor.epoch(),
    ]);
    if (!cursor.ok) return cursor;
    const isOwn = (address: string) => own.has(address);
    const foreign = new Map<string, ProvenSpend>();
    const recovered = new Map<string, Movement>();
    const deposits = new Map<string, Deposit>();
    const moved = new Map<string, MovedInputs>();
    for (const transaction of checkpoint.transactions) {
      const { id } = transaction;
      if (
        restsOn === 'validators' &&
        transaction.moved &&
        chain.movedInputs &&
        touchesOurs(transaction, isOwn)
      ) {
        const inputs = chain.movedInputs(transaction.moved);
        if (!inputs.ok) return inputs;
        moved.set(id, inputs.value);
      }
      for (const { owner } of transaction.changes) {
        const known = isOwn(owner) ? await books.deposits.find(id, owner) : undefined;
        if (known) deposits.set(depositKey(id, owner), known);
      }
      if (!spendsOurs(transaction, isOwn) || payments.has(id) || (await books.inputs.hasSpend(id))) continue;
      const spend = await line.provenSpend(id, checkpoint.sequence);
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
      moved,
      deposits,
      url: line.url,
      now: effects.now(),
      restsOn,
    });
  }
}
