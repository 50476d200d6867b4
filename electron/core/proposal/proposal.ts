import { base58 } from '@scure/base';
import * as v from 'valibot';
import {
  addressSchema,
  base64Schema,
  nanosSchema,
  networkSchema,
  pathSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';
import { signedRequestSchema } from './request.ts';

const u64Text = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,19})$/, 'expected an unsigned integer'),
  v.check((text) => text.length < 20 || text <= '18446744073709551615', 'expected at most 2^64 - 1'),
);
const base58Text = v.pipe(
  v.string(),
  v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'expected 32 bytes in base58'),
  v.check(holds32Bytes, 'expected 32 bytes in base58'),
);

/**
 * The whole content of a coin object (`Coin<0x2::iota::IOTA>`, type 1 of `MoveObjectType`). Its digest is what the
 * transaction names, so it proves owner and balance offline.
 */
export const coinEvidenceSchema = v.strictObject({
  id: addressSchema,
  version: u64Text,
  owner: addressSchema,
  /** Nanos. */
  balance: nanosSchema,
  /** Base58 digest of the transaction that made this version. */
  previousTransaction: base58Text,
  /** Nanos given back when the object is deleted. */
  storageRebate: u64Text,
});

export type CoinEvidence = Readonly<v.InferOutput<typeof coinEvidenceSchema>>;

/** Exact unsigned transaction bytes, the evidence of every input, and the signed requests that they serve. */
export const proposalSchema = v.strictObject({
  id: uuidSchema,
  network: networkSchema,
  vaultId: uuidSchema,
  /** Where in the vault the sender's key lies. */
  from: pathSchema,
  /** Base64 of the BCS transaction data. */
  bytes: base64Schema,
  evidence: v.pipe(v.array(coinEvidenceSchema), v.minLength(1), v.maxLength(2048)),
  requests: v.pipe(v.array(signedRequestSchema), v.minLength(1), v.maxLength(500)),
  createdAt: timeSchema,
});

export type Proposal = Readonly<v.InferOutput<typeof proposalSchema>>;

/** Total: the check runs on text that the pattern has refused, too. */
function holds32Bytes(text: string): boolean {
  try {
    return base58.decode(text).length === 32;
  } catch {
    return false;
  }
}
