import { DatabaseSync } from 'node:sqlite';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { type JournalReport, JournalVerifier } from '../../core/journal/verify-journal.ts';
import { project } from '../../core/projection/project.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { entryBytes, journalColumns } from './append.ts';
import { applyChange } from './apply.ts';
import { sameValue } from './compare-rows.ts';
import { Figures } from './figures.ts';
import { schema } from './schema.ts';
import { type Row, Sql, storedJson, textOf } from './sql.ts';

/** Tables made again from journal entries, each of which is verified before it counts. */
export class Replay {
  readonly sql: Sql;
  readonly #figures: Figures;
  readonly #verifier = new JournalVerifier(verifySignature);
  readonly #stationKey: string;

  /** @param stationKey Ed25519 public key of the station whose journal it must be, hex */
  constructor(stationKey: string) {
    this.#stationKey = stationKey;
    // A private file of this process that nobody else can open, and that is gone when it is closed.
    const db = new DatabaseSync('', { enableForeignKeyConstraints: false });
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
    this.sql = new Sql(db);
    this.sql.exec(schema);
    this.#figures = new Figures(this.sql);
  }

  report(): JournalReport {
    return this.#verifier.report();
  }

  /**
   * Verifies the next row of a journal and makes the changes that follow from it.
   * @returns the entry; refuses as `JournalVerifier.add` does, and `journal-malformed` where the row's other columns say
   * something else than the entry
   */
  add(row: Row): Result<TypedEntry> {
    const entry = this.verify(row);
    if (!entry.ok) return entry;
    const place = entry.value.seq;
    const other = Object.entries(journalColumns(entry.value)).find(
      ([name, value]) => !sameValue(row[name], value),
    );
    if (other)
      return refuse('journal-malformed', `entry ${place}: column ${other[0]} differs from the entry`);
    if (!sameValue(row['entry'], entryBytes(entry.value))) {
      return refuse('journal-malformed', `entry ${place}: is not written as Sallyport writes it`);
    }
    const applied = this.#apply(entry.value);
    return applied.ok ? entry : applied;
  }

  /** Verifies the next row of a journal by its entry only, as {@link add} does. */
  verify(row: Row): Result<TypedEntry> {
    const entry = this.#verifier.add(storedJson(textOf(row['entry'])));
    return entry.ok && entry.value.seq === 1 && this.report().stationKey !== this.#stationKey
      ? refuse('journal-signature-bad', "the journal was begun with another station's key")
      : entry;
  }

  #apply(entry: TypedEntry): Result<void> {
    try {
      for (const change of project(entry)) applyChange(this.sql, this.#figures, change);
      this.#figures.settle();
      return ok(undefined);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return refuse(
        'journal-malformed',
        `entry ${entry.seq}: does not follow on the entries before it: ${why}`,
      );
    }
  }

  close(): void {
    this.sql.close();
  }
}

/** Rows of a journal after a number, in order. */
export const journalRows = (sql: Sql, after: number, limit: number): readonly Row[] =>
  sql.all('SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', after, limit);
