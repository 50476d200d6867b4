import { describe, expect, test } from 'vitest';
import { ceremonyKinds, type SplitShape } from '../../../../electron/core/ceremony/ceremony-plan.ts';
import { ceremonySteps, stepKinds } from '../../../../electron/core/ceremony/ceremony-steps.ts';
import { holdsSecretRun } from '../../../../electron/core/ceremony/plain-text.ts';
import { plannedSheets } from '../../../../electron/core/ceremony/transcript-rules.ts';
import { WRONG_LINE } from '../../../../electron/core/ceremony/wrong-line.ts';
import { planOf } from '../../../../renderer/screens/ceremonies/begin-form.ts';
import { addGroup, usualSplit } from '../../../../renderer/screens/ceremonies/split-form.ts';
import { stepLine, sumOfSteps } from '../../../../renderer/screens/ceremonies/step-lines.ts';
import {
  beginTexts,
  ceremonyText,
  stageTexts,
  stepText,
  strengthText,
  vaultTexts,
} from '../../../../renderer/texts/ceremony-texts.ts';

describe('the texts of the ceremonies', () => {
  test('name every kind and every step', () => {
    expect(Object.keys(ceremonyText).sort()).toEqual([...ceremonyKinds].sort());
    expect(Object.keys(stepText).sort()).toEqual([...stepKinds].sort());
    expect(strengthText).toHaveLength(5);
  });

  test('say the two things that people get wrong', () => {
    expect(vaultTexts.notInFile).toBe('The words are not in the Stronghold file and cannot be shown again.');
    expect(vaultTexts.twoThings).toMatch(/two different things.*opens this file.*remake the vault anywhere/);
  });

  test('say of a wrong line what the paper says', () => {
    expect(stageTexts.enter.wrongHint).toContain(WRONG_LINE);
    expect(JSON.stringify(stageTexts)).not.toMatch(/write that line again/);
  });

  test('every step of a ceremony with several groups has a line of its own', () => {
    const plan = planOf({ kind: 'create', backup: 'both', split: addGroup(usualSplit), from: 'words' });
    const lines = ceremonySteps(plan).map((step) => stepLine(step, plan));
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toContain('Write down share 3 of group 2');
  });

  test('with one group its number is left out', () => {
    const plan = planOf({ kind: 'shares', backup: 'words', split: usualSplit, from: 'words' });
    const lines = ceremonySteps(plan).map((step) => stepLine(step, plan));
    expect(lines).toContain('Read back share 2');
  });

  test('the sum of the steps counts what was passed over apart', () => {
    const step = { step: 'words-shown', group: null, share: null, optional: false, at: 1 } as const;
    expect(
      sumOfSteps([
        { ...step, state: 'done', passedOver: false, failed: 2 },
        { ...step, state: 'done', passedOver: true, failed: 0 },
        { ...step, state: 'later', passedOver: false, failed: 0 },
      ]),
    ).toEqual({ done: 1, failed: 2, passedOver: 1 });
  });

  test('an abandoned ceremony destroys the sheets that it began and keeps those from before', () => {
    const destroys = ceremonyKinds.filter((kind) => stageTexts.abandonIntro[kind].includes('Destroy'));
    expect(destroys).toEqual(['create', 'shares', 'rotate']);
    const keeps = ceremonyKinds.filter((kind) => /[Kk]eep/.test(stageTexts.abandonIntro[kind]));
    expect(keeps).toEqual(['shares', 'restore', 'check-backup', 'rotate']);
  });

  test('the example of a deviation would be taken', () => {
    expect(holdsSecretRun('The first pen ran dry; a second one was used.')).toBe(false);
  });
});

describe('what is said about a split', () => {
  const split = (groupThreshold: number, ...groups: [number, number][]): SplitShape => ({
    groupThreshold,
    groups: groups.map(([threshold, count]) => ({ threshold, count })),
  });

  test.each([
    [split(1, [1, 1]), 'The one share remakes the vault. 1 sheet of paper is written.'],
    [split(1, [2, 3]), 'Any 2 of 3 shares remake the vault. 3 sheets of paper are written.'],
    [split(1, [3, 3]), 'All 3 shares together remake the vault. 3 sheets of paper are written.'],
    [
      split(1, [2, 3], [1, 1]),
      'Any one of 2 groups remakes the vault. Shares needed group by group: 2 of 3, 1 of 1. 4 sheets of paper are written.',
    ],
  ])('how it remakes the vault, %#', (shape, said) => {
    expect(beginTexts.splitMeans(shape, false)).toBe(said);
  });

  test('the sheet of the words is counted among the sheets that are promised', () => {
    const plan = { kind: 'create', words: true, split: split(1, [2, 3]) } as const;
    const sheets = plannedSheets(plan).length;
    expect(beginTexts.splitMeans(plan.split, plan.words)).toContain(
      `${sheets} sheets of paper are written, one of them with the words.`,
    );
  });

  test('one sheet by itself, and the loss of one, are told as they are for every split', () => {
    const groups: [number, number][] = [
      [1, 1],
      [2, 2],
      [2, 3],
      [3, 3],
    ];
    const shapes = [
      ...groups.map((a) => split(1, a)),
      ...groups.flatMap((a) => groups.flatMap((b) => [split(1, a, b), split(2, a, b)])),
    ];
    for (const shape of shapes) {
      const remakes = (have: readonly number[]) =>
        shape.groups.filter(({ threshold }, i) => have[i]! >= threshold).length >= shape.groupThreshold;
      const places = shape.groups.map((_, i) => i);
      const alone = places.some((place) => remakes(places.map((i) => (i === place ? 1 : 0))));
      const kept = places.filter((place) =>
        remakes(shape.groups.map(({ count }, i) => (i === place ? count - 1 : count))),
      );
      const said = beginTexts.splitKeeps(shape);
      expect(said.startsWith('No single sheet')).toBe(!alone);
      expect(said.endsWith('loses nothing.')).toBe(kept.length === places.length);
      expect(/all are needed|losing it loses/.test(said)).toBe(kept.length === 0);
    }
  });
});
