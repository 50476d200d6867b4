import {
  JOURNAL_FORMAT,
  type JournalContent,
  type JournalEntry,
  journalHash,
  journalWitnessDigest,
} from '../../electron/core/journal/journal-entry.ts';
import type { JsonValue } from '../../electron/core/json.ts';
import { policyReference } from '../../electron/core/policy/policy.ts';
import {
  type Settlement,
  type SignedSettlement,
  settlementDigest,
} from '../../electron/core/station/settlement.ts';
import { NOW, officers, person, policy, signAs, type TestOfficer, uuid } from './core-samples.ts';
import { alarm, journalOf, station, stationId } from './journal-samples.ts';
import { ed25519KeyPair, type TestKeyPair } from './test-signatures.ts';

/** A station of a journal, with its key. */
export interface TestStation {
  readonly id: string;
  readonly key: TestKeyPair;
}

export const firstStation: TestStation = { id: stationId, key: station.key };
/** The station of this number; 1 is the one that begins the journal. */
export const stationOf = (number: number): TestStation =>
  number === 1 ? firstStation : { id: uuid(0x57a0 + number), key: ed25519KeyPair(`station ${number}`) };

/** The treasury's creation, by the first station. */
export const begun = (): JournalEntry[] => journalOf([]);

interface Written {
  readonly kind?: JournalContent['kind'];
  readonly documents?: JournalContent['documents'];
  readonly body?: { readonly [key: string]: JsonValue };
  readonly officer?: TestOfficer | null;
}

/** One more entry, signed by a station, whether it may or not. */
export function append(
  entries: readonly JournalEntry[],
  by: TestStation,
  written: Written = {},
): JournalEntry[] {
  const { kind = 'node-alarm', documents = [], body = alarm(`by ${by.id}`).body, officer = null } = written;
  const content: JournalContent = {
    format: JOURNAL_FORMAT,
    stationId: by.id,
    seq: entries.length + 1,
    previous: entries.at(-1)?.hash ?? '',
    at: NOW + entries.length,
    heads: [],
    kind,
    actor: officer ? person(officer) : { kind: 'station', stationId: by.id },
    documents,
    body,
  };
  const hash = journalHash(content);
  const witness = officer && signAs(officer, journalWitnessDigest(hash));
  return [...entries, { ...content, hash, stationSignature: signAs(by, hash), witness }];
}

/** What officers sign after these entries: `to` takes the place of `from`, or goes on where they are the same. */
export function settlementAfter(
  entries: readonly JournalEntry[],
  { from, to }: { readonly from: TestStation; readonly to: TestStation },
  changes: Partial<Settlement> = {},
): Settlement {
  const { treasuryId, network } = policy();
  return {
    treasuryId,
    network,
    policy: policyReference(policy()),
    follows: { seq: entries.length, hash: entries.at(-1)?.hash ?? '' },
    stationId: to.id,
    stationKey: to.key.publicKey,
    retires: from.id === to.id ? null : from.id,
    newer: null,
    spends: [],
    nothingUnderWay: true,
    refuseBefore: NOW,
    signsFrom: NOW,
    ...changes,
  };
}

export const signSettlement = (
  settlement: Settlement,
  by: readonly TestOfficer[] = [officers.mara, officers.ben],
): SignedSettlement => ({
  settlement,
  signatures: by.map((each) => ({
    officerId: each.id,
    signature: signAs(each, settlementDigest(settlement)),
  })),
});

/** The entry of a settlement, signed by the station that it names. */
export function settled(
  entries: readonly JournalEntry[],
  document: SignedSettlement,
  by: TestStation,
  body: Written['body'] = {
    station: document.settlement.retires === null ? 'same' : 'new',
    nothingUnderWay: document.settlement.nothingUnderWay,
  },
): JournalEntry[] {
  const documents = [{ kind: 'settlement' as const, document }];
  return append(entries, by, { kind: 'folder-settled', documents, body, officer: officers.mara });
}
