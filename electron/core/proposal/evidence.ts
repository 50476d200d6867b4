import * as v from 'valibot';
import { amountSchema } from '../amount.ts';
import { isJsonValue, type JsonValue } from '../json.ts';
import { addressSchema, textSchema } from '../schema.ts';

/** Names the one thing that an input consumes, once and for ever (an object of one version, an output of a transaction). */
export const inputKeySchema = v.pipe(textSchema, v.minLength(1), v.maxLength(200));

/**
 * What an input is: the general part that screens and policy use, and the chain's own proof of it. Nothing is believed
 * before the chain has compared the proof with what the bytes name.
 */
export const inputEvidenceSchema = v.strictObject({
  /** Kind of chain, e.g. `iota`. */
  chain: v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/, 'expected the kind of a chain')),
  key: inputKeySchema,
  owner: addressSchema,
  amount: amountSchema,
  /** Read by the chain only. */
  proof: v.custom<JsonValue>((input) => isJsonValue(input), 'a JSON value'),
});

export type InputEvidence = Readonly<v.InferOutput<typeof inputEvidenceSchema>>;
