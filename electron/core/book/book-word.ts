import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { networkSchema } from '../network-id.ts';
import {
  addressSchema,
  hex32Schema,
  hex64Schema,
  nameSchema,
  referenceSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';
import { policyReferenceSchema } from '../statement.ts';

/** Groups that one recipient is in at most. */
export const MOST_GROUPS = 10;

const head = {
  treasuryId: uuidSchema,
  network: networkSchema,
  policy: policyReferenceSchema,
  officerId: uuidSchema,
} as const;

/** What one officer signs to enter a recipient, or to change name, note and groups of one. Times are milliseconds. */
export const bookEntrySchema = v.strictObject({
  ...head,
  /** Names the recipient over all of its changes. Its address never changes: another address is another recipient. */
  id: uuidSchema,
  /** As the chain reads it. */
  address: addressSchema,
  name: nameSchema,
  /** For people; may be empty. */
  note: referenceSchema,
  groups: v.pipe(v.array(nameSchema), v.maxLength(MOST_GROUPS)),
  enteredAt: timeSchema,
});
export type BookEntry = Readonly<v.InferOutput<typeof bookEntrySchema>>;

/** What another officer signs who has typed or scanned the whole address from another source. */
export const bookVerificationSchema = v.strictObject({
  ...head,
  id: uuidSchema,
  /** Digest of the entry that is verified, and of no other. */
  entry: hex32Schema,
  /** As it was typed or scanned. */
  address: addressSchema,
  verifiedAt: timeSchema,
});
export type BookVerification = Readonly<v.InferOutput<typeof bookVerificationSchema>>;

/** What one officer signs to take a recipient out of the book: at once, and for good. */
export const bookRemovalSchema = v.strictObject({ ...head, id: uuidSchema, removedAt: timeSchema });
export type BookRemoval = Readonly<v.InferOutput<typeof bookRemovalSchema>>;

const signed = <const S extends v.GenericSchema>(statement: S) =>
  v.strictObject({ statement, signature: hex64Schema });
export const signedBookEntrySchema = signed(bookEntrySchema);
export const signedBookVerificationSchema = signed(bookVerificationSchema);
export const signedBookRemovalSchema = signed(bookRemovalSchema);

/** A signed document of the address book, as the journal carries it. */
export const bookWordSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('book-entry'), document: signedBookEntrySchema }),
  v.strictObject({ kind: v.literal('book-verification'), document: signedBookVerificationSchema }),
  v.strictObject({ kind: v.literal('book-removal'), document: signedBookRemovalSchema }),
]);
export type BookWord = Readonly<v.InferOutput<typeof bookWordSchema>>;

/** What an officer signs of an entry; it names what is verified. */
export const bookEntryDigest = (entry: BookEntry): Hex32 => taggedDigest(digestTags.bookEntry, entry);
export const bookVerificationDigest = (verification: BookVerification): Hex32 =>
  taggedDigest(digestTags.bookVerification, verification);
export const bookRemovalDigest = (removal: BookRemoval): Hex32 =>
  taggedDigest(digestTags.bookRemoval, removal);

/** What the officer of a word has signed. */
export function bookWordDigest({ kind, document }: BookWord): Hex32 {
  switch (kind) {
    case 'book-entry':
      return bookEntryDigest(document.statement);
    case 'book-verification':
      return bookVerificationDigest(document.statement);
    case 'book-removal':
      return bookRemovalDigest(document.statement);
  }
}

/** Whether a document of the journal is one of the address book. */
export const isBookWord = <D extends { readonly kind: string }>(
  document: D,
): document is Extract<D, { readonly kind: BookWord['kind'] }> =>
  document.kind === 'book-entry' || document.kind === 'book-verification' || document.kind === 'book-removal';
