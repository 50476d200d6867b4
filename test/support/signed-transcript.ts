import { type Transcript, transcriptDigest } from '../../electron/core/ceremony/transcript.ts';
import {
  ceremonyEntryBody,
  TRANSCRIPT_FORMAT,
  type TranscriptFile,
} from '../../electron/core/ceremony/verify-transcript.ts';
import {
  JOURNAL_START,
  type JournalContent,
  journalHash,
  journalWitnessDigest,
} from '../../electron/core/journal/journal-entry.ts';
import { sampleOfficers, sampleTranscript, startedAt } from './ceremony-samples.ts';
import { ed25519KeyPair, signDigest } from './test-signatures.ts';

export const stationKey = ed25519KeyPair('station');
/** The keys of the sample officers, in their order. */
export const officerKeys = sampleOfficers.map(({ name }) => ed25519KeyPair(name));

/** A transcript of the station whose key signs here. */
export function stationTranscript(plan?: Transcript['plan']): Transcript {
  const plain = sampleTranscript(plan);
  return { ...plain, station: { ...plain.station, publicKey: stationKey.publicKey } };
}

/** What a station exports: everybody's signature, and the journal entry that the first officer acted in. */
export function signedTranscript(of: Transcript): TranscriptFile {
  const digest = transcriptDigest(of);
  const content: JournalContent = {
    seq: 12,
    previous: JOURNAL_START,
    at: startedAt,
    stationId: of.station.id,
    kind: 'ceremony-held',
    officerId: of.officers[0]!.id,
    body: ceremonyEntryBody(of),
  };
  const hash = journalHash(content);
  return {
    format: TRANSCRIPT_FORMAT,
    transcript: of,
    signatures: of.officers.map(({ id }, i) => ({
      officerId: id,
      signature: signDigest(officerKeys[i]!, digest),
    })),
    officers: of.officers.map(({ id, name }, i) => ({ id, name, publicKey: officerKeys[i]!.publicKey })),
    entry: {
      ...content,
      hash,
      stationSignature: signDigest(stationKey, hash),
      officerSignature: signDigest(officerKeys[0]!, journalWitnessDigest(hash)),
    },
  };
}
