import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  parseCeremonyPlan,
  type SplitShape,
  splitShapeSchema,
} from '../../../../electron/core/ceremony/ceremony-plan.ts';
import { planOf } from '../../../../renderer/screens/ceremonies/begin-form.ts';
import {
  addGroup,
  MOST,
  removeGroup,
  thresholds,
  usualSplit,
  withCount,
  withGroup,
} from '../../../../renderer/screens/ceremonies/split-form.ts';

const sound = (split: SplitShape) => v.safeParse(splitShapeSchema, split).success;

describe('the form of a split', () => {
  test('begins with two of three', () => {
    expect(usualSplit).toEqual({ groupThreshold: 1, groups: [{ threshold: 2, count: 3 }] });
    expect(sound(usualSplit)).toBe(true);
  });

  test('every choice that it offers is a split that can be made', () => {
    for (let count = 1; count <= MOST; count += 1) {
      for (const threshold of thresholds(count)) {
        expect(sound(withGroup(usualSplit, 0, { threshold, count }))).toBe(true);
      }
    }
  });

  test('never offers one of many: that would be copies', () => {
    expect(thresholds(1)).toEqual([1]);
    expect(thresholds(3)).toEqual([2, 3]);
  });

  test('fewer shares take the threshold down, one share needs no other', () => {
    expect(withCount({ threshold: 4, count: 5 }, 3)).toEqual({ threshold: 3, count: 3 });
    expect(withCount({ threshold: 4, count: 5 }, 1)).toEqual({ threshold: 1, count: 1 });
    expect(withCount({ threshold: 1, count: 1 }, 4)).toEqual({ threshold: 2, count: 4 });
  });

  test('groups are added up to sixteen and removed down to one, always a sound split', () => {
    let split = usualSplit;
    for (let i = 0; i < 20; i += 1) {
      split = addGroup(split);
      expect(sound(split)).toBe(true);
    }
    expect(split.groups).toHaveLength(MOST);
    split = { ...split, groupThreshold: MOST };
    for (let i = 0; i < 20; i += 1) {
      split = removeGroup(split, 0);
      expect(sound(split)).toBe(true);
    }
    expect(split.groups).toHaveLength(1);
    expect(split.groupThreshold).toBe(1);
  });

  test('a second group is asked for, not only offered', () => {
    expect(addGroup(usualSplit).groupThreshold).toBe(2);
  });
});

describe('the plan of what was chosen', () => {
  const choices = { backup: 'words', split: usualSplit, from: 'file' } as const;

  test.each(['create', 'rotate', 'shares', 'restore', 'check-backup'] as const)(
    '%s is one that can be held',
    (kind) => {
      for (const backup of ['words', 'shares', 'both'] as const) {
        const plan = planOf({ ...choices, kind, backup });
        expect(plan.kind).toBe(kind);
        expect(parseCeremonyPlan(plan).ok).toBe(true);
      }
    },
  );

  test('shares instead of words leave the sheet of words out', () => {
    expect(planOf({ ...choices, kind: 'create', backup: 'shares' })).toEqual({
      kind: 'create',
      words: false,
      split: usualSplit,
    });
    expect(planOf({ ...choices, kind: 'create', backup: 'words' })).toMatchObject({
      words: true,
      split: null,
    });
  });

  test('a backup is never checked from a file: there are no words in it', () => {
    expect(planOf({ ...choices, kind: 'check-backup' })).toEqual({ kind: 'check-backup', from: 'words' });
  });
});
