import * as v from 'valibot';
import { ownAddressSchema } from '../envelope/kinds/own-addresses.ts';
import { errorCodes } from '../error-code.ts';
import { base64Schema, nameSchema, textSchema, timeSchema, uuidSchema } from '../schema.ts';
import { count, digest, vaultId, message as words } from './body-parts.ts';

/** Who answered at another station; absent where the officer of the entry did. */
const elsewhere = v.exactOptional(uuidSchema);

/** What entries say of messages to sign. Each names its message by digest; the message itself is among the documents of the first. */
export const messageBodies = {
  /** A maker asks for it. */
  'message-asked': v.strictObject({ message: digest, vaultId }),
  /** It came in an envelope, with approvals that were there, and what its vault has signed of the address. */
  'message-received': v.strictObject({
    message: digest,
    vaultId,
    envelope: digest,
    addresses: v.pipe(v.array(ownAddressSchema), v.length(1)),
  }),
  'message-approved': v.strictObject({
    message: digest,
    /** Approvals that count with this one, and how many are needed. */
    approvals: count,
    needed: count,
    approver: elsewhere,
  }),
  /** For good: its vault seals the no. */
  'message-refused': v.strictObject({
    message: digest,
    reason: v.pipe(textSchema, v.maxLength(280)),
    refuser: elsewhere,
  }),
  /** Its vault has signed nothing, and why. */
  'message-not-signed': v.strictObject({
    message: digest,
    vaultId,
    code: v.picklist(errorCodes),
    why: words,
  }),
  /** The signature, as the chain's wallets take it: from here on it may be anywhere. */
  'message-signed': v.strictObject({
    message: digest,
    vaultId,
    signature: base64Schema,
    ruleId: nameSchema,
    approvers: v.pipe(v.array(uuidSchema), v.maxLength(20)),
    signedAt: timeSchema,
  }),
} as const;
