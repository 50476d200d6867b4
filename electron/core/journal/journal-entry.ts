import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { hex32Schema, hex64Schema, timeSchema, uuidSchema } from '../schema.ts';

/** What can be written into the journal. */
export const journalKinds = [
  'treasury-created',
  'account-created',
  'address-issued',
  'deposit-final',
  'officer-signed-in',
  'officer-signed-out',
  'vault-opened',
  'vault-closed',
  'vault-sealed',
  'withdrawal-requested',
  'sweep-requested',
  'request-cancelled',
  'proposal-built',
  'proposal-approved',
  'proposal-rejected',
  'proposal-expired',
  'sign-refused',
  'proposal-signed',
  'transaction-submitted',
  'transaction-final',
  'transaction-failed',
  'node-alarm',
  'ceremony-held',
  'ceremony-abandoned',
  'vault-password-changed',
  'vault-copied',
  'vault-migrated',
] as const;

export type JournalKind = (typeof journalKinds)[number];

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Deeper than any body that is written; a file made to exhaust the stack is refused instead. */
const MAX_DEPTH = 16;

/** The value itself, never a copy of its known parts: the hash must cover every member, whatever its name. */
const bodySchema = v.custom<{ [key: string]: JsonValue }>(
  (input) => isRecord(input) && isJsonValue(input, MAX_DEPTH),
  'expected an object of whole numbers, well-formed text, lists and objects',
);

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function isJsonValue(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value === 'string') return value.isWellFormed();
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJsonValue(item, depth - 1));
  return (
    isRecord(value) &&
    Object.entries(value).every(([key, member]) => key.isWellFormed() && isJsonValue(member, depth - 1))
  );
}

/** What an entry's hash covers. `previous` is the hash of the entry before it; 64 zeros for the first. */
export const journalContentSchema = v.strictObject({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  previous: hex32Schema,
  at: timeSchema,
  stationId: uuidSchema,
  kind: v.picklist(journalKinds),
  officerId: v.nullable(uuidSchema),
  body: bodySchema,
});

export type JournalContent = Readonly<v.InferOutput<typeof journalContentSchema>>;

/**
 * One entry: content, its hash, the station's signature over the hash, and the acting officer's over
 * {@link journalWitnessDigest} where one acted.
 */
export const journalEntrySchema = v.strictObject({
  ...journalContentSchema.entries,
  hash: hex32Schema,
  stationSignature: hex64Schema,
  officerSignature: v.nullable(hex64Schema),
});

export type JournalEntry = Readonly<v.InferOutput<typeof journalEntrySchema>>;

/** `previous` of the first entry. */
export const JOURNAL_START: Hex32 = '0'.repeat(64);

export function journalHash(content: JournalContent): Hex32 {
  const { seq, previous, at, stationId, kind, officerId, body } = content;
  return taggedDigest(digestTags.journal, { seq, previous, at, stationId, kind, officerId, body });
}

/**
 * What the acting officer signs of an entry. Never the bare hash: whoever asks for the signature names the hash, and a
 * bare one could be the digest of an approval.
 */
export function journalWitnessDigest(hash: Hex32): Hex32 {
  return taggedDigest(digestTags.witness, { hash });
}

/** Last line of an exported journal: without it, or with another count or head, the file was cut. */
export const journalSealSchema = v.strictObject({
  format: v.literal('sallyport/journal/1'),
  entries: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  head: hex32Schema,
  stationSignature: hex64Schema,
});

export type JournalSeal = Readonly<v.InferOutput<typeof journalSealSchema>>;

/** The digest that the station signs to seal an export. */
export function journalSealDigest(entries: number, head: Hex32): Hex32 {
  return taggedDigest(digestTags.journal, { format: 'sallyport/journal/1', entries, head });
}
