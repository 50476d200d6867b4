import * as v from 'valibot';
import { MOST_CLOSINGS } from '../chains/chain.ts';
import {
  approvalSchema,
  approvalStatementSchema,
  rejectionSchema,
  rejectionStatementSchema,
} from '../core/approval/approval.ts';
import { attestationSchema, MOST_ATTESTED } from '../core/attestation/attestation.ts';
import {
  bookEntrySchema,
  bookRemovalSchema,
  bookVerificationSchema,
  bookWordSchema,
} from '../core/book/book-word.ts';
import { transcriptSchema } from '../core/ceremony/transcript.ts';
import { cardStatementSchema } from '../core/envelope/kinds/officer-card.ts';
import { freezeLiftSchema, freezeSchema, freezeWordSchema } from '../core/freeze/freeze.ts';
import { journalEntrySchema } from '../core/journal/journal-entry.ts';
import { journalPointSchema } from '../core/journal/journal-point.ts';
import { stateMarkSchema } from '../core/journal/state-mark.ts';
import { isJsonValue, type JsonValue } from '../core/json.ts';
import { mandateStatementSchema, signedMandateSchema } from '../core/mandate/mandate.ts';
import { messageStatementSchema, signedMessageSchema } from '../core/message/message.ts';
import { networkIdSchema } from '../core/network-id.ts';
import { checkPassword } from '../core/password.ts';
import { knownPolicySchema, policySchema } from '../core/policy/policy.ts';
import { proposalSchema } from '../core/proposal/proposal.ts';
import { requestStatementSchema } from '../core/proposal/request.ts';
import {
  addressSchema,
  base64Schema,
  hex32Schema,
  hex64Schema,
  indexSchema,
  pathSchema,
  timeSchema,
} from '../core/schema.ts';
import { clockCorrectionSchema, signedClockCorrectionSchema } from '../core/station/clock-correction.ts';
import { settlementSchema, signedSettlementSchema } from '../core/station/settlement.ts';

import { epochSchema } from './vault-state.ts';

/**
 * The one port of the signer. Each request and each answer is checked on arrival; no answer carries a key, a seed,
 * words or a password, and no verb asks for one.
 */
const passwordSchema = v.custom<Uint8Array>(
  (input) => input instanceof Uint8Array && checkPassword(input).ok,
  'a password of 1 to 4096 bytes',
);
const fileSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const workFactorSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20));

const purposeSchema = v.picklist(['vault', 'officer']);
/** The network whose chain says how a vault derives and signs; null for officers, whose keys belong to no chain. */
const networkOfVault = v.nullable(networkIdSchema);
const fieldsSchema = v.custom<JsonValue>((input) => isJsonValue(input), 'a JSON value');

/** What an officer's key signs: always a statement with a meaning, never bytes given from outside. */
export const officerStatementSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('request'), statement: requestStatementSchema }),
  v.strictObject({
    kind: v.literal('approval'),
    /** The proposal itself: the officer's signer decodes it again and proves what the statement claims of it. */
    proposal: proposalSchema,
    statement: approvalStatementSchema,
  }),
  v.strictObject({ kind: v.literal('mandate'), statement: mandateStatementSchema }),
  v.strictObject({
    kind: v.literal('mandate-approval'),
    /** The mandate itself: the officer's signer adds it up again. */
    mandate: signedMandateSchema,
    statement: approvalStatementSchema,
  }),
  v.strictObject({ kind: v.literal('message'), statement: messageStatementSchema }),
  v.strictObject({
    kind: v.literal('message-approval'),
    /** The message itself: the officer's signer reads its text again. */
    message: signedMessageSchema,
    statement: approvalStatementSchema,
  }),
  v.strictObject({ kind: v.literal('rejection'), statement: rejectionStatementSchema }),
  v.strictObject({ kind: v.literal('policy'), policy: policySchema }),
  v.strictObject({ kind: v.literal('transcript'), transcript: transcriptSchema }),
  v.strictObject({ kind: v.literal('settlement'), settlement: settlementSchema }),
  v.strictObject({ kind: v.literal('clock'), correction: clockCorrectionSchema }),
  v.strictObject({ kind: v.literal('freeze'), freeze: freezeSchema }),
  v.strictObject({ kind: v.literal('freeze-lift'), lift: freezeLiftSchema }),
  v.strictObject({ kind: v.literal('book-entry'), entry: bookEntrySchema }),
  v.strictObject({ kind: v.literal('book-verification'), verification: bookVerificationSchema }),
  v.strictObject({ kind: v.literal('book-removal'), removal: bookRemovalSchema }),
  /** Whose key this is, at which station: the officer's own. */
  v.strictObject({ kind: v.literal('officer-card'), card: cardStatementSchema }),
  v.strictObject({ kind: v.literal('journal'), hash: hex32Schema }),
]);

