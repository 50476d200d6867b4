import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { JournalVerifier } from '../../../../electron/core/journal/verify-journal.ts';
import { fc } from '../../../support/fast-check.ts';
import {
  append,
  begun,
  settled,
  settlementAfter,
  signSettlement,
  stationOf,
} from '../../../support/station-samples.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

function verify(entries: readonly JournalEntry[]): string | null {
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return added.code;
  }
  return null;
}

/** A history: how many entries each station writes before officers enrol the next one. */
const history = fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }).map((spans) => {
  let journal = begun();
  /** Number of the station that signed each entry. */
  const by = [1];
  for (const [i, writes] of spans.entries()) {
    const station = i + 1;
    if (station > 1) {
      const document = signSettlement(
        settlementAfter(journal, { from: stationOf(station - 1), to: stationOf(station) }),
      );
      journal = settled(journal, document, stationOf(station));
      by.push(station);
    }
    for (let n = 0; n < writes; n++) {
      journal = append(journal, stationOf(station));
      by.push(station);
    }
  }
  return { journal, by, stations: spans.length };
});

it('a journal of many stations is whole, whichever of them wrote how much', () => {
  fc.assert(
    fc.property(history, ({ journal }) => {
      expect(verify(journal)).toBeNull();
    }),
    { numRuns: 40 },
  );
});

it('an entry by any station but the one whose time it is, is refused at any place', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.integer({ min: 1, max: 6 }), ({ journal, by }, at, station) => {
      const place = at % journal.length;
      const upTo = journal.slice(0, place + 1);
      const present = by[place] ?? 0;
      fc.pre(station !== present);
      const refused = verify(append(upTo, stationOf(station)));
      expect(refused).toBe(station < present ? 'station-retired' : 'journal-signature-bad');
    }),
    { numRuns: 60 },
  );
});
