import { describe, expect, it } from 'vitest';
import { newestMark } from '../../../../electron/console/vaults/vault-mark.ts';
import { bytesToHex } from '../../../../electron/core/digest.ts';
import {
  JOURNAL_FORMAT,
  JOURNAL_START,
  type JournalContent,
  journalHash,
} from '../../../../electron/core/journal/journal-entry.ts';
import { keyPair, signMessage, verifySignature } from '../../../../electron/signer/ed25519.ts';
import { codeOf } from '../../../support/treasury-steps.ts';

const stationId = '00000000-0000-4000-8000-000000000001';
const vaultId = '00000000-0000-4000-8000-0000000000aa';
const pair = keyPair(new Uint8Array(32).fill(5));
const own = { stationId, stationKey: bytesToHex(pair.publicKey), from: 1 };
const by = { vaultId, stations: [own], verify: verifySignature };
const OLD = 'aa'.repeat(16);
const NEW = 'bb'.repeat(16);

/** JSON of a signed entry that tells where the vault's state is. */
function entry(seq: number, era: string, counter: number, changes: Partial<JournalContent> = {}): string {
  const content: JournalContent = {
    format: JOURNAL_FORMAT,
    stationId,
    seq,
    previous: JOURNAL_START,
    at: seq,
    heads: [],
    kind: 'vault-sealed',
    actor: { kind: 'station', stationId },
    documents: [],
    body: { vaultId, era, counter, rejected: [] },
    ...changes,
  };
  const hash = journalHash(content);
  const stationSignature = bytesToHex(signMessage(pair, Buffer.from(hash, 'hex')));
  return JSON.stringify({ ...content, hash, stationSignature, witness: null });
}

describe('where a journal of several stations says that a sealed state is', () => {
  const later = { stationId: '00000000-0000-4000-8000-000000000009', stationKey: 'ab'.repeat(32) };

  it('is read from the entries of each, while it signed', () => {
    const stations = [own, { ...later, from: 5 }];
    expect(newestMark([entry(4, NEW, 3)], { ...by, stations })).toEqual({
      ok: true,
      value: { era: NEW, counter: 3 },
    });
  });

  it('is not read from an entry that a retired station signed after its retirement', () => {
    const stations = [own, { ...later, from: 5 }];
    expect(codeOf(newestMark([entry(5, NEW, 3)], { ...by, stations }))).toBe('journal-signature-bad');
  });
});

describe('where the journal says that a sealed state is', () => {
  it('is the highest counter of the newest era: entries of one moment need not be in its order', () => {
    const entries = [entry(9, NEW, 1), entry(8, NEW, 2), entry(7, OLD, 40)];
    expect(newestMark(entries, by)).toEqual({ ok: true, value: { era: NEW, counter: 2 } });
  });

  it('is not taken for nothing where the journal tells nothing', () => {
    expect(codeOf(newestMark([], by))).toBe('journal-truncated');
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'journal-malformed'],
    ['another thing', '[]', 'journal-malformed'],
    [
      'of a version that is not known',
      entry(1, NEW, 1).replace('journal/2', 'journal/9'),
      'journal-malformed',
    ],
    [
      'changed after it was written',
      entry(1, NEW, 1).replace('"counter":1', '"counter":7'),
      'journal-chain-broken',
    ],
    [
      "another station's",
      entry(1, NEW, 1, { stationId: '00000000-0000-4000-8000-000000000002' }),
      'journal-signature-bad',
    ],
    [
      'of another vault',
      entry(1, NEW, 1, { body: { vaultId: stationId, era: NEW, counter: 1, rejected: [] } }),
      'journal-malformed',
    ],
    ['of no state', entry(1, NEW, 1, { kind: 'vault-closed', body: { vaultId } }), 'journal-malformed'],
  ])('is not read where an entry is %s', (_, forged, code) => {
    expect(codeOf(newestMark([entry(2, NEW, 9), forged], by))).toBe(code);
  });

  it("is not read from entries that somebody else's key signed", () => {
    const thief = { ...own, stationKey: bytesToHex(keyPair(new Uint8Array(32).fill(6)).publicKey) };
    expect(codeOf(newestMark([entry(1, NEW, 1)], { ...by, stations: [thief] }))).toBe(
      'journal-signature-bad',
    );
  });
});
