import { expect, test } from 'vitest';
import { combineShares } from '../../../../electron/core/ceremony/slip39/combine-shares.ts';
import { missingShares } from '../../../../electron/core/ceremony/slip39/missing-shares.ts';
import type { ShareView } from '../../../../electron/core/ceremony/slip39/read-share.ts';
import { splitSecret } from '../../../../electron/core/ceremony/slip39/split-secret.ts';
import { shareWords } from '../../../../electron/core/ceremony/slip39/word-list.ts';
import { fc } from '../../../support/fast-check.ts';
import { readShare } from '../../../support/read-share.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

/** Everything that a split draws follows from this number, so that fast-check's seed repeats a failure whole. */
const seeds = fc.nat();
const drawFrom = (seed: number) => countingRandom(`draw ${seed}`);
const secrets = fc
  .constantFrom(16, 32)
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
const groups = fc
  .integer({ min: 1, max: 6 })
  .chain((count) =>
    fc.record({ threshold: fc.integer({ min: Math.min(2, count), max: count }), count: fc.constant(count) }),
  );
const shapes = fc
  .array(groups, { minLength: 1, maxLength: 4 })
  .chain((list) =>
    fc.record({ groups: fc.constant(list), groupThreshold: fc.integer({ min: 1, max: list.length }) }),
  );

interface Case {
  readonly secret: Uint8Array;
  readonly shape: {
    readonly groups: { threshold: number; count: number }[];
    readonly groupThreshold: number;
  };
  readonly order: number;
  readonly seed: number;
}
const cases: fc.Arbitrary<Case> = fc.record({ secret: secrets, shape: shapes, order: fc.nat(), seed: seeds });

function split({ secret, shape, seed }: Case): string[][] {
  const made = splitSecret({ secret, ...shape, iterationExponent: 0, random: drawFrom(seed) });
  if (!made.ok) throw new Error(made.message);
  return made.value;
}

/** A choice that depends on `order` alone: a rotation of the list, cut to `count`. */
const choose = <T>(list: readonly T[], count: number, order: number): T[] =>
  list.map((_, i) => list[(i + order) % list.length]!).slice(0, count);

function enough(shares: string[][], { shape, order }: Case): string[] {
  return choose([...shares.keys()], shape.groupThreshold, order).flatMap((group) =>
    choose(shares[group]!, shape.groups[group]!.threshold, order),
  );
}

function view(mnemonic: string): ShareView {
  const read = readShare(mnemonic);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

test('exactly the threshold of any groups and members recovers, in any order', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const chosen = enough(split(one), one);
      expect(combineShares(chosen)).toEqual({ ok: true, value: one.secret });
      expect(combineShares(chosen.toReversed())).toEqual({ ok: true, value: one.secret });
    }),
    { numRuns: 40 },
  );
});

test('one share fewer is refused, and is what is named as missing', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const chosen = enough(split(one), one);
      const fewer = chosen.toSpliced(one.order % chosen.length, 1);
      expect(combineShares(fewer)).toMatchObject({ ok: false, code: 'share-set-incomplete' });
      if (fewer.length === 0) return;
      const progress = missingShares(fewer.map(view));
      if (!progress.ok) throw new Error(progress.message);
      expect(progress.value).toMatchObject({ complete: false, groupsMissing: 1, use: [] });
      const begun = progress.value.groups.filter(({ missing }) => (missing ?? 0) > 0);
      expect(begun.map(({ missing }) => missing)).toEqual(begun.length === 0 ? [] : [1]);
    }),
    { numRuns: 60 },
  );
});

test('of all shares of a set, those named for use recover it; all together are refused', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const all = choose(split(one).flat(), Number.POSITIVE_INFINITY, one.order);
      const progress = missingShares(all.map(view));
      if (!progress.ok) throw new Error(progress.message);
      const { use } = progress.value;
      expect(combineShares(use.map((place) => all[place]!))).toEqual({ ok: true, value: one.secret });
      if (use.length < all.length) {
        expect(combineShares(all)).toMatchObject({ ok: false, code: 'share-excess' });
      }
    }),
    { numRuns: 25 },
  );
});

