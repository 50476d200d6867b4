import { describe, expect, it } from 'vitest';
import type { BodyOf, JournalKind } from '../../../../electron/core/journal/bodies.ts';
import type { JournalDocument } from '../../../../electron/core/journal/documents.ts';
import {
  type JournalEntry,
  journalHash,
  journalWitnessDigest,
} from '../../../../electron/core/journal/journal-entry.ts';
import { JournalVerifier } from '../../../../electron/core/journal/verify-journal.ts';
import type { InputEvidence } from '../../../../electron/core/proposal/evidence.ts';
import { amount, person, proposal, request, signAs, stranger, uuid } from '../../../support/core-samples.ts';
import { sampleBodies } from '../../../support/journal-bodies.ts';
import {
  accountCreated,
  alarm,
  attestedAddress,
  type Event,
  journalOf,
  sealOf,
  signEntry,
  station,
  stationId,
  verifyExport,
} from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';
import {
  ben,
  chiara,
  fifth,
  first,
  fourth,
  journal,
  seal,
  second,
  third,
  withEntry,
} from './whole-journal.ts';

describe('a journal as it was written', () => {
  it('is accepted, and its report covers all of it', () => {
    expect(verifyExport(journal, seal)).toBe('accepted');
    const verifier = new JournalVerifier(verifyDigest);
    for (const entry of journal) must(verifier.add(entry));
    expect(verifier.report()).toEqual({
      entries: 5,
      head: fifth.hash,
      stationKey: station.publicKey,
      stations: [{ stationId, stationKey: station.publicKey, from: 1 }],
      signedByOfficers: 3,
      mandates: 0,
    });
  });

  it('is accepted from its own JSON lines', () => {
    const lines = journal.map((entry) => JSON.parse(JSON.stringify(entry)));
    expect(verifyExport(lines, JSON.parse(JSON.stringify(seal)))).toBe('accepted');
  });
});

