import { refuse } from '../../core/result.ts';
import type { BooksCheck, Difference } from '../books-check.ts';
import { compareCounts } from './compare-counts.ts';
import { comparePage, type Place } from './compare-rows.ts';
import { derivedTables } from './derived-tables.ts';
import { journalRows, Replay } from './replay.ts';
import { SignaturesBeside } from './signatures-beside.ts';
import type { Sql } from './sql.ts';

/** A slice of the check: what is asked of the books meanwhile waits about so long. */
const SLICE_MS = 8;
const ENTRIES = 10;
/** Differences that are named; all are counted. */
const MOST_NAMED = 100;

type Work =
  | { readonly phase: 'entries' }
  | { readonly phase: 'tables'; readonly table: number; readonly after: Exclude<Place, 'end'> }
  | { readonly phase: 'over' };

/**
 * Verifies the journal whole and compares the tables with what follows from it, in slices between which the books go on.
 * Entries that are written meanwhile are verified too, before anything is compared: so both sides are always of one time.
 */
export class Audit {
  readonly #living: Sql;
  readonly #signatures = new SignaturesBeside();
  #replay: Replay | null = null;
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
    if (this.#over()) return this.#result;
    this.#replay ??= new Replay(stationKey, { verifyEntry: this.#signatures.verify });
    const replay = this.#replay;
    const until = performance.now() + SLICE_MS;
    replay.sql.transaction(() => {
      while (this.#goOn(replay) && performance.now() < until);
    });
    const { entries, head } = replay.report();
    if (!this.#over()) {
      const last = this.#living.get('SELECT MAX(seq) AS last FROM journal')?.['last'];
      this.#result = { state: 'checking', entries, of: typeof last === 'bigint' ? Number(last) : 0 };
      return this.#result;
    }
    this.#result =
      this.#count === 0
        ? { state: 'whole', entries, head }
        : { state: 'differs', entries, differences: this.#named, count: this.#count };
    this.close();
    return this.#result;
  }

  #over(): boolean {
    return this.#work.phase === 'over';
  }

  close(): void {
    this.#replay?.close();
    this.#replay = null;
    this.#work = { phase: 'over' };
  }

  /** @returns whether anything can be done before signatures come back */
  #goOn(replay: Replay): boolean {
    const bad = this.#signatures.bad();
    if (bad !== null) {
      const message = `entry ${bad} is not signed by the station and the officer it names`;
      this.#note({ kind: 'entry', entry: bad, refusal: refuse('journal-signature-bad', message) });
      this.#work = { phase: 'over' };
      return false;
    }
    if (this.#signatures.late()) return false;
    const { entries } = replay.report();
    const rows = journalRows(this.#living, entries, ENTRIES);
    for (const [i, row] of rows.entries()) {
      this.#signatures.of(entries + i + 1);
      const added = replay.add(row);
      if (added.ok) continue;
      this.#note({ kind: 'entry', entry: entries + i + 1, refusal: added });
      this.#work = { phase: 'over' };
      return false;
    }
    if (rows.length > 0) return true;
    if (!this.#signatures.all()) return false;
    this.#compare(replay);
    return !this.#over();
  }

  #compare(replay: Replay): void {
    const work: Work =
      this.#work.phase === 'tables' ? this.#work : { phase: 'tables', table: 0, after: 'start' };
    const table = derivedTables[work.table];
    if (table === undefined) {
      for (const difference of compareCounts(this.#living, replay.sql)) this.#note(difference);
      this.#work = { phase: 'over' };
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
