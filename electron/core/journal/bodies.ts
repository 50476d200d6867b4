import * as v from 'valibot';
import { amountSchema, signedAmountSchema } from '../amount.ts';
import { assetIdSchema } from '../asset.ts';
import { importedSchema } from '../ceremony/former-history.ts';
import { errorCodes } from '../error-code.ts';
import { isJsonValue, type JsonValue } from '../json.ts';
import { MOST_SOURCES } from '../mandate/mandate.ts';
import { networkSchema } from '../network-id.ts';
import { inputKeySchema } from '../proposal/evidence.ts';
import {
  addressSchema,
  base64Schema,
  hex32Schema,
  indexSchema,
  nameSchema,
  pathSchema,
  textSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';
import { stateMarkSchema } from './state-mark.ts';

/**
 * What an entry of each kind says beside the documents that it carries. Rows are made of entries, so everything that a
 * row needs and that is in no document is here. Times are milliseconds, amounts name their asset.
 */
const movementId = uuidSchema;
const vaultId = uuidSchema;
const transactionId = v.pipe(textSchema, v.minLength(1), v.maxLength(200));
const checkpoint = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,19})$/, 'expected a checkpoint number'));
const epoch = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected the number of an epoch'));
const message = v.pipe(textSchema, v.maxLength(2000));
const digest = hex32Schema;
const consumed = v.pipe(v.array(inputKeySchema), v.maxLength(4096));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The time that the checkpoint itself names; absent in entries that were written before it was noted. */
const byLedger = { ledgerAt: v.exactOptional(timeSchema) };

/** An account and the name that it had then, for whoever reads the entry; absent in older ones. */
const namedAccount = { vaultId, account: indexSchema, alias: v.exactOptional(nameSchema) };
const mandated = v.pipe(v.array(movementId), v.maxLength(MOST_SOURCES));

const derivedAddress = v.strictObject({ address: addressSchema, path: pathSchema });
const newAddress = v.strictObject({ ...derivedAddress.entries, issued: v.boolean() });
const vaultAddress = v.strictObject({ ...newAddress.entries, vaultId });
const newAccount = v.strictObject({ account: indexSchema, alias: nameSchema });

/** Where a vault's sealed state is after this, and the movements whose rejections it has sealed now. */
const sealed = { vaultId, ...stateMarkSchema.entries, rejected: v.array(movementId) };

/** Officers who did it and whose keys were closed before it was written down: they could not sign the entry. */
const left = { officers: v.exactOptional(v.array(uuidSchema)) };

/** What a second opinion rests on. `file`: SHA-256 of the vault's file. */
const opinion = {
  vaultId,
  file: hex32Schema,
  library: nameSchema,
  version: nameSchema,
  /** SHA-256 over all of the library's files. */
  digest: hex32Schema,
  /** What kept its process apart. */
  apart: v.picklist(['enclosed', 'process']),
  ...left,
};

const nodeAddress = v.nullable(v.pipe(textSchema, v.maxLength(2000)));

/** Acts that take a second officer. */
export const confirmedActs = [
  'vault-password-changed',
  'idle-lock-changed',
  'books-settled',
  'treasury-backed-up',
] as const;

