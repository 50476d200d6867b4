import type { JournalReport } from '../core/journal/verify-journal.ts';
import type { Refusal } from '../core/result.ts';

/** A part of the journal, read and verified. */
export type JournalPart =
  /** Nothing of it is believed before the end. `lines`: JSON lines in UTF-8, as an export writes them; else empty. */
  | { readonly state: 'reading'; readonly lines: Uint8Array }
  | { readonly state: 'whole'; readonly lines: Uint8Array; readonly report: JournalReport }
  /** The first thing that is wrong with it. */
  | { readonly state: 'refused'; readonly refusal: Refusal };

/** Readings of the journal whole, slice by slice, verified on the way. */
export interface JournalPasses {
  /**
   * @param purpose `verify`: every entry is verified. `export`: entries that are byte for byte those that the check has
   * verified are not verified again, but for their addresses, and parts have them as an export writes them
   * @returns its number, for `next` and `end`
   */
  begin(purpose: 'verify' | 'export'): Promise<number>;
  /** Goes on for some milliseconds. After `whole` and `refused` nothing comes. */
  next(pass: number): Promise<JournalPart>;
  /** Forgets it, wherever it is. */
  end(pass: number): Promise<void>;
}
