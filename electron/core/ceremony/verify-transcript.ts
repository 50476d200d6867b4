import * as v from 'valibot';
import type { Hex32 } from '../digest.ts';
import {
  type JournalEntry,
  journalEntrySchema,
  journalHash,
  journalWitnessDigest,
} from '../journal/journal-entry.ts';
import { officerSignatureSchema, type VerifySignature } from '../officer/officer.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { hex32Schema, parseWith, uuidSchema } from '../schema.ts';
import { parseTranscript } from './parse-transcript.ts';
import { plainNameSchema } from './plain-text.ts';
import { type Transcript, transcriptDigest, transcriptSchema } from './transcript.ts';

export const TRANSCRIPT_FORMAT = 'sallyport/transcript/1';

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
  /** Where it stands in the journal; null where the file names no entry. */
  readonly journal: { readonly seq: number; readonly hash: Hex32 } | null;
}

/** The body of the `ceremony-held` entry of a transcript. */
export function ceremonyEntryBody(transcript: Transcript): JournalEntry['body'] {
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
 * with its station's. That the entry stands in the journal is for `verify-journal` of the journal itself to show.
 */
export function verifyTranscript(file: unknown, verify: VerifySignature): Result<TranscriptReport> {
  const parsed = parseWith(transcriptFileSchema, file);
  if (!parsed.ok) return refuse('transcript-malformed', parsed.message);
  const { transcript, entry, officers } = parsed.value;
  const held = parseTranscript(transcript);
  if (!held.ok) return held;
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

function checkEntry(entry: JournalEntry, file: TranscriptFile, verify: VerifySignature): Refusal | null {
  const { transcript, officers } = file;
  const { station } = transcript;
  if (entry.kind !== 'ceremony-held' || entry.body['transcript'] !== transcriptDigest(transcript)) {
    return refuse('transcript-other-entry', 'the journal entry does not name this transcript');
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
  const { officerId, officerSignature } = entry;
  // As in the journal's own check: a name without a signature was cut off, or never signed.
  if (officerId === null && officerSignature === null) return null;
  const key = officers.find(({ id }) => id === officerId)?.publicKey;
  if (key && officerSignature && verify(key, journalWitnessDigest(entry.hash), officerSignature)) return null;
  return refuse('journal-signature-bad', 'the journal entry is not signed by the officer it names');
}
