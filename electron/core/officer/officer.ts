import * as v from 'valibot';
import { hex32Schema, nameSchema, timeSchema, uuidSchema } from '../schema.ts';

export const roles = ['maker', 'approver', 'policy-admin', 'auditor'] as const;

export type Role = (typeof roles)[number];

/** An Ed25519 key of an officer (hex, from SLIP-13 `m/13'/...`), where it lives: which station, and at which site that stands. */
const officerKeySchema = v.strictObject({ publicKey: hex32Schema, station: uuidSchema, site: nameSchema });

/** A person, as the policy lists them. Whatever is counted, is counted by person, however many keys they have. */
export const officerSchema = v.strictObject({
  id: uuidSchema,
  name: nameSchema,
  roles: v.pipe(v.array(v.picklist(roles)), v.minLength(1), v.maxLength(roles.length)),
  keys: v.pipe(v.array(officerKeySchema), v.minLength(1), v.maxLength(4)),
  /** From then on nothing that they sign counts; null: never. Milliseconds. */
  expiresAt: v.nullable(timeSchema),
});

export type Officer = Readonly<v.InferOutput<typeof officerSchema>>;

/** An officer's Ed25519 signature (64 bytes, hex) over a tagged digest. */
export const officerSignatureSchema = v.strictObject({
  officerId: uuidSchema,
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});

/** Verifies an Ed25519 signature (hex) by a public key (hex) over a digest (hex, 32 bytes). Passed in: core does no crypto of its own. */
export type VerifySignature = (publicKey: string, digest: string, signature: string) => boolean;

type Keys = Pick<Officer, 'keys'>;

/** Whether an officer has a key (hex). */
export const hasKey = ({ keys }: Keys, publicKey: string): boolean =>
  keys.some((key) => key.publicKey === publicKey);

/** The key of an officer (hex) that signed a digest; null where none of theirs did. */
export const keyThatSigned = (
  { keys }: Keys,
  { digest, signature }: { readonly digest: string; readonly signature: string },
  verify: VerifySignature,
): string | null => keys.find(({ publicKey }) => verify(publicKey, digest, signature))?.publicKey ?? null;

/** Whether an officer signed a digest, with whichever of their keys. */
export const hasSigned = (
  officer: Keys,
  digest: string,
  signature: string,
  verify: VerifySignature,
): boolean => keyThatSigned(officer, { digest, signature }, verify) !== null;
