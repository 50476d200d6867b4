import * as v from 'valibot';
import { amountSchema, signedAmountSchema } from '../amount.ts';
import { assetIdSchema } from '../asset.ts';
import { importedSchema } from '../ceremony/former-history.ts';
import { errorCodes } from '../error-code.ts';
import { MAX_FREEZE_REASON } from '../freeze/freeze.ts';
import { networkSchema, trustRootSchema } from '../network-id.ts';
import { MOST_ENDPOINTS } from '../node-url.ts';
import {
  addressSchema,
  hex32Schema,
  indexSchema,
  nameSchema,
  pathSchema,
  textSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';
import { waySchema } from '../way.ts';
import {
  byLedger,
  checkpoint,
  consumed,
  count,
  digest,
  epoch,
  message,
  movementId,
  namedAccount,
  transactionId,
  vaultId,
} from './body-parts.ts';
import { envelopeBodies } from './envelope-bodies.ts';
import { messageBodies } from './message-bodies.ts';
import { paymentBodies } from './payment-bodies.ts';
import { stateMarkSchema } from './state-mark.ts';

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

const address = v.pipe(textSchema, v.maxLength(2000));
const nodeAddress = v.nullable(address);
const nodeAddresses = v.pipe(v.array(address), v.maxLength(MOST_ENDPOINTS - 1));

/** Acts that take a second officer. */
export const confirmedActs = [
  'vault-password-changed',
  'idle-lock-changed',
  'books-settled',
  'treasury-backed-up',
  'time-skipped',
] as const;

/** What two officers sign of skipped time, beside the two checkpoints. */
const skipped = { digest: v.pipe(textSchema, v.maxLength(200)), fromAt: timeSchema, toAt: timeSchema };

export const journalBodies = {
  'treasury-created': v.strictObject({
    treasuryId: uuidSchema,
    name: nameSchema,
    network: networkSchema,
    /** As the policy has it; null on a chain without. */
    trustRoot: v.nullable(trustRootSchema),
    asset: assetIdSchema,
    /** Ed25519 public key of the station, hex. */
    stationKey: hex32Schema,
    accounts: v.array(v.strictObject({ ...newAccount.entries, vaultId })),
    addresses: v.array(vaultAddress),
    /** Address of the first node; null: the practice node that the desk runs itself. Older journals do not tell it. */
    node: v.exactOptional(nodeAddress),
    /** The endpoints that are tried after the first, and the historical store; left out where there are none. */
    others: v.exactOptional(nodeAddresses),
    history: v.exactOptional(address),
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
  /**
   * A search found accounts and addresses of a vault that were used and that the treasury did not know; they are attested in
   * this entry. `holding`: addresses with money, by the node's word, of which the treasury had seen none.
   */
  'money-found': v.strictObject({
    vaultId,
    accounts: v.array(newAccount),
    addresses: v.array(derivedAddress),
    holding: v.array(addressSchema),
    /** Addresses that were looked at, and the gaps after which the search ended. */
    looked: count,
    addressGap: count,
    accountGap: count,
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
  ...paymentBodies,
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
  /**
   * A second officer has confirmed the act that the next entry tells: which one, of which vault or with which numbers. `skip`: of
   * skipped time, digest and times as that entry has them.
   */
  'act-confirmed': v.strictObject({
    act: v.picklist(confirmedActs),
    vaultId: v.nullable(vaultId),
    from: v.nullable(count),
    to: v.nullable(count),
    skip: v.exactOptional(v.strictObject(skipped)),
  }),
  /** After how many idle seconds this computer locks. */
  'idle-lock-changed': v.strictObject({ from: count, to: count }),
  /** The desk goes on with another node; null: with the practice node that it runs itself. */
  'node-changed': v.strictObject({
    from: nodeAddress,
    to: nodeAddress,
    /** The endpoints that are tried after the first; left out where there are none, before and after. */
    others: v.exactOptional(v.strictObject({ from: nodeAddresses, to: nodeAddresses })),
    /** The historical store; left out where there is none, before and after. */
    history: v.exactOptional(v.strictObject({ from: nodeAddress, to: nodeAddress })),
    /** How the endpoints are reached; left out where it is directly, trusting public authorities, before and after. */
    way: v.exactOptional(v.strictObject({ from: waySchema, to: waySchema })),
  }),
  /**
   * Policy admins have the desk go on behind time that nobody gives any more: from the first checkpoint that was not seen to the
   * first one after it. `digest`: of the checkpoint before that; `fromAt`: when the last one before the gap was taken in; `toAt`:
   * what the first one after it names; `proven`: by validators' certificates, else it is a node's word.
   */
  'time-skipped': v.strictObject({
    from: checkpoint,
    to: checkpoint,
    ...skipped,
    url: address,
    proven: v.boolean(),
  }),
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
  /** An officer has frozen a vault, or all of them (null): the signed freeze is among the documents, `freeze` is its digest. */
  'vault-frozen': v.strictObject({
    freeze: hex32Schema,
    vaultId: v.nullable(vaultId),
    reason: v.pipe(textSchema, v.maxLength(MAX_FREEZE_REASON)),
  }),
  /** Two officers have lifted that freeze: what they signed is among the documents. */
  'freeze-lifted': v.strictObject({ freeze: hex32Schema, vaultId: v.nullable(vaultId) }),
  /** An officer has entered a recipient into the address book, or changed one: the signed entry is among the documents. */
  'recipient-entered': v.strictObject({ recipientId: uuidSchema, name: nameSchema }),
  /** Another officer has verified the address of one, and one has removed one: what they signed is among the documents. */
  'recipient-verified': v.strictObject({ recipientId: uuidSchema, name: nameSchema }),
  'recipient-removed': v.strictObject({ recipientId: uuidSchema, name: nameSchema }),
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
    /** BLAKE2b-256 of what the next checkpoint is proven with; null for nothing, missing in entries from before that was kept. */
    proof: v.exactOptional(v.nullable(hex32Schema)),
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
  ...envelopeBodies,
  ...messageBodies,
} as const;

export type JournalKind = keyof typeof journalBodies;
export type BodyOf<K extends JournalKind> = Readonly<v.InferOutput<(typeof journalBodies)[K]>>;

export const journalKinds = Object.keys(journalBodies) as readonly JournalKind[];
