import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { hex32Schema, hex64Schema, networkSchema, textSchema, timeSchema, uuidSchema } from '../schema.ts';

/** What an approver signs. Anything that changes afterwards voids it. */
export const approvalStatementSchema = v.strictObject({
  network: networkSchema,
  /** Transaction digest of the exact bytes, hex. */
  transactionDigest: hex32Schema,
  /** Digest of the decoded view that the officer read. */
  viewDigest: hex32Schema,
  requestIds: v.array(uuidSchema),
  policyVersion: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  expiresAt: timeSchema,
  officerId: uuidSchema,
});

export type ApprovalStatement = Readonly<v.InferOutput<typeof approvalStatementSchema>>;

/** An approval statement with its officer's Ed25519 signature (hex) over {@link approvalDigest}. */
export const approvalSchema = v.strictObject({ statement: approvalStatementSchema, signature: hex64Schema });

export type Approval = Readonly<v.InferOutput<typeof approvalSchema>>;

export function approvalDigest(statement: ApprovalStatement): Hex32 {
  return taggedDigest(digestTags.approval, statement);
}

/** What an officer signs to reject a proposal: its transaction digest is void for good. */
export const rejectionStatementSchema = v.strictObject({
  transactionDigest: hex32Schema,
  reason: v.pipe(textSchema, v.maxLength(280)),
  officerId: uuidSchema,
  rejectedAt: timeSchema,
});

export type RejectionStatement = Readonly<v.InferOutput<typeof rejectionStatementSchema>>;

export const rejectionSchema = v.strictObject({
  statement: rejectionStatementSchema,
  signature: hex64Schema,
});

export type Rejection = Readonly<v.InferOutput<typeof rejectionSchema>>;

export function rejectionDigest(statement: RejectionStatement): Hex32 {
  return taggedDigest(digestTags.rejection, statement);
}
