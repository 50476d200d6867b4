import { describe, expect, test } from 'vitest';
import { combineShares } from '../../../../electron/core/ceremony/slip39/combine-shares.ts';
import { missingShares } from '../../../../electron/core/ceremony/slip39/missing-shares.ts';
import { completeShareWord } from '../../../../electron/core/ceremony/slip39/read-share.ts';
import { type SplitPlan, splitSecret } from '../../../../electron/core/ceremony/slip39/split-secret.ts';
import { readShare } from '../../../support/read-share.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

const draw = countingRandom('split');
const drawn: Uint8Array[] = [];
const random = (length: number) => {
  const bytes = draw(length);
  drawn.push(bytes);
  return bytes;
};
const plan: SplitPlan = {
  secret: new Uint8Array(32).fill(7),
  groups: [{ threshold: 2, count: 3 }],
  groupThreshold: 1,
  iterationExponent: 0,
  random,
};

describe('plans that SLIP-0039 does not allow', () => {
  const faulty: readonly (readonly [string, Partial<SplitPlan>])[] = [
    ['a secret of 31 bytes', { secret: new Uint8Array(31) }],
    ['a seed of 64 bytes', { secret: new Uint8Array(64) }],
    ['no group', { groups: [] }],
    ['17 groups', { groups: Array.from({ length: 17 }, () => ({ threshold: 1, count: 1 })) }],
    ['a group threshold of none', { groupThreshold: 0 }],
    ['more groups needed than there are', { groupThreshold: 2 }],
    ['more members needed than there are', { groups: [{ threshold: 4, count: 3 }] }],
    ['17 members', { groups: [{ threshold: 2, count: 17 }] }],
    ['copies under different numbers', { groups: [{ threshold: 1, count: 3 }] }],
    ['half a member', { groups: [{ threshold: 1.5, count: 3 }] }],
    ['an exponent of 16', { iterationExponent: 16 }],
  ];
  test.each(faulty)('%s', (_, change) => {
    expect(splitSecret({ ...plan, ...change })).toMatchObject({ ok: false, code: 'share-parameters' });
  });
});

test('a generator that gives too few bytes is a bug and throws', () => {
  expect(() => splitSecret({ ...plan, random: (length) => new Uint8Array(length - 1) })).toThrow(RangeError);
});

test('the secret is left as it was, and every byte drawn is zeroed afterwards', () => {
  drawn.length = 0;
  expect(splitSecret({ ...plan, groups: [{ threshold: 4, count: 5 }] }).ok).toBe(true);
  expect(plan.secret).toEqual(new Uint8Array(32).fill(7));
  // Two bytes of the identifier, then two random shares and the random part of the digest share.
  expect(drawn.map(({ length }) => length)).toEqual([2, 32, 32, 28]);
  for (const bytes of drawn.slice(1)) expect(bytes).toEqual(new Uint8Array(bytes.length));
});

test('a share of 256 bits has 33 words and of 128 bits 20; the flag of extendable sets is written', () => {
  for (const [length, words] of [
    [16, 20],
    [32, 33],
  ] as const) {
    const made = splitSecret({ ...plan, secret: new Uint8Array(length) });
    if (!made.ok) throw new Error(made.message);
    for (const [place, share] of made.value[0]!.entries()) {
      expect(share.split(' ')).toHaveLength(words);
      const view = readShare(share);
      expect(view).toMatchObject({
        ok: true,
        value: {
          extendable: true,
          groupIndex: 0,
          groupThreshold: 1,
          groupCount: 1,
          memberIndex: place,
          memberThreshold: 2,
          secretLength: length,
        },
      });
      expect(JSON.stringify(view)).not.toContain('"value":{"0"');
      expect(view.ok && 'value' in view.value).toBe(false);
    }
  }
});

test('a word that is not in the list is named by its place and never by itself', () => {
  const made = splitSecret(plan);
  if (!made.ok) throw new Error(made.message);
  const words = made.value[0]![0]!.split(' ');
  words[6] = 'hunter2';
  const read = readShare(words.join(' '));
  expect(read).toMatchObject({ ok: false, code: 'share-word-unknown' });
  if (read.ok) throw new Error('expected a refusal');
  expect(read.message).toContain('word 7');
  expect(read.message).not.toContain('hunter2');
  expect(combineShares([made.value[0]![0]!, words.join(' ')])).toMatchObject({
    code: 'share-word-unknown',
    message: expect.stringMatching(/^share 2: word 7/),
  });
});

test.each([0, 1, 19, 32, 34, 60, 5000])('%i words are no share', (count) => {
  const refused = readShare(Array.from({ length: count }, () => 'academic').join(' '));
  expect(refused).toMatchObject({ ok: false, code: count === 0 ? 'share-word-unknown' : 'share-length' });
});

test('the same share twice, and no share at all', () => {
  const made = splitSecret(plan);
  if (!made.ok) throw new Error(made.message);
  const share = made.value[0]![0]!;
  expect(combineShares([share, share])).toMatchObject({ ok: false, code: 'share-duplicate' });
  expect(combineShares([])).toMatchObject({ ok: false, code: 'share-set-incomplete' });
  expect(missingShares([])).toMatchObject({ ok: false, code: 'share-set-incomplete' });
});

test('what is missing is told group by group', () => {
  const made = splitSecret({
    ...plan,
    groups: [
      { threshold: 1, count: 1 },
      { threshold: 3, count: 5 },
      { threshold: 2, count: 2 },
    ],
    groupThreshold: 2,
  });
  if (!made.ok) throw new Error(made.message);
  const views = [made.value[1]![4]!, made.value[0]![0]!].map((share) => {
    const read = readShare(share);
    if (!read.ok) throw new Error(read.message);
    return read.value;
  });
  expect(missingShares(views)).toEqual({
    ok: true,
    value: {
      complete: false,
      groupThreshold: 2,
      groupCount: 3,
      groupsMissing: 1,
      groups: [
        { groupIndex: 0, memberThreshold: 1, members: [0], missing: 0 },
        { groupIndex: 1, memberThreshold: 3, members: [4], missing: 2 },
        { groupIndex: 2, memberThreshold: null, members: [], missing: null },
      ],
      use: [],
    },
  });
});

test('completion follows the list and is silent for nothing', () => {
  expect(completeShareWord(' ACAD')).toEqual(['academic']);
  expect(completeShareWord('ac')).toEqual([
    'academic',
    'acid',
    'acne',
    'acquire',
    'acrobat',
    'activity',
    'actress',
  ]);
  expect(completeShareWord('')).toEqual([]);
  expect(completeShareWord('qqq')).toEqual([]);
});