export const signerRequests = {
  /** Makes a new Stronghold file with a fresh 24-word seed and opens it. */
  create: v.strictObject({
    file: fileSchema,
    password: passwordSchema,
    workFactor: workFactorSchema,
    purpose: purposeSchema,
    network: networkOfVault,
  }),
  /** Opens a Stronghold file. A vault's sealed state must be there, and not behind the journal. */
  open: v.strictObject({
    file: fileSchema,
    password: passwordSchema,
    purpose: purposeSchema,
    network: networkOfVault,
    /** The mark that the journal has of the vault's state; null for officers, and for a vault that is new to it. */
    journal: v.nullable(stateMarkSchema),
  }),
  /**
   * Brings the sealed state's policy up to date (a new vault's from nothing), or voids what was rejected and withdrawn, by
   * the documents that officers signed, and seals how far the journal is committed.
   */
  seal: v.variant('kind', [
    v.strictObject({
      kind: v.literal('policies'),
      vaultId: v.pipe(v.string(), v.uuid()),
      /**
       * All of the treasury's policies, the first one first. Since when they are known counts for a vault without a policy alone:
       * any other goes by its own sealed time.
       */
      policies: v.pipe(v.array(knownPolicySchema), v.minLength(1), v.maxLength(10_000)),
    }),
    v.strictObject({
      kind: v.literal('settlement'),
      settlement: signedSettlementSchema,
      /** All of the treasury's policies, the first one first: officers settled it under one of them. */
      policies: v.pipe(v.array(knownPolicySchema), v.minLength(1), v.maxLength(10_000)),
    }),
    v.strictObject({
      kind: v.literal('clock'),
      signed: signedClockCorrectionSchema,
      /** Only says whether it would be taken. */
      check: v.boolean(),
    }),
    v.strictObject({
      kind: v.literal('void'),
      rejections: v.pipe(v.array(rejectionSchema), v.maxLength(1000)),
      /** Entries of withdrawals, with the signature of the officer who withdrew. */
      withdrawals: v.pipe(v.array(journalEntrySchema), v.maxLength(1000)),
      /** Freezes and their lifts, in the order of the journal. */
      freezes: v.exactOptional(v.pipe(v.array(freezeWordSchema), v.maxLength(1000))),
      /** Documents of the address book, in the order of the journal. */
      book: v.exactOptional(v.pipe(v.array(bookWordSchema), v.maxLength(1000))),
      /** A committed entry up to which all of these were told; null to seal none. */
      journal: v.nullable(journalPointSchema),
      /** All of the treasury's policies, the first one first: officers signed under one of them. Absent: the vault's own. */
      policies: v.exactOptional(v.pipe(v.array(knownPolicySchema), v.maxLength(10_000))),
    }),
  ]),
  /**
   * Hands over ends of epochs as validators have certified them, for the vault to verify: from the one that its times name on,
   * oldest first. Base64; see `Line.closings`.
   */
  'take-closings': v.strictObject({
    root: v.nullable(base64Schema),
    closings: v.pipe(v.array(base64Schema), v.maxLength(MOST_CLOSINGS)),
  }),
  /** Asks a vault for its mark and its times. */
  times: v.strictObject({}),
  /** Derives addresses one after the other, and attests all of them in one signature. */
  addresses: v.strictObject({
    account: indexSchema,
    change: v.pipe(indexSchema, v.maxValue(1)),
    from: indexSchema,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ATTESTED)),
  }),
  /** Decodes and checks a proposal as `sign` would, without approvals and without signing. */
  inspect: v.strictObject({ proposal: proposalSchema, mandate: v.exactOptional(signedMandateSchema) }),
  sign: v.strictObject({
    proposal: proposalSchema,
    /** What the approvals are for, where they are not for this very transaction. */
    mandate: v.exactOptional(signedMandateSchema),
    approvals: v.pipe(v.array(approvalSchema), v.maxLength(20)),
    /** Short-lived fields to fill in, within the bounds of the intent; null on chains without. */
    fields: fieldsSchema,
    /** The ledger's epoch by the checkpoints that the console took in; null on chains that count none. */
    epoch: v.nullable(epochSchema),
    /** As in `seal`: sealed together with the signature. */
    journal: v.nullable(journalPointSchema),
  }),
  /**
   * Has the key of an address sign a text. The vault makes the bytes that are signed out of the text itself, in a form that no
   * transaction has. Nothing is remembered of it: asked again, it decides again, and the signature is the same.
   */
  'sign-message': v.strictObject({
    message: signedMessageSchema,
    approvals: v.pipe(v.array(approvalSchema), v.maxLength(20)),
  }),
  /** Asks for the signature of a proposal that may have been signed before; signs nothing new. */
  recall: v.strictObject({ proposal: proposalSchema }),
  'sign-statement': officerStatementSchema,
  /** Gives a file another password; nothing needs to be open. */
  'change-password': v.strictObject({
    file: fileSchema,
    password: passwordSchema,
    next: passwordSchema,
    workFactor: workFactorSchema,
  }),
  /** Saves a copy of a file elsewhere, proven to open with its password. */
  'save-copy': v.strictObject({ file: fileSchema, target: fileSchema, password: passwordSchema }),
  /** Writes what is in a file into a snapshot of version 2, for the official library; its password opens nothing else. */
  'copy-for-library': v.strictObject({
    file: fileSchema,
    target: fileSchema,
    password: passwordSchema,
    copyPassword: passwordSchema,
  }),
  /** Writes a version 2 file again as version 3; the old one is kept aside under the given name. */
  migrate: v.strictObject({
    file: fileSchema,
    keepAside: fileSchema,
    password: passwordSchema,
    workFactor: workFactorSchema,
  }),
  close: v.strictObject({}),
} as const;

