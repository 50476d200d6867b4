import * as v from 'valibot';
import { timeSchema } from '../../schema.ts';

/** An epoch of the ledger, and when it was found to have begun, milliseconds. */
export const ledgerEpochSchema = v.strictObject({
  number: v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected the number of an epoch')),
  beganAt: timeSchema,
});
export type LedgerEpoch = Readonly<v.InferOutput<typeof ledgerEpochSchema>>;
