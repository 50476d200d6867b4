import { type Transcript, transcriptDigest } from '../../electron/core/ceremony/transcript.ts';
import {
  ceremonyEntryBody,
  TRANSCRIPT_FORMAT,
  type TranscriptFile,
} from '../../electron/core/ceremony/verify-transcript.ts';
import type { BodyOf } from '../../electron/core/journal/bodies.ts';
import {
  JOURNAL_FORMAT,
  JOURNAL_START,
  type JournalContent,
  type JournalEntry,
  journalHash,
  journalWitnessDigest,
} from '../../electron/core/journal/journal-entry.ts';
import { sampleOfficers, sampleTranscript, startedAt } from './ceremony-samples.ts';
import { ed25519KeyPair, signDigest, type TestKeyPair } from './test-signatures.ts';

export const stationKey = ed25519KeyPair('station');
/** The keys of the sample officers, by their ids. */
const keys: ReadonlyMap<string, TestKeyPair> = new Map(
  sampleOfficers.map(({ id, name }) => [id, ed25519KeyPair(name)]),
);

/** The key of a sample officer; for anybody else one that no file lists. */
export const keyOf = (officerId: string): TestKeyPair => keys.get(officerId) ?? ed25519KeyPair('nobody');

/** A transcript of the station whose key signs here. */
export function stationTranscript(plan?: Transcript['plan']): Transcript {
  const plain = sampleTranscript(plan);
  return { ...plain, station: { ...plain.station, publicKey: stationKey.publicKey } };
}

/** What the entry of a ceremony says, where nothing came of it but its transcript. */
export const entryBody = (of: Transcript): BodyOf<'ceremony-completed'> => ({
  ...ceremonyEntryBody(of),
  policyVersion: null,
  policy: null,
  vaultFile: null,
  era: null,
  counter: null,
  accounts: [],
  addresses: [],
  retires: null,
  movementIds: [],
});

/** An entry with its hash, signed by the station and by the officer whom it names. */
export function signEntry(content: JournalContent): JournalEntry {
  const hash = journalHash(content);
  const { actor } = content;
  return {
    ...content,
    hash,
    stationSignature: signDigest(stationKey, hash),
    witness: actor.kind === 'person' ? signDigest(keyOf(actor.officerId), journalWitnessDigest(hash)) : null,
  };
}

/** What a station exports: everybody's signature, and the journal entry that the first officer acted in. */
export function signedTranscript(of: Transcript): TranscriptFile & { readonly entry: JournalEntry } {
  const digest = transcriptDigest(of);
  const signatures = of.officers.map(({ id }) => ({
    officerId: id,
    signature: signDigest(keyOf(id), digest),
  }));
  return {
    format: TRANSCRIPT_FORMAT,
    transcript: of,
    signatures,
    officers: of.officers.map(({ id, name }) => ({ id, name, publicKey: keyOf(id).publicKey })),
    entry: signEntry({
      format: JOURNAL_FORMAT,
      stationId: of.station.id,
      seq: 12,
      previous: JOURNAL_START,
      at: startedAt,
      heads: [],
      kind: 'ceremony-completed',
      actor: { kind: 'person', officerId: of.officers[0]?.id ?? '' },
      documents: [{ kind: 'transcript', document: { transcript: of, signatures } }],
      body: entryBody(of),
    }),
  };
}
