import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { addressSchema, hex64Schema, pathSchema, textSchema, timeSchema, uuidSchema } from '../schema.ts';
import { statementHead } from '../statement.ts';

/** How long a text asks to be signed, milliseconds: as long as a withdrawal does. */
export const MESSAGE_LIFETIME_MS = 7 * 86_400_000;

/**
 * What a maker asks for and signs: that the key of one address signs a text, which shows to somebody whose the address is. It moves
 * nothing.
 */
export const messageStatementSchema = v.strictObject({
  ...statementHead,
  id: uuidSchema,
  vaultId: uuidSchema,
  address: addressSchema,
  /** Where the key of the address lies in the vault. */
  path: pathSchema,
  /** As it was given; what may be in it, see `checkMessageText`. */
  text: v.pipe(textSchema, v.maxLength(8000)),
  createdAt: timeSchema,
  /** From then on nothing is approved or signed of it. */
  expiresAt: timeSchema,
});
export type MessageStatement = Readonly<v.InferOutput<typeof messageStatementSchema>>;

/** A message with its maker's Ed25519 signature (hex) over {@link messageDigest}. */
export const signedMessageSchema = v.strictObject({
  statement: messageStatementSchema,
  signature: hex64Schema,
});
export type SignedMessage = Readonly<v.InferOutput<typeof signedMessageSchema>>;

/** What the maker signs, and by which approvals name a message: another text, address or vault has another one. */
export function messageDigest(statement: MessageStatement): Hex32 {
  return taggedDigest(digestTags.message, statement);
}

/** The digest of what a screen shows of a message where somebody decides. */
export function messageViewDigest({ network, vaultId, address, text, expiresAt }: MessageStatement): Hex32 {
  return taggedDigest(digestTags.view, {
    network: { id: network.id, genesis: network.genesis },
    vaultId,
    address,
    message: text,
    expiresAt,
  });
}
