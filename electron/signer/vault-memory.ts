import type * as v from 'valibot';
import type { ProvenEpoch } from '../chains/chain.ts';
import { type BookContent, HeldBook } from '../core/book/held-book.ts';
import type { JournalPoint } from '../core/journal/journal-point.ts';
import type { StateMark } from '../core/journal/state-mark.ts';
import type { Spends } from '../core/policy/spend-history.ts';
import { newRequestsFrom } from '../core/proposal/request.ts';
import { type EpochMemory, rememberEpoch } from './epoch-memory.ts';
import { type Freezes, noFreezes } from './freezes-held.ts';
import { RecordStore } from './record-store.ts';
import {
  encodeChange,
  type governedSchema,
  hasKeys,
  headsOf,
  proveRecord,
  type RecordHead,
  readBooked,
  readDigest,
  readEpoch,
  readGoverned,
  readPoint,
  readProvenEpoch,
  readSettled,
  type StateChange,
  type settledSchema,
  viewOf,
} from './state-record.ts';
import { MEMORY_MS, type SignedRecord } from './vault-state.ts';

/** Which policy a vault obeys and which one waits, and its own name in them. */
export type Governed = Readonly<v.InferOutput<typeof governedSchema>>;

/** Whether a change is an act, which the journal has an entry of. */
const isAct = (kind: StateChange['kind']): boolean => kind !== 'journal' && kind !== 'epoch';

/** What officers have settled last: which requests are too old, and from when on the vault signs. */
export type SettledTerms = Readonly<v.InferOutput<typeof settledSchema>>;

/** What a base says before its records. */
export interface MemoryHead {
  readonly era: string;
  readonly counter: number;
  readonly horizon: number;
  /** The newest time that was sealed, milliseconds. */
  readonly sealedAt: number;
  /** The newest time of all that was forgotten, milliseconds; 0 where nothing was. */
  readonly forgottenAt: number;
  /** Null for a vault that was just born: it knows no vault id and no policy, and signs nothing. */
  readonly governed: Governed | null;
  /** The newest settlement of officers; left out before the first. */
  readonly settled?: SettledTerms;
  /** Left out before the first freeze. */
  readonly freezes?: Freezes;
  /** Left out before anything of the address book was told. */
  readonly book?: BookContent;
  /** Null before the first signature, and on chains that count no epochs. */
  readonly epoch: EpochMemory | null;
  /** The newest end of an epoch that was verified; null before the first, and on chains that prove none. */
  readonly proven: ProvenEpoch | null;
  /** The committed head of the journal that was sealed last; null before the first one. */
  readonly journal: JournalPoint | null;
}

/**
 * What a vault's signer remembers: its own copy of the policy, what it signed and what was rejected. The counter rises
 * with each change; the journal must never be ahead of it. Changes are taken in as the bytes that are on disk, so that
 * an open vault and one that is opened again can never differ.
 */
export class VaultMemory {
  readonly era: string;
  readonly #records: RecordStore;
  #journal: JournalPoint | null;
  #counter: number;
  #horizon: number;
  #sealedAt: number;
  #forgottenAt: number;
  #governed: Governed | null;
  #settled: SettledTerms | null;
  #freezes: Freezes;
  readonly #book: HeldBook;
  #epoch: EpochMemory | null;
  #proven: ProvenEpoch | null;

  /** @param expected about how many records will be loaded; it only saves time */
  constructor(head: MemoryHead, expected = 0) {
    const { era, counter, horizon, sealedAt, forgottenAt, governed, settled, epoch, proven, journal } = head;
    this.#settled = settled ?? null;
    this.#freezes = head.freezes ?? noFreezes;
    this.#book = new HeldBook(head.book);
    this.#records = new RecordStore(expected);
    this.era = era;
    this.#counter = counter;
    this.#horizon = horizon;
    this.#sealedAt = sealedAt;
    this.#forgottenAt = forgottenAt;
    this.#governed = governed;
    this.#epoch = epoch;
    this.#proven = proven;
    this.#journal = journal;
  }

  /** Null for a vault that has no policy yet. */
  get governed(): Governed | null {
    return this.#governed;
  }

  /** What officers have settled last; null before the first settlement. */
  get settled(): SettledTerms | null {
    return this.#settled;
  }

