import * as v from 'valibot';
import { inputKeySchema } from '../../proposal/evidence.ts';
import { timeSchema } from '../../schema.ts';

/** An input whose creation the ledger's validators have certified. Whether it is spent since then, this does not tell. */
export const provenInputSchema = v.strictObject({
  key: inputKeySchema,
  /** Of the transaction that made it. */
  checkpoint: v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected the number of a checkpoint')),
  /** When, by the validators, milliseconds. */
  at: timeSchema,
});
export type ProvenInput = Readonly<v.InferOutput<typeof provenInputSchema>>;