describe('a journal is found out', () => {
  const edited = (entry: JournalEntry): JournalEntry => ({ ...entry, body: { ...entry.body, message: 'x' } });
  const rehashed = (entry: JournalEntry): JournalEntry => ({
    ...edited(entry),
    hash: journalHash(edited(entry)),
  });
  /** The request with another amount, and still under its maker's signature. */
  const documents: JournalDocument[] = [
    {
      kind: 'request',
      document: { ...request(), statement: { ...request().statement, amount: amount(9999) } },
    },
  ];

  it.each<[string, string, () => unknown[]]>([
    ['an entry deleted', 'journal-sequence-broken', () => journal.toSpliced(2, 1)],
    [
      'an entry deleted and the rest renumbered',
      'journal-chain-broken',
      () => journal.toSpliced(2, 1).map((entry, i) => ({ ...entry, seq: i + 1 })),
    ],
    ['the first entry deleted', 'journal-sequence-broken', () => journal.slice(1)],
    ['two entries exchanged', 'journal-sequence-broken', () => [first, third, second, fourth]],
    ['an entry twice', 'journal-sequence-broken', () => [first, second, second]],
    ['an entry edited', 'journal-chain-broken', () => withEntry(1, edited)],
    ['a document edited', 'journal-chain-broken', () => withEntry(2, (entry) => ({ ...entry, documents }))],
    [
      'a document taken out',
      'journal-chain-broken',
      () => withEntry(2, (entry) => ({ ...entry, documents: [] })),
    ],
    [
      'a document twice',
      'journal-chain-broken',
      () => withEntry(2, (entry) => ({ ...entry, documents: [...entry.documents, ...entry.documents] })),
    ],
    [
      'the head of another station added',
      'journal-chain-broken',
      () =>
        withEntry(1, (entry) => ({ ...entry, heads: [{ stationId: uuid(1), seq: 1, hash: first.hash }] })),
    ],
    ['an entry edited with its hash', 'journal-signature-bad', () => withEntry(1, rehashed)],
    [
      'an entry edited, hashed and signed by the station: the next does not follow',
      'journal-chain-broken',
      () => withEntry(1, (entry) => signEntry(edited(entry), ben)),
    ],
    [
      'a time edited',
      'journal-chain-broken',
      () => withEntry(1, (entry) => ({ ...entry, at: entry.at + 1 })),
    ],
    [
      'another officer named',
      'journal-chain-broken',
      () => withEntry(1, (entry) => ({ ...entry, actor: person(chiara) })),
    ],
    [
      'the officer turned into the station',
      'journal-chain-broken',
      () => withEntry(1, (entry) => ({ ...entry, actor: { kind: 'station', stationId }, witness: null })),
    ],
    ['a member added', 'journal-malformed', () => withEntry(1, (entry) => ({ ...entry, note: 'x' }))],
    [
      'a member added to the body',
      'journal-malformed',
      () => withEntry(1, (entry) => ({ ...entry, body: { ...entry.body, note: 'x' } })),
    ],
    [
      'a member added to a document',
      'journal-malformed',
      () =>
        withEntry(2, (entry) => ({
          ...entry,
          documents: [{ kind: 'request', document: { ...request(), note: 'x' } }],
        })),
    ],
    [
      'the body of another kind',
      'journal-malformed',
      () => withEntry(3, (entry) => ({ ...entry, body: second.body, kind: 'vault-closed' })),
    ],
    [
      'a foreign signature for the station',
      'journal-signature-bad',
      () => withEntry(1, (entry) => ({ ...entry, stationSignature: signAs(ben, entry.hash) })),
    ],
    [
      "another station's name, hashed anew",
      'journal-signature-bad',
      () => withEntry(4, (entry) => signEntry({ ...entry, stationId: uuid(0xbad) }, ben)),
    ],
    [
      'another officer signed',
      'journal-signature-bad',
      () =>
        withEntry(1, (entry) => ({ ...entry, witness: signAs(chiara, journalWitnessDigest(entry.hash)) })),
    ],
    [
      'the officer signed something else',
      'journal-signature-bad',
      () => withEntry(1, (entry) => ({ ...entry, witness: signAs(ben, entry.hash) })),
    ],
    [
      "the officer's signature taken away",
      'journal-signature-bad',
      () => withEntry(1, (entry) => ({ ...entry, witness: null })),
    ],
    [
      'a signature of nobody',
      'journal-signature-bad',
      () => withEntry(3, (entry) => ({ ...entry, witness: second.witness })),
    ],
    [
      'an officer whom the policy does not list',
      'journal-signature-bad',
      () => withEntry(4, (entry) => signEntry({ ...entry, actor: person(stranger) }, stranger)),
    ],
    ['a line that is no entry', 'journal-malformed', () => withEntry(2, () => null)],
    [
      'a kind that is not known',
      'journal-malformed',
      () => withEntry(2, (entry) => ({ ...entry, kind: 'nothing' })),
    ],
    [
      'an entry of a newer version',
      'file-newer',
      () => withEntry(2, (entry) => ({ ...entry, format: 'sallyport/journal/3' })),
    ],
    [
      'an entry of an older version',
      'file-older',
      () => withEntry(2, (entry) => ({ ...entry, format: 'sallyport/journal/1' })),
    ],
    [
      'an entry of the first version, which said no format',
      'file-older',
      () => [{ seq: 1, kind: 'treasury-created', officerId: null, officerSignature: null, body: {} }],
    ],
    [
      'an entry of another format',
      'journal-malformed',
      () => withEntry(2, (entry) => ({ ...entry, format: 'sallyport/journal-seal/2' })),
    ],
    ['an entry without format', 'journal-malformed', () => withEntry(2, ({ format: _, ...entry }) => entry)],
  ])('%s', (_, code, entries) => {
    expect(verifyExport(entries(), seal)).toBe(code);
  });

  it.each(['constructor', '__proto__', 'prototype', 'toString'])('a member named %s slipped in', (name) => {
    const slipped = (entry: JournalEntry, before: string): unknown =>
      JSON.parse(JSON.stringify(entry).replace(before, `"${name}":"x",${before}`));
    for (const [place, before] of [
      [1, '"code":'],
      [1, '"seq":'],
      [2, '"statement":'],
      [2, '"recipient":'],
    ] as const) {
      const entries = withEntry(place, (entry) => slipped(entry, before));
      expect(verifyExport(entries, seal), before).toBe('journal-malformed');
    }
  });

  it.each([
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a fraction', '{"a":1.5}'],
    ['a list too deep for any stack', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['a list', '[]'],
  ])('a body with %s is malformed, and no crash', (_, body) => {
    const entry = { ...second, body: JSON.parse(body) };
    expect(
      verifyExport(
        withEntry(1, () => entry),
        seal,
      ),
    ).toBe('journal-malformed');
  });

  it('a document too deep for any stack is malformed, and no crash', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    for (const documents of [deep, [deep], [{ kind: 'request', document: deep }]]) {
      expect(
        verifyExport(
          withEntry(2, (entry) => ({ ...entry, documents })),
          seal,
        ),
      ).toBe('journal-malformed');
    }
  });
});

