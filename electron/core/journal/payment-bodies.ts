import * as v from 'valibot';
import { signedAmountSchema } from '../amount.ts';
import { errorCodes } from '../error-code.ts';
import { isJsonValue, type JsonValue } from '../json.ts';
import { MOST_SOURCES } from '../mandate/mandate.ts';
import { base64Schema, nameSchema, textSchema, timeSchema, uuidSchema } from '../schema.ts';
import {
  byLedger,
  checkpoint,
  consumed,
  count,
  digest,
  epoch,
  mandated,
  message,
  movementId,
  transactionId,
  vaultId,
} from './body-parts.ts';
import { stateMarkSchema } from './state-mark.ts';

/** What entries say of proposals, approvals, signatures and what the ledger made of them. */
export const paymentBodies = {
  'proposal-built': v.strictObject({
    movementId,
    digest,
    viewDigest: digest,
    /** The digest as screens and explorers write it. */
    digestText: transactionId,
    /** The last epoch in which the bytes can happen; null on ledgers that count none. */
    lastEpoch: v.nullable(epoch),
    ruleId: nameSchema,
    approvalsNeeded: count,
    /** Its mandate has all these approvals already. */
    approved: v.exactOptional(v.literal(true)),
  }),
  'proposal-approved': v.strictObject({
    movementId,
    digest,
    /** Whether the quorum is met with this approval. */
    reached: v.boolean(),
    /** The newest earlier payment of the same payee, amount and reference, which the approver was shown. */
    repeats: v.exactOptional(movementId),
    /** Who approved it at another station; absent where the officer of this entry did. */
    approver: v.exactOptional(uuidSchema),
  }),
  /** An approval of a mandate: which of its movements count it, and which have all of theirs with it. */
  'mandate-approved': v.strictObject({
    mandate: digest,
    movementIds: mandated,
    reached: mandated,
    /** Who approved it at another station; absent where the officer of this entry did. */
    approver: v.exactOptional(uuidSchema),
  }),
  /** An approver, or its maker, has stopped what is left of a mandate. */
  'mandate-stopped': v.strictObject({
    mandate: digest,
    reason: v.pipe(textSchema, v.maxLength(280)),
    /** Those that are not at their end. `signed` as in `movement-stopped`. */
    movements: v.pipe(
      v.array(v.strictObject({ movementId, signed: v.boolean() })),
      v.maxLength(MOST_SOURCES),
    ),
  }),
  'proposal-rejected': v.strictObject({ movementId, digest, reason: v.pipe(textSchema, v.maxLength(280)) }),
  /** Approvals are void, or bytes can happen no more. Without `again` the movement ends with it. */
  'proposal-expired': v.strictObject({
    movementId,
    /** The same bytes wait for new approvals, or other bytes are built for the same request. */
    again: v.exactOptional(v.picklist(['approve', 'build'])),
    /** Approvals of a mandate are for no bytes: they go on counting for other ones. */
    keepsApprovals: v.exactOptional(v.literal(true)),
    /** Its mandate is of another policy: from here on it is approved by itself. */
    alone: v.exactOptional(v.literal(true)),
    /** The rule by which the same bytes pass now, where the policy is another one. */
    ruled: v.exactOptional(v.strictObject({ ruleId: nameSchema, approvalsNeeded: count })),
  }),
  /** Its request asks no more. */
  'request-expired': v.strictObject({ movementId }),
  /** An approver has stopped it. */
  'movement-stopped': v.strictObject({
    movementId,
    /** Of its bytes; null where none were built. */
    digest: v.nullable(digest),
    reason: v.pipe(textSchema, v.maxLength(280)),
    /** Whether the books had its signature already: then it stays signed, and is only not sent any more. */
    signed: v.boolean(),
  }),
  /** The vault of a stopped movement has signed nothing for it, and signs it never more. */
  'stop-sealed': v.strictObject({ movementId, vaultId }),
  'sign-refused': v.strictObject({
    movementId,
    code: v.picklist(errorCodes),
    message,
    /** The rule that asks for more approvals now; null where the refusal has another reason. */
    escalated: v.nullable(v.strictObject({ ruleId: nameSchema, approvalsNeeded: count })),
  }),
  'proposal-signed': v.strictObject({
    movementId,
    vaultId,
    ...stateMarkSchema.entries,
    digest,
    transactionId,
    /** Serialized as the network takes it. */
    signature: base64Schema,
    /** Short-lived fields that were filled in at signing; null on chains without. */
    fields: v.custom<JsonValue>((input) => isJsonValue(input), 'a JSON value'),
    ruleId: nameSchema,
    approvers: v.array(uuidSchema),
    signedAt: timeSchema,
    /** The epoch in which it leaves the station, right after this; null where it stays for now. */
    leaves: v.nullable(epoch),
    /** Signed before a crash, and given again by the signer. */
    recovered: v.boolean(),
  }),
  /** Signed bytes leave the station: from here on nobody knows who has them. Once an epoch. */
  'transaction-leaving': v.strictObject({ movementId, transactionId, epoch }),
  'transaction-submitted': v.strictObject({ movementId, transactionId }),
  'transaction-final': v.strictObject({
    movementId,
    transactionId,
    checkpoint,
    feePaid: signedAmountSchema,
    consumed,
    ...byLedger,
  }),
  'transaction-failed': v.strictObject({
    movementId,
    transactionId,
    /** Null where it can never be executed. */
    checkpoint: v.nullable(checkpoint),
    feePaid: v.nullable(signedAmountSchema),
    code: v.picklist(errorCodes),
    error: message,
    consumed,
    /** It can never be executed, and other bytes are built for the same request under the same mandate. */
    again: v.exactOptional(v.literal('build')),
    /** As in `proposal-expired`. */
    keepsApprovals: v.exactOptional(v.literal(true)),
    ...byLedger,
  }),
  /** The ledger shows the very bytes of a proposal, which these books do not know as signed: another copy of them paid it. */
  'payment-recovered': v.strictObject({
    movementId,
    transactionId,
    checkpoint,
    /** Whether it had its effect; else it only cost its fee. */
    succeeded: v.boolean(),
    feePaid: signedAmountSchema,
    ...byLedger,
  }),
  /** Its inputs were consumed by its cancellation: it can never happen, and they are free. */
  'payment-voided': v.strictObject({ movementId, cancelledBy: movementId, transactionId, checkpoint }),
} as const;
