import * as v from 'valibot';
import { canonicalJson } from '../canonical-json.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { isRecord, type JsonValue, readJson } from '../json.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { ok, type Result, refuse } from '../result.ts';
import { hex64Schema, parseWith } from '../schema.ts';
import { MOST_TEXT } from './container.ts';
import { hasMoreValues, MOST_VALUES } from './count-values.ts';
import { refuseOtherVersion } from './document-version.ts';
import { ENVELOPE_VERSION, envelopeHead, whyHeadBad } from './head.ts';
import { addressListSchema } from './kinds/address-list.ts';
import { messageSchema } from './kinds/message.ts';
import { officerCardSchema } from './kinds/officer-card.ts';
import { proposalsSchema } from './kinds/proposals.ts';
import { repliesSchema } from './kinds/replies.ts';
import { statusSchema } from './kinds/status.ts';
import { treasurySchema } from './kinds/treasury.ts';

const ofKind = <const K extends string, const S extends v.GenericSchema>(kind: K, contents: S) =>
  v.strictObject({ ...envelopeHead, kind: v.literal(kind), contents });

/** What a station says in an envelope, and signs. */
const envelopeStatementSchema = v.variant('kind', [
  ofKind('treasury', treasurySchema),
  ofKind('proposals', proposalsSchema),
  ofKind('replies', repliesSchema),
  ofKind('status', statusSchema),
  ofKind('officer-card', officerCardSchema),
  ofKind('address-list', addressListSchema),
  ofKind('message', messageSchema),
]);
export type EnvelopeStatement = Readonly<v.InferOutput<typeof envelopeStatementSchema>>;

/** An envelope that was read: `digest` is its name, and what the station signed. */
export interface Envelope {
  readonly statement: EnvelopeStatement;
  readonly digest: Hex32;
}

/** What the station signs, and what its word code is of. */
export const envelopeDigest = (statement: EnvelopeStatement): Hex32 =>
  taggedDigest(digestTags.envelope, statement as JsonValue);

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Writes an envelope: RFC 8785 JSON of `{ signature, statement }`, in UTF-8, to be compressed.
 * @param sign the signature (hex) of the station's key over a digest (hex)
 * @returns refuses `envelope-malformed` for what nobody could read, `envelope-oversize`
 */
export function writeEnvelope(
  statement: EnvelopeStatement,
  sign: (digest: Hex32) => string,
): Result<{ readonly digest: Hex32; readonly text: Uint8Array<ArrayBuffer> }> {
  const checked = parseStatement(statement);
  if (!checked.ok) return checked;
  const digest = envelopeDigest(statement);
  const text = encoder.encode(canonicalJson({ signature: sign(digest), statement: statement as JsonValue }));
  return refuseTooMuch(text) ?? ok({ digest, text });
}

/**
 * Reads an envelope that was unpacked: its form alone, and that the key that it names has signed it. Whose key that is, and
 * whether it may be taken in, see `checkEnvelope`.
 * @returns refuses `envelope-oversize`, `envelope-malformed`, `envelope-newer`, `envelope-outdated`, `envelope-signature-bad`
 */
export function readEnvelope(text: Uint8Array, verify: VerifySignature): Result<Envelope> {
  const large = refuseTooMuch(text);
  if (large) return large;
  const written = textOf(text);
  const json = written === null ? null : readJson(written);
  if (written === null || !json?.ok || !isRecord(json.value)) {
    return refuse('envelope-malformed', 'expected JSON in UTF-8 inside the envelope');
  }
  const { statement: inside, signature, ...more } = json.value;
  const newer = refuseNewer(inside);
  if (newer) return newer;
  if (Object.keys(more).length > 0)
    return refuse('envelope-malformed', 'expected a statement and a signature');
  const signed = parseWith(hex64Schema, signature);
  const parsed = parseStatement(inside);
  if (!parsed.ok) return parsed;
  if (!signed.ok) return refuse('envelope-malformed', `the signature: ${signed.message}`);
  const statement = parsed.value;
  // What was parsed has every member that is there, so that this is the text as it must be.
  const canonical = canonicalJson({ signature: signed.value, statement: statement as JsonValue });
  if (canonical !== written)
    return refuse('envelope-malformed', 'expected canonical JSON inside the envelope');
  const digest = envelopeDigest(statement);
  return verify(statement.station.key, digest, signed.value)
    ? ok({ statement, digest })
    : refuse('envelope-signature-bad', 'expected an envelope that is signed by the station which it names');
}

function parseStatement(input: unknown): Result<EnvelopeStatement> {
  const parsed = parseWith(envelopeStatementSchema, input);
  if (!parsed.ok) {
    const other = isRecord(input) ? refuseOtherVersion(input['contents']) : null;
    return other ?? refuse('envelope-malformed', parsed.message);
  }
  const bad = whyHeadBad(parsed.value);
  return bad === null ? ok(parsed.value) : refuse('envelope-malformed', bad);
}

/** An envelope of a later version keeps `format`, `kind` and `reads`, so that an older station can say what it cannot read. */
function refuseNewer(statement: unknown) {
  if (!isRecord(statement)) return null;
  const { format, kind, reads } = statement;
  const found = typeof format === 'string' ? /^sallyport\/envelope\/([1-9][0-9]{0,5})$/.exec(format) : null;
  if (found === null || Number(found[1]) <= ENVELOPE_VERSION) return null;
  const what = typeof kind === 'string' && /^[a-z-]{1,40}$/.test(kind) ? `"${kind}"` : 'an unknown kind';
  const versions = Array.isArray(reads)
    ? reads.filter((each) => Number.isSafeInteger(each)).slice(0, 20)
    : [];
  const others = versions.length > 0 ? `; its station reads versions ${versions.join(', ')}` : '';
  return refuse(
    'envelope-newer',
    `the envelope (${what}) has version ${found[1]}, this Sallyport reads version ${ENVELOPE_VERSION}${others}`,
  );
}

function refuseTooMuch(text: Uint8Array) {
  if (text.length > MOST_TEXT) {
    return refuse(
      'envelope-oversize',
      `expected at most ${MOST_TEXT} bytes inside an envelope, got ${text.length}`,
    );
  }
  return hasMoreValues(text, MOST_VALUES)
    ? refuse('envelope-oversize', `expected at most ${MOST_VALUES} values inside an envelope, got more`)
    : null;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
