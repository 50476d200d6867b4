import * as v from 'valibot';
import { actorSchema } from '../actor.ts';
import { canonicalJson } from '../canonical-json.ts';
import { digestTags, type Hex32, taggedDigest, taggedTextDigest } from '../digest.ts';
import { checkFileVersion, checkFormat } from '../file-version.ts';
import { isJsonValue, isRecord, type JsonValue } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';
import { hex32Schema, hex64Schema, parseWith, timeSchema, uuidSchema } from '../schema.ts';
import { type BodyOf, type JournalKind, journalBodies, journalKinds } from './bodies.ts';
import { documentSchema } from './documents.ts';

/** Where a station's chain of entries ends: the newest entry's number and hash. */
export const journalHeadSchema = v.strictObject({
  stationId: uuidSchema,
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  hash: hex32Schema,
});
export type JournalHead = Readonly<v.InferOutput<typeof journalHeadSchema>>;

export const JOURNAL_FORMAT = 'sallyport/journal/2';

/** The value itself, never a copy of its known parts: the hash must cover every member, whatever its name. */
const bodySchema = v.custom<{ [key: string]: JsonValue }>(
  (input) => isRecord(input) && isJsonValue(input),
  'an object of whole numbers, well-formed text, lists and objects',
);

/** Documents that one entry carries at most. */
export const MOST_DOCUMENTS = 1000;

/** What an entry's hash covers. `previous` is the hash of the entry before it; 64 zeros for the first. */
const journalContentSchema = v.strictObject({
  format: v.literal(JOURNAL_FORMAT),
  stationId: uuidSchema,
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  previous: hex32Schema,
  at: timeSchema,
  /** Newest entries of other stations that this station knows. */
  heads: v.pipe(v.array(journalHeadSchema), v.maxLength(100)),
  kind: v.picklist(journalKinds),
  actor: actorSchema,
  documents: v.pipe(v.array(documentSchema), v.maxLength(MOST_DOCUMENTS)),
  body: bodySchema,
});

export type JournalContent = Readonly<v.InferOutput<typeof journalContentSchema>>;

/**
 * One entry: content, its hash, the station's signature over the hash, and the acting officer's over
 * {@link journalWitnessDigest} where a person acted.
 */
export const journalEntrySchema = v.strictObject({
  ...journalContentSchema.entries,
  hash: hex32Schema,
  stationSignature: hex64Schema,
  witness: v.nullable(hex64Schema),
});

export type JournalEntry = Readonly<v.InferOutput<typeof journalEntrySchema>>;

/** An entry whose body is known to be one of its kind. */
export type TypedEntry = {
  readonly [K in JournalKind]: Omit<JournalEntry, 'kind' | 'body'> & {
    readonly kind: K;
    readonly body: BodyOf<K>;
  };
}[JournalKind];

/** `previous` of the first entry. */
export const JOURNAL_START: Hex32 = '0'.repeat(64);

/** The hash of an entry: what the station signs, and what the next entry names as `previous`. */
export function journalHash(content: JournalContent): Hex32 {
  const [before, after] = contentText(content);
  return taggedTextDigest(digestTags.journal, `{${before},${after}}`);
}

/**
 * The hash that an entry must have, and the entry as it is stored, made canonical once for both.
 * @returns `stored`: RFC 8785 JSON of the whole entry
 */
export function hashAndText(entry: JournalEntry): { readonly hash: Hex32; readonly stored: string } {
  const [before, after] = contentText(entry);
  const hash = taggedTextDigest(digestTags.journal, `{${before},${after}}`);
  const { stationSignature, witness } = entry;
  const signatures = canonicalJson({ stationSignature, witness }).slice(1, -1);
  return { hash, stored: `{${before},"hash":${canonicalJson(entry.hash)},${after},${signatures}}` };
}

/** The members that a hash covers in canonical order, before and after the place where `hash` stands in an entry. */
function contentText(content: JournalContent): readonly [string, string] {
  const { actor, at, body, documents, format, heads, kind, previous, seq, stationId } = content;
  return [
    canonicalJson({ actor, at, body, documents, format }).slice(1, -1),
    canonicalJson({ heads, kind, previous, seq, stationId }).slice(1, -1),
  ];
}

/**
 * What the acting officer signs of an entry. Never the bare hash: whoever asks for the signature names the hash, and a
 * bare one could be the digest of an approval.
 */
export function journalWitnessDigest(hash: Hex32): Hex32 {
  return taggedDigest(digestTags.witness, { hash });
}

/**
 * Parses an entry from outside, whole: its format first, then its form, then the body of its kind.
 * @returns refuses `file-newer`, `file-older`, `journal-malformed`
 */
export function parseEntry(input: unknown): Result<TypedEntry> {
  if (!isRecord(input)) return refuse('journal-malformed', 'expected an object');
  const known = checkEntryVersion(input);
  if (!known.ok) return known.code === 'input-malformed' ? refuse('journal-malformed', known.message) : known;
  const parsed = parseWith(journalEntrySchema, input);
  if (!parsed.ok) return refuse('journal-malformed', parsed.message);
  const typed = typedEntry(parsed.value);
  return typed.ok ? typed : refuse('journal-malformed', `${parsed.value.kind}: ${typed.message}`);
}

function checkEntryVersion(input: Record<string, unknown>): Result<void> {
  // Entries of version 1 said no format; this member is theirs only.
  if (!('format' in input) && 'officerSignature' in input) return checkFileVersion('the journal', 1, 2);
  return checkFormat('the journal', input['format'], { name: 'journal', version: 2 });
}

/** Checks the body of an entry against its kind; refuses `input-malformed`. */
export function typedEntry(entry: JournalEntry): Result<TypedEntry> {
  const body = parseWith(journalBodies[entry.kind], entry.body);
  // The compiler cannot follow that kind and schema belong together.
  return body.ok ? ok(entry as unknown as TypedEntry) : body;
}

/** Last line of an exported journal: without it, or with another count or head, the file was cut. */
export const journalSealSchema = v.strictObject({
  format: v.literal('sallyport/journal-seal/2'),
  entries: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  head: hex32Schema,
  stationSignature: hex64Schema,
});

export type JournalSeal = Readonly<v.InferOutput<typeof journalSealSchema>>;

/** The digest that the station signs to seal an export. */
export function journalSealDigest(entries: number, head: Hex32): Hex32 {
  return taggedDigest(digestTags.journal, { format: 'sallyport/journal-seal/2', entries, head });
}
