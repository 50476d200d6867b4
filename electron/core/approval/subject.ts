import * as v from 'valibot';
import { amountSchema } from '../amount.ts';
import { addressSchema, hex32Schema, timeSchema } from '../schema.ts';

/** One exact transaction: the digest of its intent and of the view that the officer read. */
export const transactionSubjectSchema = v.strictObject({
  kind: v.literal('transaction'),
  digest: hex32Schema,
  viewDigest: hex32Schema,
});
export type TransactionSubject = Readonly<v.InferOutput<typeof transactionSubjectSchema>>;

/**
 * What an approval is about: one transaction, a batch (the Merkle root of exact transactions), or a mandate (sources, one
 * own destination, a fee cap and an expiry). Only the first is used so far; the others are refused where they are checked.
 */
export const approvalSubjectSchema = v.variant('kind', [
  transactionSubjectSchema,
  v.strictObject({
    kind: v.literal('batch'),
    root: hex32Schema,
    count: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000)),
  }),
  v.strictObject({
    kind: v.literal('mandate'),
    sources: v.pipe(v.array(addressSchema), v.minLength(1), v.maxLength(10_000)),
    destination: addressSchema,
    amountAtMost: amountSchema,
    feeAtMost: amountSchema,
    expiresAt: timeSchema,
  }),
]);
export type ApprovalSubject = Readonly<v.InferOutput<typeof approvalSubjectSchema>>;
