import { CSV_START, csvLine } from '../../core/export/csv.ts';
import { type Refusal, refuse } from '../../core/result.ts';
import type { ExportPart, ExportWanted } from '../exports.ts';
import type { ExportLines } from './export-lines.ts';
import { exportTables } from './export-tables.ts';
import type { Row, Sql } from './sql.ts';
import { StatementLines } from './statement-lines.ts';

/** A slice: what is asked of the books meanwhile waits about so long. */
const SLICE_MS = 8;
const PAGE = 50;

/** Writes a table as comma-separated values, in slices. */
export class ExportPass {
  readonly #lines: ExportLines;
  #last: Row | null = null;
  #rows = 0;
  #begun = false;

  constructor(sql: Sql, wanted: ExportWanted) {
    const { what } = wanted;
    this.#lines = what === 'statement' ? new StatementLines(sql, wanted) : exportTables[what](sql, wanted);
  }

  next(): ExportPart {
    const until = performance.now() + SLICE_MS;
    const lines = this.#begun
      ? []
      : [CSV_START, csvLine(this.#lines.head), ...this.#lines.before().map(csvLine)];
    this.#begun = true;
    let ended = false;
    while (!ended && performance.now() < until) {
      // Rows that have come since are no part of it.
      const wanted = Math.min(PAGE, this.#lines.of - this.#rows);
      const page = this.#lines.page(this.#last, wanted);
      for (const row of page) lines.push(csvLine(this.#lines.cells(row)));
      this.#rows += page.length;
      this.#last = page.at(-1) ?? this.#last;
      ended = page.length < wanted || this.#rows === this.#lines.of;
    }
    const refusal = ended ? (this.#lines.fault() ?? this.#lost()) : null;
    if (refusal !== null) return { state: 'refused', refusal };
    if (ended) lines.push(...this.#lines.after().map(csvLine));
    const written = new TextEncoder().encode(lines.join(''));
    return { state: ended ? 'whole' : 'writing', lines: written, rows: this.#rows, of: this.#lines.of };
  }

  /** A file without rows that the table has is none. */
  #lost(): Refusal | null {
    const { of } = this.#lines;
    return this.#rows === of
      ? null
      : refuse('export-not-whole', `expected ${of} rows in the file, got ${this.#rows}`);
  }
}
