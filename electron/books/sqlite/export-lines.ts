import type { Cell } from '../../core/export/csv.ts';
import { type Refusal, refuse } from '../../core/result.ts';
import type { Row } from './sql.ts';

/** The rows of a file, one after the other. */
export interface ExportLines {
  readonly head: readonly string[];
  /** How many rows there are. */
  readonly of: number;
  /** The next ones; null where there are none. */
  page(after: Row | null, limit: number): readonly Row[];
  cells(row: Row): readonly Cell[];
  /** Lines before the rows and behind them. */
  before(): readonly (readonly Cell[])[];
  after(): readonly (readonly Cell[])[];
  /** What is wrong with all that was written. */
  fault(): Refusal | null;
}

/** What a statement that does not add up is refused with. */
export const notWhole = (vault: string): Refusal =>
  refuse('statement-not-whole', `the lines of ${vault} do not come to what it has at the end`);
