import * as v from 'valibot';
import { hex32Schema } from '../schema.ts';

/** One exact transaction: the digest of its intent and of the view that the officer read. */
export const transactionSubjectSchema = v.strictObject({
  kind: v.literal('transaction'),
  digest: hex32Schema,
  viewDigest: hex32Schema,
});
export type TransactionSubject = Readonly<v.InferOutput<typeof transactionSubjectSchema>>;

/** One mandate: its digest, and that of what the officer read of it. It covers every transaction that fits it. */
export const mandateSubjectSchema = v.strictObject({
  kind: v.literal('mandate'),
  digest: hex32Schema,
  viewDigest: hex32Schema,
});
export type MandateSubject = Readonly<v.InferOutput<typeof mandateSubjectSchema>>;

/** One message to sign: its digest, and that of what the officer read of it. */
export const messageSubjectSchema = v.strictObject({
  kind: v.literal('message'),
  digest: hex32Schema,
  viewDigest: hex32Schema,
});
export type MessageSubject = Readonly<v.InferOutput<typeof messageSubjectSchema>>;

/** What can be approved and rejected. */
export type AskedSubject = TransactionSubject | MandateSubject | MessageSubject;

/**
 * What an approval is about: one transaction, a mandate, a message to sign, or a batch (the Merkle root of exact transactions). A batch is not
 * used so far, and refused where it is checked.
 */
export const approvalSubjectSchema = v.variant('kind', [
  transactionSubjectSchema,
  v.strictObject({
    kind: v.literal('batch'),
    root: hex32Schema,
    count: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000)),
  }),
  mandateSubjectSchema,
  messageSubjectSchema,
]);
export type ApprovalSubject = Readonly<v.InferOutput<typeof approvalSubjectSchema>>;
