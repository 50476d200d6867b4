import * as v from 'valibot';
import { indexSchema } from '../schema.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.nullable(v.pipe(v.string(), v.maxLength(128)));

/** What a Stronghold file says besides its seed, without any secret. None of it is proof: keys come from the seed. */
export const fileContentsSchema = v.strictObject({
  version: v.picklist([2, 3]),
  /** SLIP-44, as the wallet's backup says; null where it does not. */
  coinType: v.nullable(indexSchema),
  /** The network's name as the wallet kept it. */
  network: name,
  /** Origins of the nodes that the wallet used. */
  nodes: v.pipe(v.array(v.string()), v.maxLength(20)),
  accounts: v.pipe(
    v.array(
      v.strictObject({
        /** SLIP-10 account index. */
        index: indexSchema,
        alias: name,
        coinType: v.nullable(indexSchema),
        /** Receiving and change addresses that the wallet had made. */
        addresses: count,
        internalAddresses: count,
      }),
    ),
    v.maxLength(1000),
  ),
  /** Accounts that are there and not listed. */
  accountsLeftOut: count,
  /** Records and entries that Sallyport does not know or cannot read. */
  unknown: count,
});
export type FileContents = v.InferOutput<typeof fileContentsSchema>;
