import * as v from 'valibot';
import { officerOf } from '../actor.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Hex32 } from '../digest.ts';
import { checkFileVersion, checkFormat } from '../file-version.ts';
import type { BodyOf } from '../journal/bodies.ts';
import { documentOf } from '../journal/documents.ts';
import {
  type JournalEntry,
  journalEntrySchema,
  journalHash,
  journalWitnessDigest,
} from '../journal/journal-entry.ts';
import { isRecord } from '../json.ts';
import { officerSignatureSchema, type VerifySignature } from '../officer/officer.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { hex32Schema, parseWith, uuidSchema } from '../schema.ts';
import { importedSchema } from './former-history.ts';
import { parseTranscript } from './parse-transcript.ts';
import { plainNameSchema } from './plain-text.ts';
import { type Transcript, transcriptDigest, transcriptSchema } from './transcript.ts';

export const TRANSCRIPT_FORMAT = 'sallyport/transcript-file/2';

/** The exported JSON. */
export const transcriptFileSchema = v.strictObject({
  format: v.literal(TRANSCRIPT_FORMAT),
  transcript: transcriptSchema,
  signatures: v.pipe(v.array(officerSignatureSchema), v.maxLength(50)),
  /** The keys of those who sign, as the treasury knew them. */
  officers: v.pipe(
    v.array(v.strictObject({ id: uuidSchema, name: plainNameSchema, publicKey: hex32Schema })),
    v.maxLength(50),
  ),
  /** The journal entry that chains it; null where it was exported before that. */
  entry: v.nullable(journalEntrySchema),
});

export type TranscriptFile = Readonly<v.InferOutput<typeof transcriptFileSchema>>;

/** What was proven. The keys are those that the file declares: compare them with keys got by another way. */
export interface TranscriptReport {
  readonly transcript: Transcript;
  readonly digest: Hex32;
  readonly signedBy: readonly { readonly id: string; readonly name: string; readonly publicKey: string }[];
  readonly stationKey: string;
  /** Its place in the journal; null where the file names no entry. */
  readonly journal: { readonly seq: number; readonly hash: Hex32 } | null;
}

/** The body of the `ceremony-completed` entry of a transcript. */
export function ceremonyEntryBody(
  transcript: Transcript,
): Pick<BodyOf<'ceremony-completed'>, 'transcriptId' | 'transcript' | 'ceremony' | 'result' | 'vaultId'> {
  return {
    transcriptId: transcript.id,
    transcript: transcriptDigest(transcript),
    ceremony: transcript.plan.kind,
    result: transcript.result,
    vaultId: transcript.vault?.id ?? null,
  };
}

/**
 * Checks an exported transcript: its form and its script, the signatures of all officers present, and the journal entry
 * with its station's. Whether the journal has that entry is shown by the journal's own check.
 * @returns refuses `transcript-*`, `journal-chain-broken`, `journal-signature-bad`, `file-newer`, `file-older`
 */
export function verifyTranscript(file: unknown, verify: VerifySignature): Result<TranscriptReport> {
  const other = refuseOtherVersion(file);
  if (other) return other;
  const parsed = parseWith(transcriptFileSchema, file);
  if (!parsed.ok) return refuse('transcript-malformed', parsed.message);
  const { transcript, entry, officers } = parsed.value;
  const scripted = parseTranscript(transcript);
  if (!scripted.ok) return scripted;
  const digest = transcriptDigest(transcript);
  const faulty =
    checkSignatures(parsed.value, digest, verify) ?? (entry && checkEntry(entry, parsed.value, verify));
  if (faulty) return faulty;
  return ok({
    transcript,
    digest,
    signedBy: officers,
    stationKey: transcript.station.publicKey,
    journal: entry && { seq: entry.seq, hash: entry.hash },
  });
}

/** What is no transcript at all is left for its schema to refuse. */
function refuseOtherVersion(file: unknown): Refusal | null {
  const format = isRecord(file) ? file['format'] : undefined;
  const known =
    format === 'sallyport/transcript/1'
      ? checkFileVersion('the transcript', 1, 2)
      : checkFormat('the transcript', format, { name: 'transcript-file', version: 2 });
  return known.ok || known.code === 'input-malformed' ? null : known;
}

function checkSignatures(file: TranscriptFile, digest: Hex32, verify: VerifySignature): Refusal | null {
  const { transcript, signatures, officers } = file;
  // One key for two names would let one person sign for both.
  if (new Set(officers.map(({ publicKey }) => publicKey)).size < officers.length) {
    return refuse('transcript-malformed', 'officers: one key is listed twice');
  }
  if (officers.length !== transcript.officers.length || signatures.length > officers.length) {
    return refuse('transcript-malformed', 'officers: expected exactly those who were present');
  }
  for (const { id, name } of transcript.officers) {
    const officer = officers.find((other) => other.id === id);
    if (officer?.name !== name) {
      return refuse('transcript-malformed', 'officers: expected exactly those who were present');
    }
    const signature = signatures.find(({ officerId }) => officerId === id);
    if (!signature) return refuse('transcript-signature-missing', `expected the signature of ${name}`);
    if (!verify(officer.publicKey, digest, signature.signature)) {
      return refuse('transcript-signature-bad', `the signature of ${name} is not over this transcript`);
    }
  }
  return null;
}

/** Whether an entry's import is the one that a transcript tells of; transcripts from before they did say nothing of it. */
export function namesSameImport(body: unknown, { imported, plan }: Transcript): boolean {
  // Restores from before transcripts told of imports say nothing of them.
  if (imported === undefined && plan.kind === 'restore') return true;
  if (!imported) return body === undefined;
  const told = v.safeParse(importedSchema, body);
  const { accounts, payments, history: digest } = imported;
  return told.success && canonicalJson(told.output) === canonicalJson({ accounts, payments, digest });
}

function checkEntry(entry: JournalEntry, file: TranscriptFile, verify: VerifySignature): Refusal | null {
  const { transcript, officers } = file;
  const { station } = transcript;
  const digest = transcriptDigest(transcript);
  const chained = documentOf(entry.documents, 'transcript')?.transcript;
  if (
    entry.kind !== 'ceremony-completed' ||
    entry.body['transcript'] !== digest ||
    chained === undefined ||
    transcriptDigest(chained) !== digest
  ) {
    return refuse('transcript-other-entry', 'the journal entry does not carry this transcript');
  }
  if (!namesSameImport(entry.body['imported'], transcript)) {
    return refuse('transcript-other-entry', 'the journal entry tells of another import');
  }
  if (entry.stationId !== station.id) {
    return refuse('transcript-other-entry', 'the journal entry is of another station');
  }
  if (journalHash(entry) !== entry.hash) {
    return refuse('journal-chain-broken', 'the journal entry was changed after it was written');
  }
  if (!verify(station.publicKey, entry.hash, entry.stationSignature)) {
    return refuse('journal-signature-bad', 'the journal entry is not signed by the station');
  }
  // As in the journal's own check: a name without a signature was cut off, or never signed.
  const officerId = officerOf(entry.actor);
  if (officerId === null && entry.witness === null) return null;
  const key = officers.find(({ id }) => id === officerId)?.publicKey;
  if (key && entry.witness && verify(key, journalWitnessDigest(entry.hash), entry.witness)) return null;
  return refuse('journal-signature-bad', 'the journal entry is not signed by the officer it names');
}
