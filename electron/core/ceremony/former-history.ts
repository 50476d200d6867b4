import * as v from 'valibot';
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
  /** Newest first. */
  payments: v.pipe(v.array(formerPaymentSchema), v.maxLength(MOST_FORMER_PAYMENTS)),
});
export type FormerHistory = Readonly<v.InferOutput<typeof formerHistorySchema>>;

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