export const journalBodies = {
  'treasury-created': v.strictObject({
    treasuryId: uuidSchema,
    name: nameSchema,
    network: networkSchema,
    asset: assetIdSchema,
    /** Ed25519 public key of the station, hex. */
    stationKey: hex32Schema,
    accounts: v.array(v.strictObject({ ...newAccount.entries, vaultId })),
    addresses: v.array(vaultAddress),
    /** Address of the first node; null: the practice node that the desk runs itself. Older journals do not tell it. */
    node: v.exactOptional(nodeAddress),
  }),
  'account-created': v.strictObject({ vaultId, ...newAccount.entries, addresses: v.array(newAddress) }),
  /** Its name before stays its own for ever: no other account gets it, and it is found by it. */
  'account-renamed': v.strictObject({ vaultId, account: indexSchema, from: nameSchema, alias: nameSchema }),
  /** Free text about it; empty where it was taken away. */
  'account-noted': v.strictObject({
    ...namedAccount,
    note: v.pipe(textSchema, v.maxLength(500)),
  }),
  /** It leaves the lists, and is watched as before; `held` lay on it then, by the books. */
  'account-archived': v.strictObject({ ...namedAccount, held: amountSchema }),
  'account-restored': v.strictObject(namedAccount),
  /** Addresses derived ahead, so that a locked vault can give them out. */
  'addresses-derived': v.strictObject({ vaultId, account: indexSchema, addresses: v.array(derivedAddress) }),
  'address-issued': v.strictObject({
    vaultId,
    account: indexSchema,
    change: pathSchema.entries.change,
    index: indexSchema,
    address: addressSchema,
    /** The attestation that the address is proven by. */
    batch: hex32Schema,
  }),
  'deposit-final': v.strictObject({
    transactionId,
    address: addressSchema,
    amount: amountSchema,
    sender: addressSchema,
    checkpoint,
    seenAt: timeSchema,
    ...byLedger,
  }),
  'officer-signed-in': v.strictObject({}),
  'officer-signed-out': v.strictObject({ officerId: uuidSchema }),
  'vault-opened': v.strictObject(sealed),
  'vault-closed': v.strictObject({ vaultId }),
  'vault-sealed': v.strictObject(sealed),
  'withdrawal-requested': v.strictObject({ movementId }),
  /** A maker asks for many transactions at once: the mandate is among the documents, a request for each source follows. */
  'mandate-requested': v.strictObject({ mandate: digest, vaultId }),
  'gather-requested': v.strictObject({ movementId, mandate: digest }),
  /** `mandate`: the one that it is part of; absent for a sweep that is approved by itself. */
  'sweep-requested': v.strictObject({ movementId, mandate: v.exactOptional(digest) }),
  'cancellation-requested': v.strictObject({ movementId }),
  'request-cancelled': v.strictObject({ movementId }),
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
  }),
  /** An approval of a mandate: which of its movements count it, and which have all of theirs with it. */
  'mandate-approved': v.strictObject({
    mandate: digest,
    movementIds: mandated,
    reached: mandated,
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
  'proposal-expired': v.strictObject({ movementId }),
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
  'node-alarm': v.strictObject({
    code: v.picklist(errorCodes),
    message,
    url: v.pipe(textSchema, v.maxLength(2000)),
    transactionId: v.nullable(transactionId),
    checkpoint: v.nullable(checkpoint),
    /** Inputs that a transaction of nobody here has spent. */
    consumed,
    /** What it changed at own addresses; absent where no transaction is meant, and in earlier entries. */
    changes: v.exactOptional(
      v.pipe(
        v.array(v.strictObject({ address: addressSchema, amount: signedAmountSchema })),
        v.maxLength(4096),
      ),
    ),
    ...byLedger,
  }),
  'ceremony-completed': v.strictObject({
    transcriptId: uuidSchema,
    /** Digest of the transcript, which is among the documents. */
    transcript: digest,
    ceremony: nameSchema,
    result: nameSchema,
    vaultId: v.nullable(vaultId),
    policyVersion: v.nullable(count),
    policy: v.nullable(digest),
    /** Stronghold file that the vault has from now on. */
    vaultFile: v.nullable(v.pipe(textSchema, v.maxLength(100))),
    era: v.nullable(stateMarkSchema.entries.era),
    counter: v.nullable(stateMarkSchema.entries.counter),
    accounts: v.array(newAccount),
    addresses: v.array(newAddress),
    /** What came out of another wallet's folder; absent where nothing did. */
    imported: v.exactOptional(importedSchema),
    /** The vault that is retired. */
    retires: v.nullable(vaultId),
    /** Requests that empty the retired vault: they are among the documents. */
    movementIds: v.array(movementId),
  }),
  'ceremony-abandoned': v.strictObject({
    ceremony: nameSchema,
    steps: count,
    officers: v.array(uuidSchema),
    sheets: v.array(v.pipe(textSchema, v.maxLength(40))),
  }),
  'vault-password-changed': v.strictObject({ vaultId, ...left }),
  'vault-copied': v.strictObject({ vaultId, sha256: hex32Schema, ...left }),
  /** The official library derived the same addresses from this very file as the vault has attested. */
  'second-opinion-agreed': v.strictObject({ ...opinion, compared: count }),
  /** It derived others: an alarm, until officers have settled it. */
  'second-opinion-differed': v.strictObject({
    ...opinion,
    count,
    differences: v.pipe(v.array(message), v.maxLength(20)),
  }),
  'vault-migrated': v.strictObject({ vaultId, ...left }),
  /** A second officer has confirmed the act that the next entry tells: which one, of which vault or with which seconds. */
  'act-confirmed': v.strictObject({
    act: v.picklist(confirmedActs),
    vaultId: v.nullable(vaultId),
    from: v.nullable(count),
    to: v.nullable(count),
  }),
  /** After how many idle seconds this computer locks. */
  'idle-lock-changed': v.strictObject({ from: count, to: count }),
  /** The desk goes on with another node; null: with the practice node that it runs itself. */
  'node-changed': v.strictObject({ from: nodeAddress, to: nodeAddress }),
  /**
   * A backup of the whole treasury was written. `entries`, `head`: of the journal in it; `sha256`: of the encrypted file;
   * `keys`: whose Stronghold files went along, `vaults` and `officers` their ids.
   */
  'treasury-backed-up': v.strictObject({
    entries: count,
    head: hex32Schema,
    sha256: hex32Schema,
    size: count,
    keys: v.picklist(['none', 'vaults', 'officers', 'both']),
    vaults: v.array(vaultId),
    officers: v.array(uuidSchema),
    /** Officers who did it, where they could not sign the entry any more. */
    left: v.exactOptional(v.array(uuidSchema)),
  }),
  /** The journal was written to a file, up to this entry. */
  'journal-exported': v.strictObject({ entries: count, head: hex32Schema }),
  /** A table was written to a file: which, of what time (milliseconds) and zone, how many rows, and the file's SHA-256. */
  'books-exported': v.strictObject({
    what: v.picklist(['statement', 'deposits', 'movements', 'accounts', 'journal']),
    format: v.picklist(['csv', 'pdf']),
    from: timeSchema,
    to: timeSchema,
    zone: nameSchema,
    rows: count,
    sha256: hex32Schema,
  }),
  'ceremony-begun': v.strictObject({
    ceremony: nameSchema,
    /** The vault to be split or replaced. */
    vaultId: v.nullable(vaultId),
    /** Who was there, each proven by their password. */
    officers: v.array(uuidSchema),
  }),
  /** Officers have settled a folder that was a copy, older, or behind the ledger: the settlement is among the documents. */
  'folder-settled': v.strictObject({
    /** Which station signs from here on; this entry is the first of a new one. */
    station: v.picklist(['same', 'new']),
    nothingUnderWay: v.boolean(),
  }),
  /**
   * Approvers have signed what the time is, for a vault that had sealed a later one: the correction is among the documents.
   * What that vault signed by a later time is dated to this one.
   */
  'clock-corrected': v.strictObject({
    vaultId,
    at: timeSchema,
    /** The rules of this vault, in whose windows that counts. */
    ruleIds: v.pipe(v.array(nameSchema), v.maxLength(1000)),
  }),
  /** How many batches of facts this station has taken in so far, the last one's hash, and how far the ledger was followed. */
  'facts-noted': v.strictObject({
    batches: count,
    head: hex32Schema,
    /** The next checkpoint to take in, and the digest of the one before it; null before the first. */
    next: v.nullable(checkpoint),
    digest: v.nullable(v.pipe(textSchema, v.maxLength(200))),
    asOf: timeSchema,
    /** The ledger's epoch there, and since when; null before the first checkpoint, and on ledgers that count none. */
    epoch: v.nullable(v.strictObject({ number: epoch, beganAt: timeSchema })),
  }),
  /** The check found tables that do not follow from what is signed: an alarm, until officers have settled it. */
  'books-differed': v.strictObject({ count, differences: v.pipe(v.array(message), v.maxLength(20)) }),
  /** The tables were made anew from what is signed. */
  'books-rebuilt': v.strictObject({
    differences: count,
    /** `anew`: the facts could not be believed; what addresses have is read again, and batches are counted from 1 again. */
    facts: v.picklist(['kept', 'anew']),
  }),
  /** Officers have settled the alarm of this entry. */
  'books-settled': v.strictObject({ alarm: count }),
} as const;

export type JournalKind = keyof typeof journalBodies;
export type BodyOf<K extends JournalKind> = Readonly<v.InferOutput<(typeof journalBodies)[K]>>;

export const journalKinds = Object.keys(journalBodies) as readonly JournalKind[];
