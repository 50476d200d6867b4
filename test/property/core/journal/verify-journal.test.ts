import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { officers, request } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';
import { alarm, type Event, journalOf, sealOf, verifyExport } from '../../../support/journal-samples.ts';

const text = fc.string({ unit: 'binary', maxLength: 200 }).filter((each) => each.isWellFormed());
const by = fc.constantFrom(null, officers.ben, officers.mara);
const body = text.map((message) => alarm(message).body);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ body, by }),
  fc.record({ text, by }).map(({ text: reference, by }): Event => {
    const document = request({ reference: [...reference].slice(0, 140).join('') });
    const documents = [{ kind: 'request', document } as const];
    return { kind: 'withdrawal-requested', body: { movementId: document.statement.id }, documents, by };
  }),
);
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
