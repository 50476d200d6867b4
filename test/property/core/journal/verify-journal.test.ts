import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry, JsonValue } from '../../../electron/core/journal/journal-entry.ts';
import { officers } from '../../support/signer-fixture.ts';
import { journalOf, sealOf, verifyExport } from '../../support/signer-journal.ts';

const body = fc.dictionary(
  fc.string(),
  fc.oneof(
    fc.string(),
    fc.maxSafeInteger().map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
  ),
  { maxKeys: 4, noNullPrototype: true },
) as fc.Arbitrary<{ [key: string]: JsonValue }>;
const event = fc.record({ body, by: fc.constantFrom(null, officers.ben, officers.mara) });
const journal = fc.array(event, { minLength: 2, maxLength: 8 }).map(journalOf);

/** What somebody with the file and a text editor can do. */
const edit: fc.Arbitrary<(entries: JournalEntry[]) => unknown[]> = fc.oneof(
  fc.nat().map((n) => (entries: JournalEntry[]) => entries.toSpliced(n % entries.length, 1)),
  fc
    .nat()
    .map(
      (n) => (entries: JournalEntry[]) =>
        entries.toSpliced(n % entries.length, 0, entries[n % entries.length]!),
    ),
  fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => (entries: JournalEntry[]) => {
    const [i, j] = [a % entries.length, b % entries.length];
    return entries.with(i, entries[j]!).with(j, entries[i]!);
  }),
  fc.nat().map((n) => (entries: JournalEntry[]) => entries.slice(0, n % entries.length)),
  fc
    .tuple(fc.nat(), fc.nat(), fc.constantFrom(...'0123456789abcdef'))
    .map(([n, at, digit]) => (entries: JournalEntry[]) => {
      const line = JSON.stringify(entries[n % entries.length]);
      const place = at % line.length;
      try {
        return entries.with(
          n % entries.length,
          JSON.parse(line.slice(0, place) + digit + line.slice(place + 1)),
        );
      } catch {
        return [];
      }
    }),
  fc.tuple(fc.nat(), body).map(
    ([n, other]) =>
      (entries: JournalEntry[]) =>
        entries.with(n % entries.length, { ...entries[n % entries.length]!, body: other }),
  ),
);

describe('any journal', () => {
  it('is accepted as it was written, through JSON', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        expect(verifyExport(JSON.parse(JSON.stringify(entries)), sealOf(entries))).toBe('accepted');
      }),
      { numRuns: 60 },
    );
  });

  it('is refused after any edit that changes it', () => {
    fc.assert(
      fc.property(journal, edit, (entries, change) => {
        const edited = change(entries);
        const same = JSON.stringify(edited) === JSON.stringify(entries);
        expect(verifyExport(edited, sealOf(entries)) === 'accepted').toBe(same);
      }),
      { numRuns: 600 },
    );
  });
});
