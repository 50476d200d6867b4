import type { StationRule } from '../../electron/core/actor.ts';
import type { Attestation, PathAddress } from '../../electron/core/attestation/attestation.ts';
import type { JournalKind } from '../../electron/core/journal/bodies.ts';
import type { JournalDocument } from '../../electron/core/journal/documents.ts';
import {
  JOURNAL_FORMAT,
  JOURNAL_START,
  type JournalContent,
  type JournalEntry,
  type JournalSeal,
  journalHash,
  journalSealDigest,
  journalWitnessDigest,
} from '../../electron/core/journal/journal-entry.ts';
import { JournalVerifier } from '../../electron/core/journal/verify-journal.ts';
import type { JsonValue } from '../../electron/core/json.ts';
import type { Policy } from '../../electron/core/policy/policy.ts';
import {
  address,
  asset,
  attested,
  hot,
  NOW,
  network,
  officers,
  person,
  policy,
  signAs,
  signPolicy,
  type TestOfficer,
  uuid,
} from './core-samples.ts';
import { ed25519KeyPair, verifyDigest } from './test-signatures.ts';

export const stationId = uuid(0x57a);
/** A station has a key as officers do. */
export const station = { key: ed25519KeyPair('station'), publicKey: ed25519KeyPair('station').publicKey };

/** One event to write: what it says, and who signs it beside the station. */
export interface Event {
  readonly kind?: JournalKind;
  readonly body: { readonly [key: string]: JsonValue };
  readonly documents?: readonly JournalDocument[];
  readonly by: TestOfficer | null;
  /** By which rule of the station, where no officer is named. */
  readonly rule?: StationRule;
}

/** An event that anybody may write: a node that said something odd. */
export const alarm = (message: string, by: TestOfficer | null = null): Event => ({
  body: {
    code: 'node-behind',
    message,
    url: 'https://node.example',
    transactionId: null,
    checkpoint: null,
    consumed: [],
  },
  by,
});

export function creation(of: Policy = policy(), signed = signPolicy(of)): Event {
  return {
    kind: 'treasury-created',
    body: {
      treasuryId: of.treasuryId,
      name: 'Harbour Exchange',
      network: { ...network },
      trustRoot: of.trustRoot,
      asset: asset.id,
      stationKey: station.publicKey,
      accounts: [],
      addresses: [],
    },
    documents: [{ kind: 'policy', document: signed }],
    by: null,
  };
}

/** Addresses 0 to 2 of account 4 of the hot vault. */
export const attestedAddresses: readonly PathAddress[] = [0, 1, 2].map((index) => ({
  path: { account: 4, change: 0, index },
  address: address(0x4a0 + index),
}));
/** The first of them, which {@link accountCreated} gives out. */
export const attestedAddress = attestedAddresses[0]!;

/** Account 4 of the hot vault is created, and its first address given out; `addresses` and what is signed of them may differ. */
export const accountCreated = (
  addresses: readonly PathAddress[] = attestedAddresses,
  signed: readonly Attestation[] = [attested(attestedAddresses)],
): Event => ({
  kind: 'account-created',
  body: {
    vaultId: hot.id,
    account: 4,
    alias: 'user-4',
    addresses: addresses.map(({ path, address }) => ({
      path: { ...path },
      address,
      issued: path.index === 0,
    })),
  },
  documents: signed.map((document) => ({ kind: 'attestation', document })),
  by: officers.mara,
});

export function signEntry(content: JournalContent, by: TestOfficer | null): JournalEntry {
  const hash = journalHash(content);
  return {
    ...content,
    hash,
    stationSignature: signAs(station, hash),
    witness: by && signAs(by, journalWitnessDigest(hash)),
  };
}

/** These events, chained and signed. */
export function chainOf(events: readonly Event[]): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const [i, { kind = 'node-alarm', body, documents = [], by, rule }] of events.entries()) {
    const content: JournalContent = {
      format: JOURNAL_FORMAT,
      stationId,
      seq: i + 1,
      previous: entries.at(-1)?.hash ?? JOURNAL_START,
      at: NOW + i,
      heads: [],
      kind,
      actor: by ? person(by) : { kind: 'station', stationId, ...(rule ? { rule } : {}) },
      documents: [...documents],
      body,
    };
    entries.push(signEntry(content, by));
  }
  return entries;
}

/** The creation of a treasury and then these events. */
export const journalOf = (events: readonly Event[]): JournalEntry[] => chainOf([creation(), ...events]);

export function sealOf(entries: readonly JournalEntry[]): JournalSeal {
  const head = entries.at(-1)?.hash ?? JOURNAL_START;
  return {
    format: 'sallyport/journal-seal/2',
    entries: entries.length,
    head,
    stationSignature: signAs(station, journalSealDigest(entries.length, head)),
  };
}

/** @returns `accepted`, or the code of the first refusal */
export function verifyExport(entries: readonly unknown[], seal?: unknown): string {
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return added.code;
  }
  const sealed = verifier.seal(seal);
  return sealed.ok ? 'accepted' : sealed.code;
}
