import { describe, expect, it } from 'vitest';
import {
  type JournalEntry,
  journalHash,
  journalWitnessDigest,
} from '../../../electron/core/journal/journal-entry.ts';
import { JournalVerifier } from '../../../electron/core/journal/verify-journal.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { officers, signAs, uuid } from '../../support/signer-fixture.ts';
import { journalOf, sealOf, signEntry, station, verifyExport } from '../../support/signer-journal.ts';

const { ben, chiara } = officers;
const journal = journalOf([
  { body: { amount: '5' }, by: ben },
  { body: { amount: '6', list: [1, { deep: null }] }, by: chiara },
  { body: {}, by: null },
  { body: { last: true }, by: ben },
]);
const seal = sealOf(journal);

const withEntry = (index: number, change: (entry: JournalEntry) => unknown): unknown[] =>
  journal.map((entry, i) => (i === index ? change(entry) : entry));

describe('a journal as it was written', () => {
  it('is accepted, and its report tells of all of it', () => {
    expect(verifyExport(journal, seal)).toBe('accepted');
    const verifier = new JournalVerifier(verifySignature);
    for (const entry of journal) verifier.add(entry);
    expect(verifier.report()).toEqual({
      entries: 5,
      head: journal.at(-1)?.hash,
      stationKey: station.publicKey,
      signedByOfficers: 3,
    });
  });

  it('is accepted from its own JSON lines', () => {
    const lines = journal.map((entry) => JSON.parse(JSON.stringify(entry)));
    expect(verifyExport(lines, JSON.parse(JSON.stringify(seal)))).toBe('accepted');
  });
});

describe('a journal is found out', () => {
  const edited = (entry: JournalEntry): JournalEntry => ({ ...entry, body: { amount: '500' } });
  const rehashed = (entry: JournalEntry): JournalEntry => ({
    ...edited(entry),
    hash: journalHash(edited(entry)),
  });

  it.each<[string, string, () => unknown[]]>([
    ['an entry deleted', 'journal-sequence-broken', () => journal.toSpliced(2, 1)],
    [
      'an entry deleted and the rest renumbered',
      'journal-chain-broken',
      () => journal.toSpliced(2, 1).map((entry, i) => ({ ...entry, seq: i + 1 })),
    ],
    ['the first entry deleted', 'journal-sequence-broken', () => journal.slice(1)],
    [
      'two entries exchanged',
      'journal-sequence-broken',
      () => [journal[0], journal[2], journal[1], journal[3]],
    ],
    ['an entry twice', 'journal-sequence-broken', () => [journal[0], journal[1], journal[1]]],
    ['an entry edited', 'journal-chain-broken', () => withEntry(1, edited)],
    ['an entry edited with its hash', 'journal-signature-bad', () => withEntry(1, rehashed)],
    [
      'an entry edited, hashed and signed by the station: the next does not follow',
      'journal-chain-broken',
      () => withEntry(2, (entry) => signEntry(edited(entry), chiara)),
    ],
    [
      'a time edited',
      'journal-chain-broken',
      () => withEntry(1, (entry) => ({ ...entry, at: entry.at + 1 })),
    ],
    [
      'another officer named',
      'journal-chain-broken',
      () => withEntry(1, (entry) => ({ ...entry, officerId: chiara.id })),
    ],
    ['a member added', 'journal-malformed', () => withEntry(1, (entry) => ({ ...entry, note: 'x' }))],
    [
      'a member added to the body',
      'journal-chain-broken',
      () => withEntry(1, (entry) => ({ ...entry, body: { ...entry.body, note: 'x' } })),
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
        withEntry(1, (entry) => ({
          ...entry,
          officerSignature: signAs(chiara, journalWitnessDigest(entry.hash)),
        })),
    ],
    [
      'the officer signed something else',
      'journal-signature-bad',
      () => withEntry(1, (entry) => ({ ...entry, officerSignature: signAs(ben, entry.hash) })),
    ],
    [
      "the officer's signature taken away",
      'journal-signature-bad',
      () => withEntry(1, (entry) => ({ ...entry, officerSignature: null })),
    ],
    [
      'a signature of nobody',
      'journal-signature-bad',
      () => withEntry(3, (entry) => ({ ...entry, officerSignature: journal[1]!.officerSignature })),
    ],
    [
      'an officer whom the first entry does not list',
      'journal-signature-bad',
      () => withEntry(4, (entry) => signEntry({ ...entry, officerId: station.id }, station)),
    ],
    ['a line that is no entry', 'journal-malformed', () => withEntry(2, () => null)],
    [
      'a first entry without keys',
      'journal-malformed',
      () => withEntry(0, (entry) => signEntry({ ...entry, body: {} }, null)),
    ],
    [
      'a kind that is not known',
      'journal-malformed',
      () => withEntry(2, (entry) => ({ ...entry, kind: 'nothing' })),
    ],
  ])('%s', (_, code, entries) => {
    expect(verifyExport(entries(), seal)).toBe(code);
  });

  it.each(['constructor', '__proto__', 'prototype', 'toString'])(
    'a member named %s slipped into the body',
    (name) => {
      const slipped = JSON.parse(JSON.stringify(journal[1]).replace('"body":{', `"body":{"${name}":"x",`));
      expect(
        verifyExport(
          withEntry(1, () => slipped),
          seal,
        ),
      ).toBe('journal-chain-broken');
      const deep = JSON.parse(JSON.stringify(journal[2]).replace('"deep":', `"${name}":"x","deep":`));
      expect(
        verifyExport(
          withEntry(2, () => deep),
          seal,
        ),
      ).toBe('journal-chain-broken');
    },
  );

  it.each([
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a fraction', '{"a":1.5}'],
    ['a list too deep for any stack', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['a list', '[]'],
  ])('a body with %s is malformed, and no crash', (_, body) => {
    const entry = { ...journal[1], body: JSON.parse(body) };
    expect(
      verifyExport(
        withEntry(1, () => entry),
        seal,
      ),
    ).toBe('journal-malformed');
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
    const reused = { ...sealOf(cut), stationSignature: cut.at(-1)!.stationSignature };
    expect(verifyExport(cut, reused)).toBe('journal-signature-bad');
  });
});
