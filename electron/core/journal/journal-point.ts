import * as v from 'valibot';
import { hex32Schema } from '../schema.ts';

/** A place in a station's journal: the number of an entry that is committed, and its hash. */
export const journalPointSchema = v.strictObject({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  hash: hex32Schema,
});

export type JournalPoint = Readonly<v.InferOutput<typeof journalPointSchema>>;
