import { type Refusal, refuse } from '../../core/result.ts';
import type { BooksCheck, Difference } from '../books-check.ts';
import { comparePage, type Place } from './compare-rows.ts';
import { comparedTables } from './derived-tables.ts';
import { batchesAfter, batchHash, type StoredBatch } from './keep-facts.ts';
import { journalRows, otherColumns, Replay } from './replay.ts';
import { SignaturesBeside } from './signatures-beside.ts';
import type { Row, Sql } from './sql.ts';

/** A slice of the check: what is asked of the books meanwhile waits about so long. */
const SLICE_MS = 8;
const ENTRIES = 20;
const BATCHES = 20;
/** Differences that are named; all are counted. */
const MOST_NAMED = 100;

type Work =
  | { readonly phase: 'entries' }
  | { readonly phase: 'tables'; readonly table: number; readonly after: Exclude<Place, 'end'> }
  /** `broken`: the journal itself is not whole. */
  | { readonly phase: 'over'; readonly broken: boolean };

/** Tables that the check has made, for putting them in the place of the living ones. */
export interface Remade {
  readonly replay: Replay;
  readonly facts: 'kept' | 'anew';
  /** Entries whose row says something else beside them. */
  readonly journalRows: readonly number[];
}

/**
 * Verifies the journal whole and compares the tables with what follows from it and from the facts that are kept, in slices
 * between which the books go on. What is written meanwhile is taken in too, before anything is compared: so both sides are
 * always of one time. Facts that are not whole are left out, and the check begins again without them.
 */
export class Audit {
  readonly #living: Sql;
  #signatures = new SignaturesBeside();
  #replay: Replay | null = null;
  #facts = true;
  #waiting: readonly StoredBatch[] = [];
  #otherRows: number[] = [];
  #work: Work = { phase: 'entries' };
  #named: Difference[] = [];
  #count = 0;
  #result: BooksCheck = { state: 'checking', entries: 0, of: 0 };

  constructor(living: Sql) {
    this.#living = living;
  }

