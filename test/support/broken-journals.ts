import { attestationOf } from '../../electron/core/attestation/attestation.ts';
import { type JournalEntry, journalHash } from '../../electron/core/journal/journal-entry.ts';
import { type JournalFault, JournalVerifier } from '../../electron/core/journal/verify-journal.ts';
import {
  address,
  amount,
  asset,
  attestation,
  hot,
  NOW,
  network,
  officers,
  signAs,
  type TestOfficer,
  uuid,
} from './core-samples.ts';
import { fc } from './fast-check.ts';
import { alarm, type Event, journalOf, station } from './journal-samples.ts';
import { append, settled, settlementAfter, signSettlement, stationOf } from './station-samples.ts';
import { verifyDigest } from './test-signatures.ts';

/** What may be wrong with an entry of a journal whose other entries are as they were written. */
type Break = (entries: readonly JournalEntry[], place: number) => readonly JournalEntry[];

const edited =
  (edit: (entry: JournalEntry, other: JournalEntry) => Partial<JournalEntry>): Break =>
  (entries, place) =>
    entries.map((entry, i) => (i === place ? { ...entry, ...edit(entry, entries[i - 1] ?? entry) } : entry));

/** As if the station itself had written it so. */
const rewritten = (edit: (entry: JournalEntry) => Partial<JournalEntry>): Break =>
  edited((entry) => {
    const changed = { ...entry, ...edit(entry) };
    const hash = journalHash(changed);
    return { ...changed, hash, stationSignature: signAs(station, hash) };
  });

export const breaks: Readonly<Record<string, Break>> = {
  "the station's signature is another's": edited((_, other) => ({
    stationSignature: other.stationSignature.split('').reverse().join(''),
  })),
  'no signature is on the curve': edited(() => ({ stationSignature: 'f'.repeat(128) })),
  "the officer's signature is the station's": edited(({ stationSignature }) => ({
    witness: stationSignature,
  })),
  "the officer's signature is gone": edited(() => ({ witness: null })),
  'both signatures are wrong': edited(() => ({
    stationSignature: 'a'.repeat(128),
    witness: 'b'.repeat(128),
  })),
  'the hash is another': edited(() => ({ hash: 'c'.repeat(64) })),
  'the body was changed': edited(() => ({ body: { ...alarm('changed').body } })),
  'a member was added': edited(() => ({ more: 1 }) as Partial<JournalEntry>),
  'the number is another': rewritten(({ seq }) => ({ seq: seq + 1 })),
  'it follows on another': rewritten(() => ({ previous: 'd'.repeat(64) })),
  'a strange amount is signed': rewritten(() => depositOf('OTHER')),
  'a strange amount is not signed': edited((entry) => {
    const changed = { ...entry, ...depositOf('OTHER') };
    return { ...changed, hash: journalHash(changed) };
  }),
  'a deposit is at an address that nobody told of': rewritten(() => depositOf(asset.id)),
  'an attestation is signed by no vault': rewritten(() => accountOf('ab'.repeat(64))),
  'addresses are others than those attested': rewritten(() => accountOf(attestation.signature)),
  'two are in each other’s place': (entries, place) => {
    const [a, b] = [entries[place], entries[place + 1]];
    return a && b ? entries.with(place, b).with(place + 1, a) : entries;
  },
  'one is missing': (entries, place) => entries.toSpliced(place, 1),
  'one is there twice': (entries, place) => entries.toSpliced(place, 0, ...entries.slice(place, place + 1)),
  'a station signs whose time it is not': (entries, place) => [
    ...append(entries.slice(0, place + 1), stationOf(9)),
    ...entries.slice(place + 2),
  ],
};

function depositOf(asset: string): Pick<JournalEntry, 'kind' | 'body' | 'documents' | 'actor' | 'witness'> {
  const body = {
    transactionId: 'deposit',
    address: '0x1',
    amount: { ...amount(5), asset },
    sender: '0x2',
    checkpoint: '7',
    seenAt: NOW,
  };
  const actor = { kind: 'station', stationId: stationOf(1).id } as const;
  return { kind: 'deposit-final', body, documents: [], actor, witness: null };
}

function accountOf(signature: string): ReturnType<typeof depositOf> {
  const first = { address: address(0xadd), path: { account: 5, change: 0, index: 0 } };
  const statement = attestationOf({ treasuryId: uuid(0x7), network, vaultId: hot.id }, [first]);
  const body = { vaultId: hot.id, account: 5, alias: 'user', addresses: [{ ...first, issued: true }] };
  return {
    ...depositOf(asset.id),
    kind: 'account-created',
    body,
    documents: [{ kind: 'attestation', document: { ...attestation, statement, signature } }],
  };
}

const event: fc.Arbitrary<Event> = fc
  .tuple(fc.string(), fc.constantFrom<TestOfficer | null>(null, officers.mara, officers.ben))
  .map(([message, by]) => alarm(message, by));

/** A journal of one or two stations, whole. */
const whole = fc
  .tuple(fc.array(event, { maxLength: 12 }), fc.boolean(), fc.nat(3))
  .map(([events, changes, more]) => {
    let journal = journalOf(events);
    if (!changes) return journal;
    const [from, to] = [stationOf(1), stationOf(2)];
    journal = settled(journal, signSettlement(settlementAfter(journal, { from, to })), to);
    for (let i = 0; i < more; i++) journal = append(journal, to, i % 2 ? { officer: officers.ben } : {});
    return journal;
  });

/** A journal, and up to three things in it that are wrong. */
export const maybeBroken: fc.Arbitrary<readonly JournalEntry[]> = fc
  .tuple(whole, fc.array(fc.tuple(fc.constantFrom(...Object.values(breaks)), fc.nat(20)), { maxLength: 3 }))
  .map(([journal, wrong]) => wrong.reduce((entries, [broken, at]) => breakAt(entries, broken, at), journal));

const breakAt = (entries: readonly JournalEntry[], broken: Break, at: number): JournalEntry[] => [
  ...broken(entries, at % Math.max(entries.length, 1)),
];

/** The plain way: one entry after the other, each whole before the next. */
export function plainFault(
  entries: readonly unknown[],
  { addresses = true }: { readonly addresses?: boolean } = {},
): JournalFault | null {
  const verifier = new JournalVerifier(verifyDigest, { addresses });
  for (const [i, entry] of entries.entries()) {
    const added = verifier.add(entry);
    if (!added.ok) return { entry: i + 1, refusal: added };
  }
  return null;
}
