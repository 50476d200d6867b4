import type { Asset } from '../core/asset.ts';
import type { RestsOn } from '../core/projection/change.ts';
import type { Refusal } from '../core/result.ts';
import type { Span } from './flows.ts';

/** What can be written to a file. */
export const exportKinds = ['statement', 'deposits', 'movements', 'accounts', 'journal'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportWanted {
  readonly what: ExportKind;
  readonly span: Span;
  /** IANA name: times are written as its clocks show them. */
  readonly zone: string;
  readonly asset: Pick<Asset, 'unit' | 'decimals'>;
  /** Names of vaults and officers by their ids. */
  readonly names: Readonly<Record<string, string>>;
  /** On whose word the ledger is taken in where nothing proves it. */
  readonly unprovenRestsOn: Exclude<RestsOn, 'validators'>;
}

/** A part of a file. `lines`: comma-separated values in UTF-8; `rows`: how many of `of` rows are written so far. */
export type ExportPart =
  | {
      readonly state: 'writing' | 'whole';
      readonly lines: Uint8Array;
      readonly rows: number;
      readonly of: number;
    }
  /**
   * `statement-not-whole` where the lines do not add up, `export-not-whole` where rows are missing, `books-changed` where they
   * changed meanwhile.
   */
  | { readonly state: 'refused'; readonly refusal: Refusal };

/** Writings of tables, slice by slice, in the thread of the books. */
export interface Exports {
  /** @returns its number, for `next` and `end` */
  begin(wanted: ExportWanted): Promise<number>;
  /** Goes on for some milliseconds. After `whole` and `refused` nothing comes. */
  next(pass: number): Promise<ExportPart>;
  /** Forgets it, wherever it is. */
  end(pass: number): Promise<void>;
}