  /**
   * Goes on for some milliseconds.
   * @param stationKey Ed25519 public key of the station that must have begun the journal, hex
   */
  step(stationKey: string): BooksCheck {
    if (this.#work.phase === 'over') return this.#result;
    this.#replay ??= new Replay(stationKey, { verifyEntry: this.#signatures.verify });
    const replay = this.#replay;
    const until = performance.now() + SLICE_MS;
    const refused = replay.sql.transaction(() => {
      let facts: FactsRefused | null = null;
      while (performance.now() < until) {
        const done = this.#goOn(replay);
        if (typeof done === 'object') facts = done;
        if (done !== true) break;
      }
      return facts;
    });
    if (refused !== null) this.#leaveFactsOut(refused);
    this.#result = this.#resultNow(replay.report());
    if (this.#result.state === 'whole') this.#drop();
    return this.#result;
  }

  /** The tables that were made where the living ones differ; null before the check is over, and from a broken journal. */
  remade(): Remade | null {
    if (this.#work.phase !== 'over' || this.#work.broken || this.#replay === null) return null;
    this.#signatures.atOnce();
    return {
      replay: this.#replay,
      facts: this.#facts ? 'kept' : 'anew',
      journalRows: this.#otherRows,
    };
  }

  /** Takes in what was written since the check was over. Refuses as a verification does. */
  catchUp(replay: Replay): Refusal | null {
    for (;;) {
      const facts = this.#takeBatches(replay);
      if (facts !== null) return facts.refusal;
      const [row] = journalRows(this.#living, replay.report().entries, 1);
      if (!row) return null;
      const refusal = this.#takeEntry(replay, row);
      if (refusal !== null) return refusal;
    }
  }

  /** Begins again. */
  again(): void {
    this.#drop();
    this.#signatures = new SignaturesBeside();
    this.#facts = true;
    this.#work = { phase: 'entries' };
    this.#named = [];
    this.#count = 0;
    this.#result = { state: 'checking', entries: 0, of: 0 };
  }

  close(): void {
    this.#drop();
    this.#work = { phase: 'over', broken: true };
  }

  #drop(): void {
    this.#replay?.close();
    this.#replay = null;
    this.#waiting = [];
    this.#otherRows = [];
  }

  #resultNow({ entries, head }: { readonly entries: number; readonly head: string }): BooksCheck {
    if (this.#work.phase !== 'over') {
      const last = this.#living.get('SELECT MAX(seq) AS last FROM journal')?.['last'];
      return { state: 'checking', entries, of: typeof last === 'bigint' ? Number(last) : 0 };
    }
    if (this.#count === 0) return { state: 'whole', entries, head };
    const rebuild = this.#work.broken ? null : this.#facts ? 'kept' : 'anew';
    return { state: 'differs', entries, differences: this.#named, count: this.#count, rebuild };
  }

  /** @returns true: there is more to do; false: not before signatures come back, or over; facts that are not whole */
  #goOn(replay: Replay): boolean | FactsRefused {
    const bad = this.#signatures.bad();
    if (bad !== null) {
      const message = `entry ${bad} is not signed by the station and the officer it names`;
      return this.#breakOff(bad, refuse('journal-signature-bad', message));
    }
    if (this.#signatures.late()) return false;
    const rows = journalRows(this.#living, replay.report().entries, ENTRIES);
    for (const row of rows) {
      const facts = this.#takeBatches(replay);
      if (facts !== null) return facts;
      const refusal = this.#takeEntry(replay, row);
      if (refusal !== null) return this.#breakOff(replay.report().entries + 1, refusal);
    }
    if (rows.length > 0) return true;
    const facts = this.#takeBatches(replay) ?? this.#otherNoted(replay);
    if (facts !== null) return facts;
    if (!this.#signatures.all()) return false;
    this.#compare(replay);
    return this.#work.phase !== 'over';
  }

  #takeEntry(replay: Replay, row: Row): Refusal | null {
    this.#signatures.of(replay.report().entries + 1);
    const entry = replay.verify(row);
    if (!entry.ok) return entry;
    const columns = otherColumns(row, entry.value);
    if (columns.length > 0) {
      const key = String(entry.value.seq);
      this.#note({ kind: 'row', table: 'journal', key, what: 'changed', columns });
      this.#otherRows.push(entry.value.seq);
    }
    const applied = replay.apply(entry.value);
    return applied.ok ? null : applied;
  }

  /** Takes in the batches that were written after the newest entry that was taken in, and before the next one. */
  #takeBatches(replay: Replay): FactsRefused | null {
    while (this.#facts) {
      if (this.#waiting.length === 0) this.#waiting = batchesAfter(this.#living, replay.batches(), BATCHES);
      const [next, ...others] = this.#waiting;
      if (!next || next.afterEntry > replay.report().entries) return null;
      const added = replay.addBatch(next);
      if (!added.ok) return { batch: next.batch, refusal: added };
      this.#waiting = others;
    }
    return null;
  }

  #otherNoted(replay: Replay): FactsRefused | null {
    if (!this.#facts) return null;
    const other = replay.otherFacts((batch) => batchHash(this.#living, batch));
    if (other === null) return null;
    const message = `entry ${other.entry} notes ${other.batches} batches of facts with another content`;
    return { batch: other.batches, refusal: refuse('store-damaged', message) };
  }

  /** Facts are not whole: what follows from the journal alone is compared. */
  #leaveFactsOut({ batch, refusal }: FactsRefused): void {
    this.again();
    this.#facts = false;
    this.#note({ kind: 'facts', batch, refusal });
  }

  #breakOff(entry: number, refusal: Refusal): false {
    this.#note({ kind: 'entry', entry, refusal });
    this.#work = { phase: 'over', broken: true };
    return false;
  }

  #compare(replay: Replay): void {
    const work: Work =
      this.#work.phase === 'tables' ? this.#work : { phase: 'tables', table: 0, after: 'start' };
    const table = comparedTables(this.#facts)[work.table];
    if (table === undefined) {
      this.#work = { phase: 'over', broken: false };
      return;
    }
    const { differences, next } = comparePage(this.#living, replay.sql, table, work.after);
    for (const difference of differences) this.#note(difference);
    this.#work =
      next === 'end' ? { phase: 'tables', table: work.table + 1, after: 'start' } : { ...work, after: next };
  }

  #note(difference: Difference): void {
    this.#count += 1;
    if (this.#named.length < MOST_NAMED) this.#named.push(difference);
  }
}

interface FactsRefused {
  readonly batch: number;
  readonly refusal: Refusal;
}
