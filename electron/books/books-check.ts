import type { Refusal } from '../core/result.ts';
import type { StationSpan } from '../core/station/station-chain.ts';

/** One thing in which the books differ from the signed journal. */
export type Difference =
  /** The file cannot be read whole: nothing of it is believed. */
  | { readonly kind: 'file'; readonly refusal: Refusal }
  /** An entry is not what the station signed; nothing after it was compared. */
  | { readonly kind: 'entry'; readonly entry: number; readonly refusal: Refusal }
  /** The evidence of facts is not whole; tables are compared without it. */
  | { readonly kind: 'facts'; readonly batch: number; readonly refusal: Refusal }
  /** The index by which rows of a table are searched has other words than they have. */
  | { readonly kind: 'words'; readonly table: string }
  | {
      readonly kind: 'row';
      readonly table: string;
      /** The row's key, its columns in their order. */
      readonly key: string;
      /** Missing: the journal has it and the table does not. Invented: the table has it and the journal does not. */
      readonly what: 'missing' | 'invented' | 'changed';
      /** What was changed; empty for a row that is missing or invented. */
      readonly columns: readonly string[];
    };

/** How far the check of a treasury's books is, and what it found. */
export type BooksCheck =
  | {
      readonly state: 'checking';
      /** Entries that are verified so far. */
      readonly entries: number;
      readonly of: number;
    }
  | { readonly state: 'whole'; readonly entries: number; readonly head: string }
  | {
      readonly state: 'differs';
      readonly entries: number;
      /** The first ones that were found. */
      readonly differences: readonly Difference[];
      /** All that were found. */
      readonly count: number;
      /** How the tables can be made anew: with the facts that are kept, without them, or not at all from this journal. */
      readonly rebuild: 'kept' | 'anew' | null;
    };

/** Who must have signed the newest entries: the stations of the journal, each in its time, and officers of the policies that the treasury had. */
export interface ExpectedSigners {
  readonly stations: readonly StationSpan[];
  readonly officers: readonly { readonly id: string; readonly publicKey: string }[];
}

/** A movement whose rows follow from what was signed since its request. */
export interface CheckedMovement {
  /** Alarms that were raised since then and that nobody has settled, by their entries. */
  readonly alarms: readonly number[];
}

/** What somebody put into a table is named by its beginning only: an address in it must be paid by nobody. */
const beginningOf = (key: string): string =>
  key
    .split(' ')
    .map((word) => (word.length > 24 ? `${word.slice(0, 16)}…` : word))
    .join(' ');

/** A difference as one line, for logs and reports. Keys are quoted: whoever edited the file chose them. */
export function differenceText(difference: Difference): string {
  if (difference.kind === 'file') return `${difference.refusal.message} (${difference.refusal.code})`;
  if (difference.kind === 'entry') {
    const { entry, refusal } = difference;
    return `journal entry ${entry}: ${refusal.message} (${refusal.code})`;
  }
  if (difference.kind === 'facts') {
    const { batch, refusal } = difference;
    return `ledger facts, batch ${batch}: ${refusal.message} (${refusal.code})`;
  }
  if (difference.kind === 'words') return `${difference.table}: rows are found by other words than they have`;
  const { table, key, what, columns } = difference;
  const which = `${table} ${JSON.stringify(what === 'invented' ? beginningOf(key) : key)}`;
  switch (what) {
    case 'missing':
      return `${which} is in the journal and not in the table`;
    case 'invented':
      return `${which} is in the table and not in the journal`;
    case 'changed':
      return `${which} differs in ${columns.join(', ')}`;
  }
}
