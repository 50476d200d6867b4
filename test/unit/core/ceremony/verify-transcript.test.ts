import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { transcriptDigest } from '../../../../electron/core/ceremony/transcript.ts';
import { verifyTranscript } from '../../../../electron/core/ceremony/verify-transcript.ts';
import {
  type JournalContent,
  journalWitnessDigest,
} from '../../../../electron/core/journal/journal-entry.ts';
import { plans, sampleOfficers } from '../../../support/ceremony-samples.ts';
import {
  entryBody,
  keyOf,
  signEntry,
  signedTranscript,
  stationKey as station,
  stationTranscript,
} from '../../../support/signed-transcript.ts';
import { signDigest, verifyDigest } from '../../../support/test-signatures.ts';

const transcript = stationTranscript(plans.both);
const file = signedTranscript(transcript);
const { entry } = file;
const [ada, olena] = sampleOfficers.map(({ id }) => keyOf(id)) as [typeof station, typeof station];

/** The entry with a change, its hash and signatures made anew, as whoever holds the keys could. */
function entryWith(change: Partial<JournalContent>) {
  return { ...file, entry: signEntry({ ...entry, ...change }) };
}

const theStation = { kind: 'station', stationId: transcript.station.id } as const;

test('an export is proven after its way through JSON', () => {
  const report = verifyTranscript(JSON.parse(JSON.stringify(file)), verifyDigest);
  expect(report).toMatchObject({
    ok: true,
    value: {
      digest: transcriptDigest(transcript),
      stationKey: station.publicKey,
      journal: { seq: 12, hash: entry.hash },
      signedBy: [{ name: 'Ada Lindqvist' }, { name: 'Олена Бондар' }],
    },
  });
});

test('an export before the journal entry is proven without it, and says so', () => {
  expect(verifyTranscript({ ...file, entry: null }, verifyDigest)).toMatchObject({
    ok: true,
    value: { journal: null },
  });
});

test('an entry that only the station signs is proven', () => {
  const unwitnessed = entryWith({ actor: theStation });
  expect(unwitnessed.entry.witness).toBeNull();
  expect(verifyTranscript(unwitnessed, verifyDigest)).toMatchObject({
    ok: true,
    value: { journal: { hash: unwitnessed.entry.hash } },
  });
});

describe('attacks', () => {
  const changed = { ...transcript, vault: { ...transcript.vault!, name: 'Cold vault 3' } };
  const skipped = { ...transcript, steps: transcript.steps.slice(0, -1) };
  const attacks: readonly (readonly [string, unknown, string])[] = [
    [
      'a transcript changed after it was signed',
      { ...file, transcript: changed },
      'transcript-signature-bad',
    ],
    ['a step cut away and signed all the same', signedTranscript(skipped), 'transcript-steps'],
    [
      'a signature left out',
      { ...file, signatures: file.signatures.slice(1) },
      'transcript-signature-missing',
    ],
    [
      'one signature given for both',
      {
        ...file,
        signatures: file.signatures.map((one) => ({ ...one, signature: file.signatures[0]?.signature })),
      },
      'transcript-signature-bad',
    ],
    [
      'one key for two officers',
      {
        ...file,
        officers: file.officers.map((one) => ({ ...one, publicKey: ada.publicKey })),
        signatures: file.signatures.map((one) => ({ ...one, signature: file.signatures[0]?.signature })),
      },
      'transcript-malformed',
    ],
    [
      'an officer renamed in the key list',
      { ...file, officers: file.officers.map((one, i) => (i === 0 ? { ...one, name: 'Eve' } : one)) },
      'transcript-malformed',
    ],
    ['a key left out', { ...file, officers: file.officers.slice(1) }, 'transcript-malformed'],
    [
      'a signer who was not present',
      {
        ...file,
        officers: [...file.officers, { id: transcript.id, name: 'Eve', publicKey: station.publicKey }],
      },
      'transcript-malformed',
    ],
    ['an entry of another kind', entryWith({ kind: 'vault-opened' }), 'transcript-other-entry'],
    ['the entry of another transcript', entryWith({ body: entryBody(changed) }), 'transcript-other-entry'],
    ['an entry without the transcript', entryWith({ documents: [] }), 'transcript-other-entry'],
    [
      'an entry that names this transcript and carries another',
      entryWith({
        documents: [
          { kind: 'transcript', document: { transcript: changed, signatures: [...file.signatures] } },
        ],
      }),
      'transcript-other-entry',
    ],
    ['an entry of another station', entryWith({ stationId: transcript.id }), 'transcript-other-entry'],
    ['an entry that was changed', { ...file, entry: { ...entry, seq: 13 } }, 'journal-chain-broken'],
    [
      'an entry signed by someone else than the station',
      { ...file, entry: { ...entry, stationSignature: signDigest(ada, entry.hash) } },
      'journal-signature-bad',
    ],
    [
      'an entry signed by another officer than it names',
      {
        ...file,
        entry: { ...entry, witness: signDigest(olena, journalWitnessDigest(entry.hash)) },
      },
      'journal-signature-bad',
    ],
    [
      'an entry whose bare hash the officer signed',
      { ...file, entry: { ...entry, witness: signDigest(ada, entry.hash) } },
      'journal-signature-bad',
    ],
    [
      "an entry with its officer's signature cut off",
      { ...file, entry: { ...entry, witness: null } },
      'journal-signature-bad',
    ],
    [
      'an entry of an officer who was not present',
      entryWith({ actor: { kind: 'person', officerId: transcript.id } }),
      'journal-signature-bad',
    ],
    [
      'an entry of nobody with a signature',
      {
        ...file,
        entry: { ...entryWith({ actor: theStation }).entry, witness: entry.witness },
      },
      'journal-signature-bad',
    ],
    ['a newer version', { ...file, format: 'sallyport/transcript-file/3' }, 'file-newer'],
    ['an older version', { format: 'sallyport/transcript/1', transcript: {} }, 'file-older'],
    ['another format', { ...file, format: 'sallyport/transcript/2' }, 'transcript-malformed'],
    ['no format', { ...file, format: undefined }, 'transcript-malformed'],
    [
      'an entry of another version',
      { ...file, entry: { ...entry, format: 'sallyport/journal/1' } },
      'transcript-malformed',
    ],
    ['a member more', { ...file, note: '' }, 'transcript-malformed'],
    ['nothing', null, 'transcript-malformed'],
  ];

  test.each(attacks)('%s is refused', (_, input, code) => {
    expect(verifyTranscript(input, verifyDigest)).toMatchObject({ ok: false, code });
  });

  test('a signature over the plain digest of the JSON does not count', () => {
    const digest = createHash('blake2b512').update(JSON.stringify(transcript)).digest('hex').slice(0, 64);
    const signatures = file.signatures.map((one) => ({
      ...one,
      signature: signDigest(keyOf(one.officerId), digest),
    }));
    expect(verifyTranscript({ ...file, signatures }, verifyDigest)).toMatchObject({
      code: 'transcript-signature-bad',
    });
  });
});