  /** Which freezes hold it, and which were lifted. */
  get freezes(): Freezes {
    return this.#freezes;
  }

  /** Its own copy of the address book. */
  get book(): Pick<HeldBook, 'find' | 'ofAddress' | 'isRemoved' | 'content'> {
    return this.#book;
  }

  /** What the journal records of it. */
  get mark(): StateMark {
    return { era: this.era, counter: this.#counter };
  }

  /** What it knows of the ledger's epoch; null before the first signature, and on chains that count none. */
  get epoch(): EpochMemory | null {
    return this.#epoch;
  }

  /** The newest end of an epoch that was verified: from then on it is the ledger's time here, and no word of a console. */
  get proven(): ProvenEpoch | null {
    return this.#proven;
  }

  /** The committed head of the journal that was sealed last: a journal without it was rolled back. */
  get journal(): JournalPoint | null {
    return this.#journal;
  }

  /** Requests dated before this time are refused: what was signed for them is not, or no longer, remembered. */
  get horizon(): number {
    return this.#horizon;
  }

  /** The newest time that was sealed: no time of a later decision is below it, until two approvers say that it was wrong. */
  get sealedAt(): number {
    return this.#sealedAt;
  }

  /** The newest time of all that was forgotten; 0 where nothing was. */
  get forgottenAt(): number {
    return this.#forgottenAt;
  }

  /** How many signatures and rejections are remembered. */
  get size(): number {
    return this.#records.size;
  }

  /** How many were forgotten since this memory was opened. */
  get forgotten(): number {
    return this.#records.forgotten;
  }

  signed(digest: string): SignedRecord | null {
    return this.#records.signed(digest);
  }

  isVoided(digest: string): boolean {
    return this.#records.isVoided(digest);
  }

  /** Whether a request was rejected or withdrawn. */
  isEnded(requestId: string): boolean {
    return this.#records.isEnded(requestId);
  }

  signedForRequest(id: string): Iterable<SignedRecord> {
    return this.#records.signedForRequest(id);
  }

  signedForInput(key: string): Iterable<SignedRecord> {
    return this.#records.signedForInput(key);
  }

  /** Since when a request has been known here, milliseconds; null where it is not. */
  seenAt(requestId: string): number | null {
    return this.#records.seenAt(requestId);
  }

  /** What rules let pass, by all that was signed. */
  get spends(): Spends {
    return this.#records.spends;
  }

  get head(): MemoryHead {
    const settled = this.#settled === null ? {} : { settled: this.#settled };
    const freezes = this.#freezes === noFreezes ? {} : { freezes: this.#freezes };
    const book = this.#book.isEmpty ? {} : { book: this.#book.content };
    const { mark } = this;
    return {
      ...mark,
      horizon: this.#horizon,
      sealedAt: this.#sealedAt,
      forgottenAt: this.#forgottenAt,
      governed: this.#governed,
      epoch: this.#epoch,
      proven: this.#proven,
      journal: this.#journal,
      ...settled,
      ...freezes,
      ...book,
    };
  }

  /** The bytes of every signature and rejection, in the order in which they came. */
  records(): ReturnType<RecordStore['records']> {
    return this.#records.records();
  }

  /**
   * The next changes as bytes, counted; nothing is changed. Throws for any that could not be read again: on the disk it
   * would lock the vault for good.
   */
  encode(changes: readonly StateChange[]): Buffer {
    let counter = this.#counter;
    const content = Buffer.concat(
      changes.map((change) => encodeChange(change, isAct(change.kind) ? ++counter : counter)),
    );
    const bytes = viewOf(content);
    for (const head of headsOf(bytes)) proveRecord(bytes, head);
    return content;
  }

  /** Takes in changes that are on disk. Throws for any that do not follow the last one. */
  follow(content: Uint8Array): void {
    const bytes = viewOf(content);
    for (const head of headsOf(bytes)) {
      if (head.counter !== this.#counter + (isAct(head.kind) ? 1 : 0)) {
        throw new RangeError('a change does not follow the one before');
      }
      if (head.kind === 'journal') this.#journal = readPoint(bytes, head);
      else if (head.kind === 'governed') this.#governed = readGoverned(bytes, head);
      else if (this.#governed === null) throw new RangeError('a change of a vault without a policy');
      else if (head.kind === 'settled') this.#settle(readSettled(bytes, head));
      else if (head.kind === 'epoch') this.#endEpoch(readProvenEpoch(bytes, head));
      else if (head.kind === 'clock') this.#putClockRight(head.at);
      else if (head.kind === 'frozen' || head.kind === 'lifted')
        this.#freeze(head.kind, readDigest(bytes, head));
      else if (head.kind === 'booked') this.#book.take(readBooked(bytes, head));
      else {
        const epoch = head.kind === 'signed' ? readEpoch(bytes, head) : null;
        if (epoch !== null) this.#epoch = rememberEpoch(this.#epoch, epoch, head.at);
        this.#records.add(bytes, head);
        // Where the ledger's time is proven, no clock makes it forget anything.
        if (this.#proven === null) this.#forgetBefore(head.at - MEMORY_MS);
      }
      if (head.kind !== 'clock') this.#sealedAt = Math.max(this.#sealedAt, head.at);
      this.#counter = head.counter;
    }
  }

  /** Once lifted, a freeze is never in force again. */
  #freeze(kind: 'frozen' | 'lifted', digest: string): void {
    const frozen = this.#freezes.frozen.filter((each) => each !== digest);
    const { lifted } = this.#freezes;
    if (lifted.includes(digest)) return;
    this.#freezes =
      kind === 'frozen' ? { frozen: [...frozen, digest], lifted } : { frozen, lifted: [...lifted, digest] };
  }

  /** Only here the ledger's time moves on: what is older than it remembers by that is forgotten. */
  #endEpoch(proven: ProvenEpoch): void {
    if (this.#proven !== null && (proven.epoch <= this.#proven.epoch || proven.at < this.#proven.at)) {
      throw new RangeError('an end of an epoch does not follow the one before');
    }
    this.#proven = proven;
    this.#forgetBefore(proven.at - MEMORY_MS);
  }

  /**
   * What was dated later than the right time happened before it: it counts from there in its window. What a state did not
   * know when it began is no younger either; a settlement stays as it was signed.
   */
  #putClockRight(at: number): void {
    this.#records.redate(at);
    this.#governed = this.#governed && redated(this.#governed, at);
    this.#sealedAt = Math.max(Math.min(this.#sealedAt, at), this.#proven?.at ?? 0);
    this.#horizon = Math.max(Math.min(this.#horizon, newRequestsFrom(at)), this.#settled?.refuseBefore ?? 0);
  }

