import * as v from 'valibot';
import { indexSchema, nameSchema, timeSchema } from '../core/schema.ts';

/** What one folder gives at most; more is named as unread. */
export const walletBounds = {
  accounts: 1000,
  /** Of all accounts together. */
  addresses: 50_000,
  outputs: 100_000,
  transactions: 50_000,
  noteLength: 500,
  unread: 200,
} as const;

const units = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,23})$/, 'expected base units'));

/** What another wallet kept about one address. None of it is proven. */
const formerAddressSchema = v.strictObject({
  index: indexSchema,
  /** Hash of the public key, 64 hex digits: what today's address is made of too. */
  keyHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** As the wallet wrote it. */
  text: v.string(),
  used: v.boolean(),
});
export type FormerAddress = Readonly<v.InferOutput<typeof formerAddressSchema>>;

/** An output as the wallet last saw it: never a balance of today. */
const formerOutputSchema = v.strictObject({
  /** Hex, with 0x. */
  id: v.string(),
  /** Base units as decimal text. */
  amount: units,
  spent: v.boolean(),
  /**
   * Whether more than its owner's key decides about it, or that cannot be told: others may take it back, a part of it is to be
   * returned, it is locked for a time, or an alias or NFT holds it.
   */
  bound: v.boolean(),
  /** Of the ledger, as the wallet wrote it; null where it did not. */
  networkId: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{1,20}$/))),
});
export type FormerOutput = Readonly<v.InferOutput<typeof formerOutputSchema>>;

/** One transaction as the wallet kept it. */
const formerTransactionSchema = v.strictObject({
  /** Hex, with 0x. */
  id: v.string(),
  incoming: v.boolean(),
  /** Milliseconds since the Unix epoch, as the wallet says. */
  at: timeSchema,
  state: v.picklist(['pending', 'confirmed', 'conflicting', 'unknown']),
  /** What came to the account, or went to others; base units as decimal text. Null where it cannot be told. */
  amount: v.nullable(units),
  /** The person's own words; null for none. */
  note: v.nullable(v.string()),
});
export type FormerTransaction = Readonly<v.InferOutput<typeof formerTransactionSchema>>;

const formerAccountSchema = v.strictObject({
  /** SLIP-10 account index. */
  index: indexSchema,
  /** SLIP-44. */
  coinType: indexSchema,
  /** Null where it is none that could be shown as a name. */
  alias: v.nullable(nameSchema),
  /** Sorted by index. */
  publicAddresses: v.array(formerAddressSchema),
  internalAddresses: v.array(formerAddressSchema),
  outputs: v.array(formerOutputSchema),
  /** Newest first. */
  transactions: v.array(formerTransactionSchema),
});
export type FormerAccount = Readonly<v.InferOutput<typeof formerAccountSchema>>;

/** Something that is there and could not be read. */
const unreadSchema = v.strictObject({
  /** E.g. `account 2` or `account 0, transaction 0x17e8...`. */
  place: v.string(),
  why: v.string(),
});
export type Unread = Readonly<v.InferOutput<typeof unreadSchema>>;

/** All that the folder of a wallet says. */
export const formerWalletSchema = v.strictObject({
  /** The network's name as the wallet kept it; null where it does not say. */
  network: v.nullable(v.string()),
  /** Sorted by index. */
  accounts: v.array(formerAccountSchema),
  unread: v.array(unreadSchema),
  /** Further ones that are not listed. */
  unreadMore: v.number(),
});
export type FormerWallet = Readonly<v.InferOutput<typeof formerWalletSchema>>;

/** Lists what could not be read, up to a number; and counts what may still be taken in. */
export class UnreadList {
  readonly left = {
    addresses: walletBounds.addresses as number,
    outputs: walletBounds.outputs as number,
    transactions: walletBounds.transactions as number,
  };
  readonly list: Unread[] = [];
  more = 0;

  add(place: string, why: string): void {
    if (this.list.length < walletBounds.unread) this.list.push({ place, why });
    else this.more += 1;
  }
}
