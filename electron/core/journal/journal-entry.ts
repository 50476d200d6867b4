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
] as const;

export type JournalKind = (typeof journalKinds)[number];

const jsonValue: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([
    v.null(),
    v.boolean(),
    v.pipe(v.number(), v.safeInteger()),
    v.string(),
    v.array(jsonValue),
    v.record(v.string(), jsonValue),
  ]),
);

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** What an entry's hash covers. `previous` is the hash of the entry before it; 64 zeros for the first. */
export const journalContentSchema = v.strictObject({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  previous: hex32Schema,
  at: timeSchema,
  stationId: uuidSchema,
  kind: v.picklist(journalKinds),
  officerId: v.nullable(uuidSchema),
  body: v.record(v.string(), jsonValue),
});

export type JournalContent = Readonly<v.InferOutput<typeof journalContentSchema>>;

/** One entry: content, its hash, the station's signature over the hash, and the acting officer's where one acted. */
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
