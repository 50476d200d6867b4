import * as v from 'valibot';
import { addressSchema, hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';
import {
  acting,
  count,
  none,
  otherFormSchema,
  page,
  pageInput,
  problemSchema,
  savedFile,
  text,
  typed,
} from './shared.ts';

/** `void`: it was asked for under another version of the policy. */
const messageStates = v.picklist(['waiting', 'approved', 'signed', 'refused', 'expired', 'void']);
/** What the officer who looks may do now. */
const messageActions = v.picklist(['approve', 'refuse', 'sign', 'save']);

const row = {
  digest: hex32Schema,
  vaultName: text,
  address: addressSchema,
  text,
  state: messageStates,
  makerName: v.nullable(text),
  /** Those whose approvals count now. */
  approvedBy: v.array(text),
  approvalsNeeded: count,
  createdAt: timeSchema,
  /** The newest act. */
  at: timeSchema,
} as const;

/** A message to sign, from its signed document. */
export const messageViewSchema = v.strictObject({
  ...row,
  id: uuidSchema,
  viewDigest: hex32Schema,
  wordCode: v.array(text),
  vaultId: uuidSchema,
  path: text,
  addressForms: v.array(otherFormSchema),
  /** The address is not the vault's own at that path, as the vault has signed it. */
  foreign: v.boolean(),
  expiresAt: timeSchema,
  refusal: v.nullable(v.strictObject({ officerName: v.nullable(text), reason: text, at: timeSchema })),
  /** Why its vault has signed nothing when it was asked last. */
  problem: v.nullable(problemSchema),
  signature: v.nullable(text),
  actions: v.array(messageActions),
});
/** `waitsForMe`: its next step is one of the officer who looks. */
export const messageRowSchema = v.strictObject({ ...row, waitsForMe: v.boolean() });
export type MessageRow = v.InferOutput<typeof messageRowSchema>;
export type MessageView = v.InferOutput<typeof messageViewSchema>;

const message = v.strictObject({ ...acting, digest: hex32Schema });

/** Texts that an address signs, to show whose it is. */
export const messageVerbs = {
  /** The newest first. `mine`: those whose next step is one of the officer who looks. */
  'message.list': {
    input: v.strictObject({
      ...acting,
      filter: v.picklist(['all', 'mine']),
      offset: pageInput.offset,
      limit: pageInput.limit,
    }),
    output: page(messageRowSchema),
  },
  'message.read': { input: message, output: messageViewSchema },
  /** The address as typed; the text as it was given. Answers its digest. */
  'message.ask': {
    input: v.strictObject({
      ...acting,
      vaultId: uuidSchema,
      address: typed,
      text: v.pipe(v.string(), v.maxLength(8000)),
    }),
    output: v.strictObject({ digest: hex32Schema }),
  },
  /** Both digests are those of the message that the officer has on the screen. */
  'message.approve': {
    input: v.strictObject({ ...message.entries, viewDigest: hex32Schema }),
    output: none,
  },
  /** For good. The reason may be empty. */
  'message.refuse': { input: v.strictObject({ ...message.entries, reason: typed }), output: none },
  'message.sign': { input: message, output: none },
  /** Saves what was signed, for whoever asked for it. Null where the person cancels. */
  'message.save': { input: message, output: savedFile },
} as const;
