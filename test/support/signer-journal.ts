import {
  JOURNAL_START,
  type JournalContent,
  type JournalEntry,
  type JournalSeal,
  type JsonValue,
  journalHash,
  journalSealDigest,
  journalWitnessDigest,
} from '../../electron/core/journal/journal-entry.ts';
import { JournalVerifier } from '../../electron/core/journal/verify-journal.ts';
import { verifySignature } from '../../electron/signer/ed25519.ts';
import { NOW, officers, signAs, stranger, type TestOfficer, uuid } from './signer-fixture.ts';

/** A station has a key as officers do. */
export const station: TestOfficer = { ...stranger, name: 'Station' };
export const stationId = uuid(0x57a);

/** One event to write: what it tells, and who signs it beside the station. */
export interface Event {
  readonly body: { [key: string]: JsonValue };
  readonly by: TestOfficer | null;
}

const creation: Event = {
  body: {
    stationKey: station.publicKey,
    officers: Object.values(officers).map(({ id, name, publicKey }) => ({ id, name, publicKey })),
  },
  by: null,
};

export function signEntry(content: JournalContent, by: TestOfficer | null): JournalEntry {
  const hash = journalHash(content);
  return {
    ...content,
    hash,
    stationSignature: signAs(station, hash),
    officerSignature: by && signAs(by, journalWitnessDigest(hash)),
  };
}

/** The creation of a treasury and then these events, chained and signed. */
export function journalOf(events: readonly Event[]): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const [i, { body, by }] of [creation, ...events].entries()) {
    const content: JournalContent = {
      seq: i + 1,
      previous: entries.at(-1)?.hash ?? JOURNAL_START,
      at: NOW + i,
      stationId,
      kind: i === 0 ? 'treasury-created' : 'node-alarm',
      officerId: by?.id ?? null,
      body,
    };
    entries.push(signEntry(content, by));
  }
  return entries;
}

export function sealOf(entries: readonly JournalEntry[]): JournalSeal {
  const head = entries.at(-1)?.hash ?? JOURNAL_START;
  return {
    format: 'sallyport/journal/1',
    entries: entries.length,
    head,
    stationSignature: signAs(station, journalSealDigest(entries.length, head)),
  };
}

/** @returns `accepted`, or the code of the first refusal */
export function verifyExport(entries: readonly unknown[], seal?: unknown): string {
  const verifier = new JournalVerifier(verifySignature);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return added.code;
  }
  const sealed = verifier.seal(seal);
  return sealed.ok ? 'accepted' : sealed.code;
}