const timesSchema = v.strictObject({
  /** Requests dated before this are not signed; 0 for no such date. */
  requestsFrom: timeSchema,
  /** The newest time that it has sealed: with a clock that is more than two minutes behind it signs nothing. */
  sealedAt: timeSchema,
  /** The epoch that runs by the ends of epochs which it has verified; null before the first. */
  epoch: v.nullable(epochSchema),
  /** Digests of the freezes that hold it: it signs nothing but cancellations. */
  frozen: v.array(hex32Schema),
});
/** What a vault's signer says of its own time, milliseconds. */
export type VaultTimes = Readonly<v.InferOutput<typeof timesSchema>>;

const openedSchema = v.strictObject({
  /** Officers: SLIP-13 public key, hex. Vaults: empty. */
  publicKey: v.nullable(hex32Schema),
  /** Vaults: the address at account 0, change 0, index 0: the vault's fingerprint. Officers: null. */
  firstAddress: v.nullable(addressSchema),
  /** Vaults: public key of the attestations, hex. Officers: null. */
  attestationKey: v.nullable(hex32Schema),
  /** Vaults: the mark of the sealed state. Officers: null. */
  mark: v.nullable(stateMarkSchema),
  /** Vaults: the committed entry of the journal that was sealed last; null before the first. Officers: null. */
  journal: v.nullable(journalPointSchema),
  /** Officers: null. */
  times: v.nullable(timesSchema),
});

const signedSchema = v.strictObject({
  /** Serialized as the network takes it, base64. */
  signature: base64Schema,
  /** The digest that approvals cover. */
  digest: hex32Schema,
  /** As the ledger writes it. */
  transactionId: v.string(),
  fields: fieldsSchema,
  ruleId: v.string(),
  /** The mark of the sealed state after this signature, to be written into the journal. */
  ...stateMarkSchema.entries,
  approvers: v.array(v.pipe(v.string(), v.uuid())),
  signedAt: timeSchema,
});

export const signerAnswers = {
  create: openedSchema,
  open: openedSchema,
  seal: stateMarkSchema,
  'take-closings': v.strictObject({ times: timesSchema }),
  times: v.strictObject({ mark: stateMarkSchema, times: timesSchema }),
  addresses: v.strictObject({
    addresses: v.array(v.strictObject({ path: pathSchema, address: addressSchema })),
    attestation: attestationSchema,
  }),
  inspect: v.strictObject({
    digest: hex32Schema,
    viewDigest: hex32Schema,
    ruleId: v.string(),
    approvalsNeeded: v.number(),
  }),
  sign: signedSchema,
  'sign-message': v.strictObject({
    /** Serialized as the chain's wallets take it, base64. */
    signature: base64Schema,
    /** The digest that approvals cover. */
    digest: hex32Schema,
    ruleId: v.string(),
    approvers: v.array(v.pipe(v.string(), v.uuid())),
    signedAt: timeSchema,
  }),
  recall: v.strictObject({ signed: v.nullable(signedSchema) }),
  'sign-statement': v.strictObject({ signature: hex64Schema }),
  'change-password': v.strictObject({}),
  'save-copy': v.strictObject({ size: v.number(), sha256: hex32Schema }),
  /** SHA-256 of the file that was copied, hex. */
  'copy-for-library': v.strictObject({ sha256: hex32Schema }),
  /** `current`: the file had version 3 already and was left as it is. */
  migrate: v.strictObject({ outcome: v.picklist(['migrated', 'current']) }),
  close: v.strictObject({}),
} as const;

export const signerProtocol = { requests: signerRequests, answers: signerAnswers } as const;
export type SignerVerb = keyof typeof signerRequests;
export type SignerRequest<V extends SignerVerb> = v.InferOutput<(typeof signerRequests)[V]>;
export type SignerAnswer<V extends SignerVerb> = v.InferOutput<(typeof signerAnswers)[V]>;
