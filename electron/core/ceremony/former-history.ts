import * as v from 'valibot';
import { blake2b256, bytesToHex } from '../digest.ts';
import { hex32Schema, indexSchema, nameSchema, textSchema, timeSchema } from '../schema.ts';

/** Payments of another wallet that come in with one ceremony at most. */
export const MOST_FORMER_PAYMENTS = 20_000;

const units = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,23})$/, 'expected base units'));

/**
 * One payment as another wallet kept it. It belongs to the ledger of that time: it is shown as history, and no balance is
 * made of it.
 */
export const formerPaymentSchema = v.strictObject({
  /** SLIP-10 account index in that wallet. */
  account: indexSchema,
  /** The account's name there. */
  accountName: v.nullable(nameSchema),
  /** Id of the transaction as that ledger wrote it. */
  id: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/, 'expected the id of a transaction')),
  incoming: v.boolean(),
  at: timeSchema,
  state: v.picklist(['pending', 'confirmed', 'conflicting', 'unknown']),
  /** Base units of that ledger; null where it cannot be told. */
  amount: v.nullable(units),
  note: v.nullable(v.pipe(textSchema, v.maxLength(1000))),
});
export type FormerPayment = Readonly<v.InferOutput<typeof formerPaymentSchema>>;

/** `imports/<ceremony>.json`: what came in with a ceremony. Names and notes are here and not in the journal. */
export const formerHistorySchema = v.strictObject({
  format: v.literal('sallyport/former-history/1'),
  /** The network's name as that wallet kept it. */
  network: v.nullable(v.pipe(textSchema, v.maxLength(128))),
  /** The letters before the 1 of its addresses, which tell its unit; absent in older files. */
  prefix: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9]{1,20}$/))),
  /** Newest first. */
  payments: v.pipe(v.array(formerPaymentSchema), v.maxLength(MOST_FORMER_PAYMENTS)),
});
export type FormerHistory = Readonly<v.InferOutput<typeof formerHistorySchema>>;

/** The bytes of the file. */
export const historyBytes = (history: FormerHistory): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(history)}\n`);

/** BLAKE2b-256 of them, hex. */
export const historyDigest = (bytes: Uint8Array): string => bytesToHex(blake2b256(bytes));

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What the journal says of an import. */
export const importedSchema = v.strictObject({
  /** Accounts whose addresses were derived again and came in. */
  accounts: count,
  payments: count,
  /** BLAKE2b-256 of the file with the payments, hex. */
  digest: hex32Schema,
});
export type Imported = Readonly<v.InferOutput<typeof importedSchema>>;

/**
 * What a transcript says of an import, so that everybody present signs it. Names and notes are not in it. `format` names this
 * form: a transcript from before it has none of it, and stays as it was signed.
 */
export const transcriptImportSchema = v.strictObject({
  format: v.literal('sallyport/transcript-import/1'),
  /** Accounts whose addresses were derived again and came in, and those of the folder that did not. */
  accounts: count,
  accountsLeft: count,
  /** Addresses of the accounts that came in: given out, and of change. */
  addresses: count,
  changeAddresses: count,
  /** Outputs that the other wallet knew in the accounts of this seed: none of them is taken over. */
  outputs: count,
  payments: count,
  notes: count,
  /** BLAKE2b-256 of the file with the payments, hex. */
  history: hex32Schema,
});
export type TranscriptImport = Readonly<v.InferOutput<typeof transcriptImportSchema>>;
