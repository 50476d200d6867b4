import * as v from 'valibot';
import { hex32Schema, nameSchema, uuidSchema } from '../schema.ts';

export const roles = ['maker', 'approver', 'policy-admin', 'auditor'] as const;

export type Role = (typeof roles)[number];

/** A person with their own Ed25519 key, as the policy lists them. `publicKey` is hex, from SLIP-13 `m/13'/...`. */
export const officerSchema = v.strictObject({
  id: uuidSchema,
  name: nameSchema,
  publicKey: hex32Schema,
  roles: v.pipe(v.array(v.picklist(roles)), v.minLength(1)),
});

export type Officer = Readonly<v.InferOutput<typeof officerSchema>>;

/** An officer's Ed25519 signature (64 bytes, hex) over a tagged digest. */
export const officerSignatureSchema = v.strictObject({
  officerId: uuidSchema,
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});

/** Verifies an Ed25519 signature (hex) by a public key (hex) over a digest (hex, 32 bytes). Passed in: core does no crypto of its own. */
export type VerifySignature = (publicKey: string, digest: string, signature: string) => boolean;
