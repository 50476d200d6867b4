import { describe, expect, it } from 'vitest';
import type { JournalHead } from '../../../../electron/core/journal/journal-entry.ts';
import { mergeChains } from '../../../../electron/core/journal/merge.ts';
import { fc } from '../../../support/fast-check.ts';

interface Sample {
  readonly stationId: string;
  readonly seq: number;
  readonly at: number;
  readonly heads: JournalHead[];
  readonly hash: string;
}

const stations = ['desk', 'officer', 'cold', 'service'] as const;

/** A history: who writes next, by which clock, and whose newest entries it knows by then. */
const history = fc
  .array(
    fc.record({
      station: fc.constantFrom(...stations),
      at: fc.nat(20),
      knows: fc.subarray([...stations]),
    }),
    { maxLength: 40 },
  )
  .map((acts) => {
    const written: Sample[] = [];
    const newest = (of: string) => written.findLast(({ stationId }) => stationId === of);
    for (const { station, at, knows } of acts) {
      const seq = (newest(station)?.seq ?? 0) + 1;
      const heads = knows
        .filter((of) => of !== station)
        .flatMap((of) => newest(of) ?? [])
        .map(({ stationId, seq, hash }) => ({ stationId, seq, hash }));
      written.push({ stationId: station, seq, at, heads, hash: `${station} ${seq}` });
    }
    return written;
  });

/** The chains as a station keeps them, whatever the order in which their entries arrived. */
const chainsOf = (entries: readonly Sample[]): Sample[][] =>
  [...Map.groupBy(entries, ({ stationId }) => stationId).values()].map((chain) =>
    chain.toSorted((a, b) => a.seq - b.seq),
  );

const shuffled = history.chain((entries) =>
  fc.record({
    entries: fc.constant(entries),
    arrived: fc.shuffledSubarray(entries, { minLength: entries.length }),
  }),
);

describe('any chains of stations', () => {
  it('give one order, in whatever order their entries and the chains arrived', () => {
    fc.assert(
      fc.property(shuffled, ({ entries, arrived }) => {
        expect(mergeChains(chainsOf(arrived))).toEqual(mergeChains(chainsOf(entries)));
        expect(mergeChains(chainsOf(entries).reverse())).toEqual(mergeChains(chainsOf(entries)));
      }),
    );
  });

  it('are merged whole, each entry after those before it and those that it knew', () => {
    fc.assert(
      fc.property(history, (entries) => {
        const merged = mergeChains(chainsOf(entries));
        expect(merged).toHaveLength(entries.length);
        const place = new Map(merged.map(({ hash }, i) => [hash, i]));
        const placeOf = (hash: string) => place.get(hash) ?? -1;
        for (const { stationId, seq, heads, hash } of merged) {
          if (seq > 1) expect(placeOf(`${stationId} ${seq - 1}`)).toBeLessThan(placeOf(hash));
          for (const head of heads) {
            expect(placeOf(head.hash)).toBeGreaterThanOrEqual(0);
            expect(placeOf(head.hash)).toBeLessThan(placeOf(hash));
          }
        }
      }),
    );
  });

  it('of which only a part has arrived are merged as far as that part reaches', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }), (entries, lengths) => {
        const parts = chainsOf(entries).map((chain, i) => chain.slice(0, lengths[i] ?? 0));
        const merged = mergeChains(parts);
        const there = new Set(merged.map(({ hash }) => hash));
        for (const chain of parts) {
          const [missing] = chain.filter(({ hash }) => !there.has(hash));
          if (!missing) continue;
          // The first one left out of a chain waits for one that has not arrived or waits itself.
          expect(missing.heads.some(({ hash }) => !there.has(hash))).toBe(true);
        }
      }),
    );
  });
});