describe('what came out of a wallet folder', () => {
  const imported = {
    format: 'sallyport/transcript-import/1',
    accounts: 2,
    accountsLeft: 1,
    addresses: 6,
    changeAddresses: 3,
    outputs: 4,
    payments: 3,
    notes: 2,
    history: 'ab'.repeat(32),
  } as const;
  const restored = { ...stationTranscript(plans.restore), imported };
  const body = { accounts: 2, payments: 3, digest: imported.history };
  const withImport = (of: object) => {
    const whole = signedTranscript(restored);
    return { ...whole, entry: signEntry({ ...whole.entry, body: { ...entryBody(restored), ...of } }) };
  };
  const withEntry = (of: Parameters<typeof signedTranscript>[0]) => {
    const whole = signedTranscript(of);
    const told = { ...entryBody(of), imported: body };
    return { ...whole, entry: signEntry({ ...whole.entry, body: told }) };
  };
  const codeOf = (file: unknown) => {
    const report = verifyTranscript(file, verifyDigest);
    return report.ok ? null : report.code;
  };

  test('is proven with the transcript, and older transcripts are proven as they were', () => {
    expect(codeOf(withImport({ imported: body }))).toBeNull();
    expect(verifyTranscript(withImport({ imported: body }), verifyDigest)).toMatchObject({
      value: { transcript: { imported } },
    });
    const older = signedTranscript(stationTranscript(plans.restore));
    const entryOfThen = signEntry({
      ...older.entry,
      body: { ...entryBody(older.transcript), imported: body },
    });
    expect(codeOf({ ...older, entry: entryOfThen })).toBeNull();
  });

  test.each([
    [
      'another count after it was signed',
      {
        ...withImport({ imported: body }),
        transcript: { ...restored, imported: { ...imported, outputs: 5 } },
      },
      'transcript-signature-bad',
    ],
    [
      'it was taken out after it was signed',
      { ...withImport({ imported: body }), transcript: stationTranscript(plans.restore) },
      'transcript-signature-bad',
    ],
    [
      'a journal entry that tells of other payments',
      withImport({ imported: { ...body, digest: 'cd'.repeat(32) } }),
      'transcript-other-entry',
    ],
    ['a journal entry that tells of none', withImport({}), 'transcript-other-entry'],
    [
      'a journal entry that tells of one, where everybody signed that there was none',
      withEntry({ ...restored, imported: null }),
      'transcript-other-entry',
    ],
    ['a journal entry of a creation that tells of one', withEntry(transcript), 'transcript-other-entry'],
    [
      'a creation that brings something in',
      signedTranscript({ ...transcript, imported }),
      'transcript-malformed',
    ],
    [
      'a form that is not known',
      signedTranscript({
        ...restored,
        imported: { ...imported, format: 'sallyport/transcript-import/2' } as never,
      }),
      'transcript-malformed',
    ],
  ])('is refused: %s', (_, forged, code) => {
    expect(codeOf(forged)).toBe(code);
  });
});