describe("an amount that is not of the treasury's asset is found out, though station and officers signed it", () => {
  const other = { asset: 'OTHER', units: '5' };
  const paid = request({ amount: other });
  const built = proposal();
  const [evidence] = built.evidence as [InputEvidence];
  const carrying = (...documents: JournalDocument[]): Event => ({ ...alarm('carries'), documents });
  const saying = <K extends JournalKind>(kind: K, change: Partial<BodyOf<K>>): Event => ({
    kind,
    body: { ...sampleBodies[kind], ...change },
    by: null,
  });

  it.each<[string, Event]>([
    ['in a deposit', saying('deposit-final', { amount: other })],
    ['in the fee of a payment', saying('transaction-final', { feePaid: other })],
    ['in the fee of a payment that failed', saying('transaction-failed', { feePaid: other })],
    ['in a request', carrying({ kind: 'request', document: paid })],
    ['in a request of a proposal', carrying({ kind: 'proposal', document: proposal({ requests: [paid] }) })],
    [
      'in the evidence of a proposal',
      carrying({ kind: 'proposal', document: { ...built, evidence: [{ ...evidence, amount: other }] } }),
    ],
  ])('%s', (_, event) => {
    const entries = journalOf([event]);
    expect(verifyExport(entries, sealOf(entries))).toBe('asset-wrong');
  });

  it.each<[string, Event]>([
    ['the fee of a payment', saying('transaction-final', {})],
    ['no fee', saying('transaction-failed', { feePaid: null, checkpoint: null })],
    ['a proposal', carrying({ kind: 'proposal', document: built })],
  ])('and %s in it is not', (_, event) => {
    const entries = journalOf([event]);
    expect(verifyExport(entries, sealOf(entries))).toBe('accepted');
  });

  it('and a deposit in it is not', () => {
    const entries = journalOf([
      accountCreated(),
      saying('deposit-final', { address: attestedAddress.address }),
    ]);
    expect(verifyExport(entries, sealOf(entries))).toBe('accepted');
  });
});

describe('a journal cut short is found out', () => {
  it.each([
    ['without a seal', journal, undefined],
    ['before its last entry', journal.slice(0, -1), seal],
    ['to nothing', [], sealOf([])],
    ['with an entry where the seal should be', journal.slice(0, -1), journal.at(-1)],
    ['and its count edited', journal.slice(0, -1), { ...seal, entries: 4 }],
  ])('%s', (_, entries, last) => {
    expect(verifyExport(entries, last)).toBe('journal-truncated');
  });

  it('with a seal that nobody signed', () => {
    const cut = journal.slice(0, -1);
    const forged = { ...sealOf(cut), stationSignature: seal.stationSignature };
    expect(verifyExport(cut, forged)).toBe('journal-signature-bad');
    expect(verifyExport(cut, { ...forged, stationSignature: signAs(ben, sealOf(cut).head) })).toBe(
      'journal-signature-bad',
    );
  });

  it("with an entry's signature in the place of the seal's", () => {
    const cut = journal.slice(0, -1);
    const reused = { ...sealOf(cut), stationSignature: fourth.stationSignature };
    expect(verifyExport(cut, reused)).toBe('journal-signature-bad');
  });
});