  /** Requests from before a settlement are refused as those are of which nothing is remembered any more. */
  #settle(settled: SettledTerms): void {
    this.#settled = settled;
    // Officers have signed which journal goes on: what was sealed of another one counts no more.
    this.#journal = null;
    this.#horizon = Math.max(this.#horizon, settled.refuseBefore);
  }

  /**
   * Takes in records of a base: all of them are remembered. Throws for any that are none.
   * @param content kept, and never changed afterwards
   */
  load(content: Uint8Array): void {
    const bytes = viewOf(content);
    this.#records.addAll(bytes, this.#ownHeads(bytes));
  }

  /** Does what the first question would wait for. */
  ready(): void {
    this.#records.settle();
  }

  *#ownHeads(bytes: DataView): Generator<RecordHead> {
    for (const head of headsOf(bytes)) {
      const isOfHead = !hasKeys(head.kind);
      if (isOfHead || head.counter > this.#counter || this.#governed === null) {
        throw new RangeError('a base has a record that is none of its own');
      }
      yield head;
    }
  }

  /**
   * The horizon follows what was forgotten and not the clock: one that ran years ahead for an hour must not make the
   * vault refuse every request until then.
   */
  #forgetBefore(oldest: number): void {
    const newest = this.#records.forgetBefore(oldest);
    if (newest === null) return;
    this.#forgottenAt = Math.max(this.#forgottenAt, newest);
    this.#horizon = Math.max(this.#horizon, newRequestsFrom(newest));
  }
}

/** A version that was learnt of at a wrong time was learnt of at the right one: it waits as long from there. */
function redated(governed: Governed, at: number): Governed {
  const { asOf, inForce, waiting } = governed.standing;
  if (asOf <= at) return governed;
  const later = waiting && { ...waiting, from: waiting.from - (asOf - at) };
  return { ...governed, standing: { inForce, asOf: at, waiting: later } };
}
