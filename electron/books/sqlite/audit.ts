import type { JournalFault, VerifyOfEntry } from '../../core/journal/verify-journal.ts';
import { type Refusal, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { SignaturesBeside } from '../../signer/signatures-beside.ts';
import type { BooksCheck, Difference } from '../books-check.ts';
import { comparePage, type Place } from './compare-rows.ts';
import { comparedTables } from './derived-tables.ts';
import { batchesAfter, batchHash, type StoredBatch } from './keep-facts.ts';
import { journalRows, Replay } from './replay.ts';
import { bytes, type Row, type Sql } from './sql.ts';
import { strayRows } from './stray-rows.ts';
import { StoredBytes, VerifiedJournal } from './verified-journal.ts';
import { hasWordsOfRows, makeWordsAnew, wordIndexes } from './word-index.ts';

/** A slice of the check: what is asked of the books meanwhile waits about so long. */
const SLICE_MS = 8;
const ENTRIES = 20;
const BATCHES = 20;
/** Differences that are named; all are counted. */
const MOST_NAMED = 100;

type Work =
  | { readonly phase: 'entries' }
  /** Something is wrong; a signature of an earlier entry that is not verified yet may be wrong too, and comes first. */
  | { readonly phase: 'wrong'; readonly what: JournalFault | FactsRefused }
  | { readonly phase: 'tables'; readonly table: number; readonly after: Exclude<Place, 'end'> }
  /** The indexes of words are compared with the rows, one at a time. */
  | { readonly phase: 'words'; readonly index: number }
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
  #atOnce = false;
  #replay: Replay | null = null;
  #facts = true;
  #waiting: readonly StoredBatch[] = [];
  /** No batch is left; until something can be written again. */
  #noBatches = false;
  #bytes = new StoredBytes();
  #verified: VerifiedJournal | null = null;
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
    const replay = this.#replay ?? this.#begin(stationKey);
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until && this.#goOn(replay)) {
      // More to do, and time for it.
    }
    this.#endWrong();
    this.#result = this.#resultNow(replay.report());
    if (this.#result.state === 'whole') this.#drop();
    return this.#result;
  }

  #begin(stationKey: string): Replay {
    this.#replay = new Replay(stationKey, { verifyEntry: this.#verify });
    for (const stray of strayRows(this.#living)) this.#note(stray);
    return this.#replay;
  }

  /** The tables that were made where the living ones differ; null before the check is over, and from a broken journal. */
  remade(): Remade | null {
    if (this.#work.phase !== 'over' || this.#work.broken || this.#replay === null) return null;
    this.#atOnce = true;
    return {
      replay: this.#replay,
      facts: this.#facts ? 'kept' : 'anew',
      journalRows: this.#otherRows,
    };
  }

  /** The journal that the check has verified; null before it is over, and where the journal is not whole. */
  verified(): VerifiedJournal | null {
    return this.#verified;
  }

  /** Takes in what was written since the check was over. Refuses as a verification does. */
  catchUp(replay: Replay): Refusal | null {
    this.#noBatches = false;
    for (;;) {
      const facts = this.#takeBatches(replay);
      if (facts !== null) return facts.refusal;
      const [row] = journalRows(this.#living, replay.report().entries, 1);
      if (!row) return null;
      const fault = this.#takeEntry(replay, row);
      if (fault !== null) return fault.refusal;
    }
  }

  /** Begins again. */
  again(): void {
    this.#drop();
    this.#signatures = new SignaturesBeside();
    this.#atOnce = false;
    this.#bytes = new StoredBytes();
    this.#verified = null;
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

  /** @returns whether there is more to do before signatures come back */
  #goOn(replay: Replay): boolean {
    if (this.#work.phase === 'wrong' || this.#work.phase === 'over') return false;
    const fault = this.#signatures.fault();
    if (fault !== null) return this.#wrong(fault);
    const rows = journalRows(this.#living, replay.report().entries, ENTRIES);
    this.#noBatches = false;
    for (const row of rows) {
      const wrong = this.#takeBatches(replay) ?? this.#takeEntry(replay, row);
      if (wrong !== null) return this.#wrong(wrong);
    }
    if (rows.length > 0) return true;
    const facts = this.#takeBatches(replay) ?? this.#otherNoted(replay);
    if (facts !== null) return this.#wrong(facts);
    if (!this.#signatures.all()) return false;
    if (this.#work.phase === 'words') return this.#compareWords(replay, this.#work.index);
    return this.#compare(
      replay,
      this.#work.phase === 'tables' ? this.#work : { phase: 'tables', table: 0, after: 'start' },
    );
  }

  #takeEntry(replay: Replay, row: Row): JournalFault | null {
    const number = replay.report().entries + 1;
    const entry = replay.verify(row);
    if (!entry.ok) return { entry: number, refusal: entry };
    this.#bytes.add(bytes(row['entry']));
    const columns = replay.otherColumns(row, entry.value);
    if (columns.length > 0) {
      const key = String(number);
      this.#note({ kind: 'row', table: 'journal', key, what: 'changed', columns });
      this.#otherRows.push(number);
    }
    const applied = replay.apply(entry.value);
    return applied.ok ? null : { entry: number, refusal: applied };
  }

  /** Takes in the batches that were written after the newest entry that was taken in, and before the next one. */
  #takeBatches(replay: Replay): FactsRefused | null {
    while (this.#facts && !this.#noBatches) {
      if (this.#waiting.length === 0) this.#waiting = batchesAfter(this.#living, replay.batches(), BATCHES);
      const [next, ...others] = this.#waiting;
      this.#noBatches = next === undefined;
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

  readonly #verify: VerifyOfEntry = (...signed) => {
    const [publicKey, digest, signature] = signed;
    return this.#atOnce ? verifySignature(publicKey, digest, signature) : this.#signatures.verify(...signed);
  };

  #wrong(what: JournalFault | FactsRefused): false {
    this.#work = { phase: 'wrong', what };
    return false;
  }

  /** Names what is wrong once no signature waits: the journal's first fault is the same, however they were verified. */
  #endWrong(): void {
    if (this.#work.phase !== 'wrong' || !this.#signatures.all()) return;
    const unsigned = this.#signatures.fault();
    const first = unsigned ?? this.#work.what;
    if ('batch' in first) {
      // Facts are not whole: what follows from the journal alone is compared.
      this.again();
      this.#facts = false;
      this.#note({ kind: 'facts', ...first });
      return;
    }
    if (unsigned !== null) this.#forgetRowsFrom(unsigned.entry);
    this.#note({ kind: 'entry', ...first });
    this.#work = { phase: 'over', broken: true };
  }

  /** What was noted of rows of entries that should not have been compared any more. */
  #forgetRowsFrom(entry: number): void {
    this.#count -= this.#otherRows.filter((row) => row >= entry).length;
    this.#named = this.#named.filter(
      (each) => each.kind !== 'row' || each.table !== 'journal' || Number(each.key) < entry,
    );
  }

  /** @returns whether there is more to do */
  #compare(replay: Replay, work: Extract<Work, { readonly phase: 'tables' }>): boolean {
    const table = comparedTables(this.#facts)[work.table];
    if (table === undefined) {
      this.#work = { phase: 'words', index: 0 };
      return true;
    }
    const { differences, next } = comparePage(this.#living, replay.sql, table, work.after);
    for (const difference of differences) this.#note(difference);
    this.#work =
      next === 'end' ? { phase: 'tables', table: work.table + 1, after: 'start' } : { ...work, after: next };
    return true;
  }

  /** @returns whether there is more to do */
  #compareWords(replay: Replay, index: number): boolean {
    const words = Object.values(wordIndexes)[index];
    if (words === undefined) {
      this.#work = { phase: 'over', broken: false };
      this.#verified = new VerifiedJournal(replay.verifierFromHere(), this.#bytes);
      return false;
    }
    if (!hasWordsOfRows(words, this.#living)) {
      this.#note({ kind: 'words', table: words.table });
      // At once: with some of them no entry can be written, and so no alarm, and nobody signs in.
      makeWordsAnew(words, this.#living);
    }
    this.#work = { phase: 'words', index: index + 1 };
    return true;
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
