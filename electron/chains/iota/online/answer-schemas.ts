import { base58 } from '@scure/base';
import * as v from 'valibot';
import { MAX_UNITS } from '../../../core/money.ts';
import { iotaAddressSchema } from '../pure/address-schema.ts';

/**
 * The parts of JSON-RPC answers that are used here, as `@iota/iota-sdk` types them. Other members are dropped: nodes
 * add some from version to version.
 */
export const u64Schema = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,19})$/, 'expected an unsigned integer as text'),
  v.check((text) => text.length < 20 || text <= '18446744073709551615', 'expected at most 2^64 - 1'),
);

/** An amount that the database can store: one beyond it is a lie, as the supply is far below. */
const signedNanosSchema = v.pipe(
  v.string(),
  v.regex(/^(0|-?[1-9][0-9]{0,18})$/, 'expected an integer of at most 63 bits as text'),
  v.check((text) => fits(() => BigInt(text)), 'expected an integer of at most 63 bits'),
);

export const digestSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'expected 32 bytes in base58'),
  v.check(holds32Bytes, 'expected 32 bytes in base58'),
);

const timestampSchema = v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/, 'expected milliseconds as text'));

export const chainSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'expected 8 hex digits'));

/** Its bounds are the chain's: `gasPriceOf`. */
export const gasPriceSchema = v.bigint();

const ownerSchema = v.union([
  v.strictObject({ AddressOwner: iotaAddressSchema }),
  v.strictObject({ ObjectOwner: iotaAddressSchema }),
  v.strictObject({ Shared: v.object({ initial_shared_version: u64OrNumber() }) }),
  v.literal('Immutable'),
]);

export const coinPageSchema = v.object({
  data: v.pipe(
    v.array(v.object({ coinObjectId: iotaAddressSchema, version: u64Schema, digest: digestSchema })),
    v.maxLength(1000),
  ),
  hasNextPage: v.boolean(),
  nextCursor: v.nullish(v.pipe(v.string(), v.maxLength(1000))),
});

/** An object that the node has; deleted or unknown ones have an `error` in its place. */
export const objectsSchema = v.array(
  v.object({
    data: v.nullish(
      v.object({
        objectId: iotaAddressSchema,
        version: u64Schema,
        digest: digestSchema,
        type: v.string(),
        owner: ownerSchema,
        previousTransaction: digestSchema,
        storageRebate: u64Schema,
        bcs: v.object({
          dataType: v.literal('moveObject'),
          type: v.string(),
          bcsBytes: v.pipe(v.string(), v.base64(), v.maxLength(1000)),
        }),
      }),
    ),
  }),
);

export const balanceSchema = v.object({ coinType: v.string(), totalBalance: u64Schema });

export const checkpointPageSchema = v.object({
  data: v.pipe(
    v.array(
      v.object({
        sequenceNumber: u64Schema,
        digest: digestSchema,
        previousDigest: v.nullish(digestSchema),
        timestampMs: timestampSchema,
        epoch: u64Schema,
        /** There where it is the last one of its epoch. */
        endOfEpochData: v.nullish(v.object({})),
        transactions: v.array(digestSchema),
      }),
    ),
    v.maxLength(1000),
  ),
});

/** The newest checkpoint, of which only its epoch is used, and whether it is the last one of it. */
export const newestEpochSchema = v.object({
  data: v.strictTuple([v.object({ epoch: u64Schema, endOfEpochData: v.nullish(v.object({})) })]),
});

/** The newest checkpoint, of which its number and time are used. */
export const newestCheckpointSchema = v.object({
  data: v.strictTuple([v.object({ sequenceNumber: u64Schema, timestampMs: timestampSchema })]),
});

export const protocolSchema = v.object({ protocolVersion: u64Schema });

export const transactionSchema = v.object({
  digest: digestSchema,
  transaction: v.object({ data: v.object({ sender: iotaAddressSchema }) }),
  effects: v.object({
    transactionDigest: digestSchema,
    status: v.object({ status: v.picklist(['success', 'failure']), error: v.nullish(v.string()) }),
    gasUsed: v.pipe(
      v.object({ computationCost: u64Schema, storageCost: u64Schema, storageRebate: u64Schema }),
      v.check((gas) => fits(() => netGas(gas)), 'expected net gas of at most 63 bits'),
    ),
  }),
  balanceChanges: v.pipe(
    v.array(v.object({ owner: ownerSchema, coinType: v.string(), amount: signedNanosSchema })),
    v.check(
      (changes) =>
        new Set(changes.map(({ owner, coinType }) => JSON.stringify([owner, coinType]))).size ===
        changes.length,
      'expected one balance change for an owner and a coin type, got two',
    ),
  ),
  checkpoint: v.nullish(u64Schema),
  timestampMs: v.nullish(timestampSchema),
});

export type TransactionAnswer = v.InferOutput<typeof transactionSchema>;

/** A transaction of which only the bytes were asked for; genesis has none. */
export const rawTransactionSchema = v.object({
  rawTransaction: v.pipe(v.string(), v.maxLength(1_000_000)),
});

/** One of which a node has thrown parts away, or has not indexed them yet. */
const incompleteSchema = v.pipe(
  v.object({
    digest: digestSchema,
    transaction: v.optional(v.unknown()),
    effects: v.optional(v.unknown()),
    balanceChanges: v.optional(v.unknown()),
  }),
  v.check(
    (told) => [told.transaction, told.effects, told.balanceChanges].some((part) => part == null),
    'expected a transaction as it is, or one that lacks a part',
  ),
  v.transform(({ digest }) => ({ digest, incomplete: true as const })),
);

export const transactionsSchema = v.array(v.union([transactionSchema, incompleteSchema]));

export const transactionPageSchema = v.object({ data: v.pipe(transactionsSchema, v.maxLength(1000)) });

/** Whether all parts of it were told. */
export const isComplete = (
  told: v.InferOutput<typeof transactionsSchema>[number],
): told is TransactionAnswer => !('incomplete' in told);

/** Computation + storage - rebate, nanos. */
export function netGas(gas: {
  readonly computationCost: string;
  readonly storageCost: string;
  readonly storageRebate: string;
}): bigint {
  return BigInt(gas.computationCost) + BigInt(gas.storageCost) - BigInt(gas.storageRebate);
}

/** Total, as {@link holds32Bytes} is. */
function fits(read: () => bigint): boolean {
  try {
    const nanos = read();
    return nanos <= MAX_UNITS && nanos >= -MAX_UNITS;
  } catch {
    return false;
  }
}

/** Nodes of different versions write this one number with and without quotes; it is not used. */
function u64OrNumber() {
  return v.union([u64Schema, v.pipe(v.number(), v.safeInteger(), v.minValue(0))]);
}

/** Total: the check runs on text that the pattern has refused, too. */
function holds32Bytes(text: string): boolean {
  try {
    return base58.decode(text).length === 32;
  } catch {
    return false;
  }
}