test('one to three changed words are always found by the checksum', () => {
  const changes = fc.uniqueArray(fc.tuple(fc.nat({ max: 19 }), fc.integer({ min: 1, max: 1023 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([place]) => place,
  });
  fc.assert(
    fc.property(secrets, seeds, changes, (secret, seed, list) => {
      const words = split({
        secret,
        shape: { groups: [{ threshold: 1, count: 1 }], groupThreshold: 1 },
        order: 0,
        seed,
      })[0]![0]!.split(' ');
      for (const [place, step] of list) {
        words[place] = shareWords[(shareWords.indexOf(words[place]!) + step) % 1024]!;
      }
      // A change of the extendable flag changes the code that is checked, which no distance is promised for.
      fc.pre(list.every(([place]) => place !== 1));
      expect(readShare(words.join(' '))).toMatchObject({ ok: false, code: 'share-checksum' });
    }),
    { numRuns: 150 },
  );
});

test('shares of two splits of one secret are of different sets', () => {
  fc.assert(
    fc.property(secrets, seeds, (secret, seed) => {
      const one = { secret, shape: { groups: [{ threshold: 2, count: 2 }], groupThreshold: 1 }, order: 0 };
      const [first, second] = [split({ ...one, seed })[0]!, split({ ...one, seed: seed + 1 })[0]!];
      fc.pre(view(first[0]!).identifier !== view(second[0]!).identifier);
      expect(combineShares([first[0]!, second[1]!])).toMatchObject({ ok: false, code: 'share-other-set' });
    }),
    { numRuns: 30 },
  );
});

/** A split whose identifier is always the same, as of two sets that meet by chance. */
function splitWithSameIdentifier(secret: Uint8Array, seed: number, shape: Case['shape']): string[][] {
  const random = drawFrom(seed);
  let first = true; // the first two bytes drawn are the identifier
  const draw = (length: number) => {
    const bytes = first ? Uint8Array.of(7, 7) : random(length);
    first = false;
    return bytes;
  };
  const made = splitSecret({ secret, ...shape, iterationExponent: 0, random: draw });
  if (!made.ok) throw new Error(made.message);
  return made.value;
}

test.each([
  ['shares', { groups: [{ threshold: 2, count: 3 }], groupThreshold: 1 }],
  [
    'groups',
    {
      groups: [
        { threshold: 1, count: 1 },
        { threshold: 1, count: 1 },
      ],
      groupThreshold: 2,
    },
  ],
])('%s of two sets whose identifiers meet by chance are still refused, by the digest', (what, shape) => {
  fc.assert(
    fc.property(secrets, seeds, (secret, seed) => {
      const [one, two] = [seed, seed + 1].map((each) => splitWithSameIdentifier(secret, each, shape));
      const mixed = what === 'shares' ? [one?.[0]?.[0], two?.[0]?.[1]] : [one?.[0]?.[0], two?.[1]?.[0]];
      const words = mixed.filter((share) => share !== undefined);
      expect(combineShares(words)).toMatchObject({ ok: false, code: 'share-digest' });
    }),
    { numRuns: 30 },
  );
});

test('what is typed with capitals, tabs and spaces reads the same', () => {
  fc.assert(
    fc.property(secrets, seeds, (secret, seed) => {
      const shape = { groups: [{ threshold: 1, count: 1 }], groupThreshold: 1 };
      const one = { secret, shape, order: 0, seed };
      const words = split(one)[0]![0]!;
      expect(combineShares([`  ${words.toUpperCase().replaceAll(' ', '\t ')}\n`])).toEqual({
        ok: true,
        value: secret,
      });
    }),
    { numRuns: 15 },
  );
});
