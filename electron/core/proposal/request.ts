import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import {
  addressSchema,
  hex64Schema,
  nanosSchema,
  networkSchema,
  referenceSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';

/** What a maker asks for and signs: pay `amount` nanos from a vault to `recipient`. */
export const requestStatementSchema = v.strictObject({
  kind: v.picklist(['withdrawal', 'sweep']),
  id: uuidSchema,
  network: networkSchema,
  vaultId: uuidSchema,
  recipient: addressSchema,
  amount: nanosSchema,
  /** Free text for the books, e.g. the exchange's withdrawal number. Not part of the transaction. */
  reference: referenceSchema,
  createdAt: timeSchema,
  makerId: uuidSchema,
});

export type RequestStatement = Readonly<v.InferOutput<typeof requestStatementSchema>>;

/** A request with its maker's Ed25519 signature (hex) over {@link requestDigest}. */
export const signedRequestSchema = v.strictObject({
  statement: requestStatementSchema,
  signature: hex64Schema,
});

export type SignedRequest = Readonly<v.InferOutput<typeof signedRequestSchema>>;

export function requestDigest(statement: RequestStatement): Hex32 {
  return taggedDigest(digestTags.request, statement);
}
