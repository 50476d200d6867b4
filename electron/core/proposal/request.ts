import * as v from 'valibot';
import { amountSchema } from '../amount.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import {
  addressSchema,
  hex64Schema,
  referenceSchema,
  textSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';
import { statementHead } from '../statement.ts';

/** The kinds of movement that a request can ask for. Withdrawals and sweeps are used so far. */
export const movementKinds = ['withdrawal', 'sweep', 'refill', 'gather', 'cancellation'] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What a maker asks for and signs: pay an amount from a vault to a recipient. */
export const requestStatementSchema = v.strictObject({
  ...statementHead,
  kind: v.picklist(movementKinds),
  id: uuidSchema,
  vaultId: uuidSchema,
  /** The address of the vault that must pay; null: any of the vault that can. */
  source: v.nullable(addressSchema),
  recipient: addressSchema,
  amount: amountSchema,
  /** Text that goes into the transaction, on chains that have one; null elsewhere. */
  memo: v.nullable(v.pipe(textSchema, v.maxLength(500))),
  /** Free text for the books, e.g. the exchange's withdrawal number. Not part of the transaction. */
  reference: referenceSchema,
  createdAt: timeSchema,
});

export type RequestStatement = Readonly<v.InferOutput<typeof requestStatementSchema>>;

/** A request with its maker's Ed25519 signature (hex) over {@link requestDigest}. */
export const signedRequestSchema = v.strictObject({
  statement: requestStatementSchema,
  signature: hex64Schema,
});

export type SignedRequest = Readonly<v.InferOutput<typeof signedRequestSchema>>;

/** What the maker of a request signs. */
export function requestDigest(statement: RequestStatement): Hex32 {
  return taggedDigest(digestTags.request, statement);
}
