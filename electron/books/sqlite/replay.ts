import { DatabaseSync } from 'node:sqlite';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { type JournalReport, JournalVerifier } from '../../core/journal/verify-journal.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import type { FactChange } from '../../core/projection/change.ts';
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
  readonly #verifier: JournalVerifier;
  readonly #stationKey: string | null;

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
    }: { readonly sql?: Sql; readonly verifyEntry?: VerifySignature } = {},
  ) {
    this.#verifier = new JournalVerifier(verifySignature, verifyEntry);
    this.#stationKey = stationKey;
    this.sql = sql;
    this.#figures = new Figures(sql);
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
    const [other] = otherColumns(row, entry.value);
    if (other !== undefined) {
      return refuse('journal-malformed', `entry ${place}: column ${other} differs from the entry`);
    }
    if (!sameValue(row['entry'], entryBytes(entry.value))) {
      return refuse('journal-malformed', `entry ${place}: is not written as Sallyport writes it`);
    }
    const applied = this.apply(entry.value);
    return applied.ok ? entry : applied;
  }

  /** Verifies the next row of a journal by its entry only, as {@link add} does. */
  verify(row: Row): Result<TypedEntry> {
    const entry = this.#verifier.add(storedJson(textOf(row['entry'])));
    return entry.ok &&
      entry.value.seq === 1 &&
      this.#stationKey !== null &&
      this.report().stationKey !== this.#stationKey
      ? refuse('journal-signature-bad', "the journal was begun with another station's key")
      : entry;
  }

  /** Makes the changes that follow from a verified entry. */
  apply(entry: TypedEntry): Result<void> {
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

  /** Takes over facts that are in no entry. */
  applyFacts(facts: readonly FactChange[]): void {
    for (const fact of facts) applyChange(this.sql, this.#figures, fact);
    this.#figures.settle();
  }

  close(): void {
    this.sql.close();
  }
}

/** The columns beside an entry that say something else than it does. */
export const otherColumns = (row: Row, entry: TypedEntry): readonly string[] =>
  Object.entries(journalColumns(entry)).flatMap(([name, value]) =>
    sameValue(row[name], value) ? [] : [name],
  );

/** A private file of this process that nobody else can open, and that is gone when it is closed. */
function temporaryTables(): Sql {
  const db = new DatabaseSync('', { enableForeignKeyConstraints: false });
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
  const sql = new Sql(db);
  sql.exec(schema);
  return sql;
}

/** Rows of a journal after a number, in order. */
export const journalRows = (sql: Sql, after: number, limit: number): readonly Row[] =>
  sql.all('SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', after, limit);
