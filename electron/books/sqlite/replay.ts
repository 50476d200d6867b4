import { DatabaseSync } from 'node:sqlite';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import {
  type JournalReport,
  JournalVerifier,
  type VerifyOfEntry,
} from '../../core/journal/verify-journal.ts';
import { FACTS_START, factsHash, parseFacts } from '../../core/projection/facts.ts';
import { project } from '../../core/projection/project.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { journalColumns } from './append.ts';
import { applyChange } from './apply.ts';
import { sameValue } from './compare-rows.ts';
import { Figures } from './figures.ts';
import type { StoredBatch } from './keep-facts.ts';
import { tables } from './schema.ts';
import { type Row, Sql, storedJson, textOf } from './sql.ts';

const encoder = new TextEncoder();

/** Facts of which an entry says how many there were and which hash the newest one had. */
interface Noted {
  readonly entry: number;
  readonly batches: number;
  readonly head: string;
}

/** Tables made again from journal entries, each of which is verified before it counts, and from the facts beside them. */
export class Replay {
  readonly sql: Sql;
  readonly #figures: Figures;
  readonly #verifier: JournalVerifier;
  readonly #stationKey: string | null;
  #factsHead = FACTS_START;
  #batches = 0;
  #noted: Noted[] = [];

  /**
   * @param stationKey Ed25519 public key of the station that must have begun the journal, hex; null: any
   * @param parts.sql empty tables to fill; temporary ones where left out
   * @param parts.verifyEntry verifies the signatures of entries; see `JournalVerifier`
   */
  constructor(
    stationKey: string | null,
    {
      sql = temporaryTables(),
      verifyEntry = verifySignature,
    }: { readonly sql?: Sql; readonly verifyEntry?: VerifyOfEntry } = {},
  ) {
    // An address that is not attested gets a row without a proof, which is shown nowhere.
    this.#verifier = new JournalVerifier(verifySignature, { verifyEntry, addresses: false });
    this.#stationKey = stationKey;
    this.sql = sql;
    this.#figures = new Figures(sql);
  }

  report(): JournalReport {
    return this.#verifier.report();
  }

  /** A verifier that goes on after the entries that were verified, and verifies signatures before it answers. */
  verifierFromHere(): JournalVerifier {
    return this.#verifier.fork(verifySignature);
  }

  /** How many batches of facts were taken in. */
  batches(): number {
    return this.#batches;
  }

  /**
   * Facts that verified entries note and that are not as they say; null where all are.
   * @param hashOf the hash that a batch had when it was taken in
   */
  otherFacts(hashOf: (batch: number) => string | null): Noted | null {
    const other = this.#noted.find(
      ({ batches, head }) => (batches === 0 ? FACTS_START : hashOf(batches)) !== head,
    );
    return other ?? null;
  }

  /** Verifies the next row of a journal by its entry only. Refuses as `JournalVerifier.add` does. */
  verify(row: Row): Result<TypedEntry> {
    const entry = this.#verifier.add(storedJson(textOf(row['entry'])));
    return entry.ok &&
      entry.value.seq === 1 &&
      this.#stationKey !== null &&
      this.report().stationKey !== this.#stationKey
      ? refuse('journal-signature-bad', "the journal was begun with another station's key")
      : entry;
  }

  /** The columns of a journal's row that say something else than the entry in it, which was just verified, or in another form. */
  otherColumns(row: Row, entry: TypedEntry): readonly string[] {
    const expected = { ...journalColumns(entry), entry: encoder.encode(this.#verifier.stored()) };
    return Object.entries(expected).flatMap(([name, value]) => (sameValue(row[name], value) ? [] : [name]));
  }

  /** Makes the changes that follow from a verified entry. Refuses `journal-malformed` for one that cannot follow. */
  apply(entry: TypedEntry): Result<void> {
    if (entry.kind === 'facts-noted') this.#noted.push({ entry: entry.seq, ...entry.body });
    // Facts from before it were not believed, and are not there any more.
    if (entry.kind === 'books-rebuilt' && entry.body.facts === 'anew') this.#noted = [];
    try {
      for (const change of project(entry)) applyChange(this.sql, this.#figures, change);
      this.#figures.settle();
      return ok(undefined);
    } catch (error) {
      const message = `entry ${entry.seq}: does not follow on the entries before it: ${textOfError(error)}`;
      return refuse('journal-malformed', message);
    }
  }

  /** Takes in the next batch of facts: its place, its hash, what it says. Refuses `store-damaged`. */
  addBatch(stored: StoredBatch): Result<void> {
    const { batch, afterEntry, hash, bytes } = stored;
    if (batch !== this.#batches + 1 || afterEntry !== this.report().entries) {
      return refuse(
        'store-damaged',
        `expected batch ${this.#batches + 1} of facts, got ${batch} out of place`,
      );
    }
    if (factsHash(this.#factsHead, stored) !== hash) {
      return refuse('store-damaged', `batch ${batch} of facts was changed after it was written`);
    }
    const facts = parseFacts(bytes);
    if (!facts.ok) return facts;
    try {
      for (const fact of facts.value) applyChange(this.sql, this.#figures, fact);
      this.#figures.settle();
    } catch (error) {
      return refuse('store-damaged', `batch ${batch} of facts does not follow: ${textOfError(error)}`);
    }
    this.#batches = batch;
    this.#factsHead = hash;
    return ok(undefined);
  }

  close(): void {
    this.sql.close();
  }
}

const textOfError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * A private file of this process that nobody else can open, and that is gone when it is closed. All of it is one transaction
 * that never ends: nothing has to be written for it but what finds no place in memory.
 */
export function temporaryTables(): Sql {
  const db = new DatabaseSync('', { enableForeignKeyConstraints: false });
  // Pages beyond so many KiB are written to that file.
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;');
  const sql = new Sql(db);
  sql.exec(tables);
  sql.exec('BEGIN');
  return sql;
}

/** Rows of a journal after a number, in order. */
export const journalRows = (sql: Sql, after: number, limit: number): readonly Row[] =>
  sql.all('SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', after, limit);
