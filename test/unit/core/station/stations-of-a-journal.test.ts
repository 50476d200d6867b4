import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { JournalVerifier } from '../../../../electron/core/journal/verify-journal.ts';
import type { Settlement } from '../../../../electron/core/station/settlement.ts';
import { officers, stranger, uuid } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import {
  append,
  begun,
  firstStation,
  settled,
  settlementAfter,
  signSettlement,
  stationOf,
} from '../../../support/station-samples.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const second = stationOf(2);
const third = stationOf(3);
const change = { from: firstStation, to: second };

/** The code of the first refusal; null where the journal is whole. */
function verify(entries: readonly JournalEntry[]): string | null {
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return added.code;
  }
  return null;
}

const start = append(begun(), firstStation);
const enrolled = settled(start, signSettlement(settlementAfter(start, change)), second);

describe('a station that two officers have enrolled', () => {
  it('signs the journal from its enrolment on, and the report names both', () => {
    const journal = append(enrolled, second);
    expect(verify(journal)).toBeNull();
    const verifier = new JournalVerifier(verifyDigest);
    for (const entry of journal) must(verifier.add(entry));
    expect(verifier.report()).toMatchObject({
      stationKey: second.key.publicKey,
      stations: [
        { stationId: firstStation.id, from: 1 },
        { stationId: second.id, from: 3 },
      ],
    });
  });

  it('may be followed by the next one', () => {
    const next = settlementAfter(enrolled, { from: second, to: third });
    expect(verify(append(settled(enrolled, signSettlement(next), third), third))).toBeNull();
  });

  it('goes on as before where a settlement retires nobody', () => {
    const same = settlementAfter(start, { from: firstStation, to: firstStation });
    expect(verify(append(settled(start, signSettlement(same), firstStation), firstStation))).toBeNull();
  });
});

describe('a journal is found out', () => {
  const enrolling = (changes: Partial<Settlement>, by = second) =>
    settled(start, signSettlement(settlementAfter(start, change, changes)), by);
  const signedBy = (...who: Parameters<typeof signSettlement>[1] & object) =>
    settled(start, signSettlement(settlementAfter(start, change), who), second);

  it.each<[string, string, () => JournalEntry[]]>([
    ['an entry of a retired station', 'station-retired', () => append(enrolled, firstStation)],
    ['an entry of a station before its enrolment', 'journal-signature-bad', () => append(start, second)],
    ['an enrolment by one officer', 'settlement-bad', () => signedBy(officers.mara)],
    ['an enrolment by one officer twice', 'settlement-bad', () => signedBy(officers.mara, officers.mara)],
    ['an enrolment by a stranger', 'settlement-bad', () => signedBy(officers.mara, stranger)],
    ['an enrolment of another treasury', 'settlement-bad', () => enrolling({ treasuryId: uuid(0xbad) })],
    [
      'an enrolment on another network',
      'settlement-bad',
      () => enrolling({ network: { id: 'toy:practice', genesis: 'deadbeef' } }),
    ],
    [
      'an enrolment under another policy',
      'settlement-bad',
      () => enrolling({ policy: { version: 1, digest: 'ab'.repeat(32) } }),
    ],
    [
      'an old enrolment, put in again later',
      'settlement-bad',
      () => settled(append(start, firstStation), signSettlement(settlementAfter(start, change)), second),
    ],
    [
      'an enrolment that follows on another entry',
      'settlement-bad',
      () => enrolling({ follows: { seq: 2, hash: 'ab'.repeat(32) } }),
    ],
    ['an enrolment that retires somebody else', 'settlement-bad', () => enrolling({ retires: third.id })],
    [
      'an enrolment that is signed by the old station',
      'journal-signature-bad',
      () => enrolling({}, { ...second, key: firstStation.key }),
    ],
    [
      'an enrolment with a key that nobody signed for',
      'journal-signature-bad',
      () => enrolling({}, { ...second, key: third.key }),
    ],
    [
      'a retired station that comes back',
      'station-retired',
      () =>
        settled(
          enrolled,
          signSettlement(settlementAfter(enrolled, { from: second, to: firstStation })),
          firstStation,
        ),
    ],
    [
      "a retired station's key under another id",
      'station-retired',
      () => {
        const back = { id: third.id, key: firstStation.key };
        return settled(enrolled, signSettlement(settlementAfter(enrolled, { from: second, to: back })), back);
      },
    ],
    [
      'an entry that says less than its settlement',
      'settlement-bad',
      () =>
        settled(start, signSettlement(settlementAfter(start, change)), second, {
          station: 'same',
          nothingUnderWay: true,
        }),
    ],
    [
      'a settlement without its document',
      'settlement-bad',
      () =>
        append(start, firstStation, {
          kind: 'folder-settled',
          body: { station: 'same', nothingUnderWay: true },
        }),
    ],
    [
      'a settlement that officers did not sign as it stands',
      'settlement-bad',
      () => {
        const signed = signSettlement(settlementAfter(start, change));
        const document = { ...signed, settlement: { ...signed.settlement, signsFrom: 0 } };
        return settled(start, document, second);
      },
    ],
  ])('%s', (_, code, make) => {
    expect(verify(make())).toBe(code);
  });
});
