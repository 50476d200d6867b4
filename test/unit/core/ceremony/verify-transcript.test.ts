import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { transcriptDigest } from '../../../../electron/core/ceremony/transcript.ts';
import {
  ceremonyEntryBody,
  type TranscriptFile,
  verifyTranscript,
} from '../../../../electron/core/ceremony/verify-transcript.ts';
import {
  type JournalContent,
  journalHash,
  journalWitnessDigest,
} from '../../../../electron/core/journal/journal-entry.ts';
import { plans } from '../../../support/ceremony-samples.ts';
import {
  officerKeys as keys,
  signedTranscript,
  stationKey as station,
  stationTranscript,
} from '../../../support/signed-transcript.ts';
import { signDigest, verifyDigest } from '../../../support/test-signatures.ts';

const transcript = stationTranscript(plans['both']!);
const file = signedTranscript(transcript);
const entry = file.entry!;

/** The entry with a change, its hash and signatures made anew, as whoever holds the keys could. */
function entryWith(change: Partial<JournalContent>): TranscriptFile {
  const content = { ...entry, ...change };
  const hash = journalHash(content);
  const officerSignature = content.officerId && signDigest(keys[0]!, journalWitnessDigest(hash));
  return {
    ...file,
    entry: { ...content, hash, stationSignature: signDigest(station, hash), officerSignature },
  };
}

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

test('an entry that the station alone signs is proven', () => {
  const alone = entryWith({ officerId: null });
  expect(verifyTranscript(alone, verifyDigest)).toMatchObject({
    ok: true,
    value: { journal: { hash: alone.entry!.hash } },
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
        signatures: file.signatures.map((one) => ({ ...one, signature: file.signatures[0]!.signature })),
      },
      'transcript-signature-bad',
    ],
    [
      'one key for two officers',
      {
        ...file,
        officers: file.officers.map((one) => ({ ...one, publicKey: keys[0]!.publicKey })),
        signatures: file.signatures.map((one) => ({ ...one, signature: file.signatures[0]!.signature })),
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
    [
      'the entry of another transcript',
      entryWith({ body: ceremonyEntryBody(changed) }),
      'transcript-other-entry',
    ],
    ['an entry of another station', entryWith({ stationId: transcript.id }), 'transcript-other-entry'],
    ['an entry that was changed', { ...file, entry: { ...entry, seq: 13 } }, 'journal-chain-broken'],
    [
      'an entry signed by someone else than the station',
      { ...file, entry: { ...entry, stationSignature: signDigest(keys[0]!, entry.hash) } },
      'journal-signature-bad',
    ],
    [
      'an entry signed by another officer than it names',
      {
        ...file,
        entry: { ...entry, officerSignature: signDigest(keys[1]!, journalWitnessDigest(entry.hash)) },
      },
      'journal-signature-bad',
    ],
    [
      'an entry whose bare hash the officer signed',
      { ...file, entry: { ...entry, officerSignature: signDigest(keys[0]!, entry.hash) } },
      'journal-signature-bad',
    ],
    [
      "an entry with its officer's signature cut off",
      { ...file, entry: { ...entry, officerSignature: null } },
      'journal-signature-bad',
    ],
    [
      'an entry of an officer who was not present',
      entryWith({ officerId: transcript.id }),
      'journal-signature-bad',
    ],
    [
      'an entry of nobody with a signature',
      {
        ...entryWith({ officerId: null }),
        entry: { ...entryWith({ officerId: null }).entry!, officerSignature: entry.officerSignature },
      },
      'journal-signature-bad',
    ],
    ['another format', { ...file, format: 'sallyport/transcript/2' }, 'transcript-malformed'],
    ['a member more', { ...file, note: '' }, 'transcript-malformed'],
    ['nothing', null, 'transcript-malformed'],
  ];

  test.each(attacks)('%s is refused', (_, input, code) => {
    expect(verifyTranscript(input, verifyDigest)).toMatchObject({ ok: false, code });
  });

  test('a signature over the plain digest of the JSON does not count', () => {
    const digest = createHash('blake2b512').update(JSON.stringify(transcript)).digest('hex').slice(0, 64);
    const signatures = file.signatures.map((one, i) => ({ ...one, signature: signDigest(keys[i]!, digest) }));
    expect(verifyTranscript({ ...file, signatures }, verifyDigest)).toMatchObject({
      code: 'transcript-signature-bad',
    });
  });
});
