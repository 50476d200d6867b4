import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { hex64Schema, textSchema, timeSchema, uuidSchema } from '../schema.ts';
import { statementHead } from '../statement.ts';
import {
  approvalSubjectSchema,
  mandateSubjectSchema,
  messageSubjectSchema,
  transactionSubjectSchema,
} from './subject.ts';

/** What an approver signs. Anything that changes afterwards voids it. */
export const approvalStatementSchema = v.strictObject({
  ...statementHead,
  subject: approvalSubjectSchema,
  requestIds: v.pipe(v.array(uuidSchema), v.maxLength(500)),
  expiresAt: timeSchema,
});

export type ApprovalStatement = Readonly<v.InferOutput<typeof approvalStatementSchema>>;

/** An approval statement with its officer's Ed25519 signature (hex) over {@link approvalDigest}. */
export const approvalSchema = v.strictObject({ statement: approvalStatementSchema, signature: hex64Schema });

export type Approval = Readonly<v.InferOutput<typeof approvalSchema>>;

/** What an officer signs to approve. */
export function approvalDigest(statement: ApprovalStatement): Hex32 {
  return taggedDigest(digestTags.approval, statement);
}

/**
 * What an officer signs to reject a proposal, to stop a movement or a whole mandate, or to refuse a message: its digest is void for good. Without
 * a subject where nothing was built yet.
 */
export const rejectionStatementSchema = v.strictObject({
  ...statementHead,
  subject: v.nullable(
    v.variant('kind', [transactionSubjectSchema, mandateSubjectSchema, messageSubjectSchema]),
  ),
  requestIds: v.pipe(v.array(uuidSchema), v.maxLength(500)),
  reason: v.pipe(textSchema, v.maxLength(280)),
  rejectedAt: timeSchema,
});

export type RejectionStatement = Readonly<v.InferOutput<typeof rejectionStatementSchema>>;

export const rejectionSchema = v.strictObject({
  statement: rejectionStatementSchema,
  signature: hex64Schema,
});

export type Rejection = Readonly<v.InferOutput<typeof rejectionSchema>>;

/** What an officer signs to reject. */
export function rejectionDigest(statement: RejectionStatement): Hex32 {
  return taggedDigest(digestTags.rejection, statement);
}

/** Whether an approval is still one: it has not expired, and was given under the policy that holds now. */
export const approvalCounts = (
  { statement }: Pick<Approval, 'statement'>,
  { now, policyVersion }: { readonly now: number; readonly policyVersion: number },
): boolean => statement.expiresAt > now && statement.policy.version === policyVersion;
