import type { Checkpoints } from '../../chains/line.ts';
import type { SieveMemory } from '../../core/address-sieve.ts';
import { ok, type Refusal, type Result } from '../../core/result.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import type { BooksCheckPart } from '../station.ts';
import { unproven } from './history-refusals.ts';
import { ownAddresses } from './own-payments.ts';
import { seeDeposits } from './see-deposits.ts';

/** Batches that are kept at most: with those of 50 checkpoints some hours of a ledger, in about 20 MiB. */
const MOST_KEPT = 1_000;

/** Batches of one reading. */
const MOST_READ = 200;

/** Reads a batch from a checkpoint on, proven by what was kept of those before it. */
export type Ask = (from: bigint, kept: string | null) => Promise<Result<Checkpoints>>;

/** Where the next batch begins, and what its checkpoints are proven with. */
export interface NextBatch {
  readonly next: bigint;
  readonly kept: string | null;
}

/** Proven checkpoints that were read before they could be taken in: batches without a gap. In memory only. */
export class CheckpointsAhead {
  #batches: Checkpoints[] = [];
  /** Whether the last reading came to the newest checkpoint that the node names. */
  hasAll = false;
  #soughtBy: Uint8Array = new Uint8Array();

  /**
   * Which addresses are sought now. What was read with any others is forgotten: a row may have been taken away from the closed
   * database, and have come back since, or an address have come by a ceremony.
   */
  seek(sieve: SieveMemory): void {
    const sought = new Uint8Array(sieve);
    if (Buffer.compare(sought, this.#soughtBy) === 0) return;
    this.forget();
    this.#soughtBy = sought.slice();
  }

  /** Where reading goes on behind the place that the books have come to. What does not begin there is forgotten. */
  after(place: NextBatch): NextBatch {
    this.#beginAt(place.next);
    const newest = this.#batches.at(-1);
    const last = newest?.checkpoints.at(-1);
    return newest?.proof && last ? { next: last.sequence + 1n, kept: newest.proof.kept } : place;
  }

  /** Whether all that the node has is read, up to a checkpoint of this epoch; none was to be read where all were taken in. */
  isAllOf(epoch: bigint | null): boolean {
    const newest = this.#batches.at(-1)?.checkpoints.at(-1);
    return this.hasAll && (newest === undefined || newest.epoch === epoch);
  }

  isFull(): boolean {
    return this.#batches.length >= MOST_KEPT;
  }

  add(batch: Checkpoints): void {
    this.#batches.push(batch);
  }

  /** Gives up the batch that begins at this checkpoint; undefined where none does. */
  take(next: bigint): Checkpoints | undefined {
    this.#beginAt(next);
    return this.#batches.shift();
  }

  forget(): void {
    this.#batches = [];
    this.hasAll = false;
  }

  #beginAt(next: bigint): void {
    if (this.#batches[0]?.checkpoints[0]?.sequence !== next) this.forget();
  }
}

/**
 * Rows decide what a checkpoint means, and somebody may have put them there while nobody looked. Until they are compared nothing is
 * taken in; what validators prove is read and kept, and the deposits in it are shown. A node's word is asked for when it counts.
 * Refuses `node-unproven`, the line's, and what `notGiven` says.
 */
export async function readAhead(
  parts: LedgerParts & { readonly check: Pick<BooksCheckPart, 'view'> },
  ahead: CheckpointsAhead,
  {
    place,
    latest,
    ask,
    notGiven,
  }: {
    readonly place: NextBatch;
    readonly latest: bigint;
    readonly ask: Ask;
    /** Says why a node gives nothing from a checkpoint on. */
    readonly notGiven: (from: bigint) => Promise<Refusal>;
  },
): Promise<Result<void>> {
  const { line, effects, check } = parts;
  ahead.hasAll = false;
  for (let batches = 0; batches < MOST_READ; batches++) {
    const { next, kept } = ahead.after(place);
    const mayRead = line.proves && !ahead.isFull() && check.view().state === 'checking';
    ahead.hasAll = line.proves && next > latest;
    if (ahead.hasAll || !mayRead) return ok(undefined);
    const batch = await ask(next, kept);
    if (!batch.ok) return batch;
    const { checkpoints, proof } = batch.value;
    if (checkpoints.length === 0) return notGiven(next);
    if (proof === null) return unproven(next);
    ahead.add(batch.value);
    const seen = await seeDeposits(parts, checkpoints, await ownAddresses(parts, checkpoints));
    if (!seen.ok) return seen;
    if (seen.value) effects.notify(['app', 'deposits']);
  }
  return ok(undefined);
}
