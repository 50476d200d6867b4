import * as v from 'valibot';
import { networkSchema } from '../network-id.ts';
import { addressSchema, base64Schema, pathSchema, timeSchema, uuidSchema } from '../schema.ts';
import { inputEvidenceSchema } from './evidence.ts';
import { signedRequestSchema } from './request.ts';

/** Where the key of a paying address lies in the vault. */
const sourceSchema = v.strictObject({ address: addressSchema, path: pathSchema });
export type Source = Readonly<v.InferOutput<typeof sourceSchema>>;

/** The exact intent, the evidence of every input, and the signed requests that it serves. */
export const proposalSchema = v.strictObject({
  format: v.literal('sallyport/proposal/2'),
  id: uuidSchema,
  treasuryId: uuidSchema,
  network: networkSchema,
  vaultId: uuidSchema,
  /** Every address that pays, with its place in the vault. */
  sources: v.pipe(v.array(sourceSchema), v.minLength(1), v.maxLength(256)),
  /** Base64 of the bytes that approvals cover; the chain makes the bytes that are signed of them. */
  intent: base64Schema,
  evidence: v.pipe(v.array(inputEvidenceSchema), v.minLength(1), v.maxLength(2048)),
  requests: v.pipe(v.array(signedRequestSchema), v.minLength(1), v.maxLength(500)),
  createdAt: timeSchema,
});

export type Proposal = Readonly<v.InferOutput<typeof proposalSchema>>;

/** The bytes of a proposal's intent. */
export function intentBytes({ intent }: Pick<Proposal, 'intent'>): Uint8Array {
  const text = atob(intent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
