import type { JournalEntry, JournalKind } from '../../core/journal/journal-entry.ts';
import { journalEntrySchema } from '../../core/journal/journal-entry.ts';
import { parseWith } from '../../core/schema.ts';
import { type Database, int, likePattern, type Page, type Row, str, type Window } from './database.ts';

/** The journal's rows. They are only ever added. */
export class JournalStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  append(entry: JournalEntry, movementId: string | null): void {
    this.#db.run(
      'INSERT INTO journal (seq, at, kind, officer_id, movement_id, hash, entry) VALUES (?, ?, ?, ?, ?, ?, ?)',
      entry.seq,
      entry.at,
      entry.kind,
      entry.officerId,
      movementId,
      entry.hash,
      JSON.stringify(entry),
    );
  }

  head(): { seq: number; hash: string } | undefined {
    const row = this.#db.get('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1');
    return row && { seq: int(row['seq']), hash: str(row['hash']) };
  }

  /** Entries as they were written, in order, not yet believed: `JournalVerifier` checks them. */
  *raw(batch = 1000): Generator<unknown> {
    for (let after = 0; ; ) {
      const rows = this.#db.all(
        'SELECT seq, entry FROM journal WHERE seq > ? ORDER BY seq LIMIT ?',
        after,
        batch,
      );
      if (rows.length === 0) return;
      for (const row of rows) yield parseJson(str(row['entry']));
      after = int(rows.at(-1)?.['seq']);
    }
  }

  list({ search, offset, limit }: Window): Page<JournalEntry> {
    const text = search.trim();
    const where = "(?1 = '' OR kind LIKE ?2 ESCAPE '\\' OR entry LIKE ?2 ESCAPE '\\')";
    const total = int(
      this.#db.get(`SELECT COUNT(*) AS n FROM journal WHERE ${where}`, text, likePattern(text))?.['n'],
    );
    const rows = this.#db.all(
      `SELECT entry FROM journal WHERE ${where} ORDER BY seq DESC LIMIT ?3 OFFSET ?4`,
      text,
      likePattern(text),
      limit,
      offset,
    );
    return { total, rows: rows.map(entryOf) };
  }

  ofMovement(movementId: string): JournalEntry[] {
    return this.#db
      .all('SELECT entry FROM journal WHERE movement_id = ? ORDER BY seq', movementId)
      .map(entryOf);
  }

  /** The entry that chains a ceremony's transcript. */
  ceremony(transcriptId: string): JournalEntry | undefined {
    const row = this.#db.get(
      "SELECT entry FROM journal WHERE kind = 'ceremony-held' AND json_extract(entry, '$.body.transcriptId') = ?",
      transcriptId,
    );
    return row && entryOf(row);
  }

  /**
   * The newest entries that tell where a vault's sealed state stands, newest first, as they were written: not yet
   * believed.
   */
  marks(vaultId: string, limit: number): unknown[] {
    return this.#db
      .all(
        `SELECT entry FROM journal
         WHERE json_extract(entry, '$.body.era') IS NOT NULL AND json_extract(entry, '$.body.vaultId') = ?
         ORDER BY seq DESC LIMIT ?`,
        vaultId,
        limit,
      )
      .map((row) => parseJson(str(row['entry'])));
  }

  has(kind: JournalKind): boolean {
    return this.#db.get('SELECT 1 AS found FROM journal WHERE kind = ? LIMIT 1', kind) !== undefined;
  }
}

function entryOf(row: Row): JournalEntry {
  const parsed = parseWith(journalEntrySchema, parseJson(str(row['entry'])));
  if (!parsed.ok) throw new Error(`the journal holds a damaged row: ${parsed.message}`);
  return parsed.value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the verifier names the place
  }
}
