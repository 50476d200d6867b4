import * as v from 'valibot';
import { stateMarkSchema } from '../../core/journal/state-mark.ts';
import type { Result } from '../../core/result.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../../core/schema.ts';

/** What is known of a treasury outside of its folder: how far its journal came, and its vaults' sealed states. */
export const outsideMarkSchema = v.strictObject({
  format: v.literal('sallyport/outside-mark/1'),
  treasuryId: uuidSchema,
  stationId: uuidSchema,
  /** The newest journal entry that was committed when this was written; there may be later ones, never fewer. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  hash: hex32Schema,
  at: timeSchema,
  /** By vault id. */
  vaults: v.record(uuidSchema, stateMarkSchema),
});
export type OutsideMark = Readonly<v.InferOutput<typeof outsideMarkSchema>>;

/** Where marks are kept outside of every treasury's folder: the app's own data. */
export interface OutsideMarks {
  /** Names this installation: made once, and nowhere in a treasury's folder but beside its station's key. */
  install(): Promise<Result<string>>;
  /** Null where nothing is known of the treasury, also where what was known cannot be read. */
  read(treasuryId: string): Promise<OutsideMark | null>;
  /** Replaces a mark, on disk before it returns. Refuses `file-not-written`. */
  write(mark: OutsideMark): Promise<Result<void>>;
}
