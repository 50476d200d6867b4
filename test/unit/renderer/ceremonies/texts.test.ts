import { describe, expect, test } from 'vitest';
import { ceremonyKinds } from '../../../../electron/core/ceremony/ceremony-plan.ts';
import { ceremonySteps, stepKinds } from '../../../../electron/core/ceremony/ceremony-steps.ts';
import { holdsSecretRun } from '../../../../electron/core/ceremony/plain-text.ts';
import { planOf } from '../../../../renderer/screens/ceremonies/begin-form.ts';
import { addGroup, usualSplit } from '../../../../renderer/screens/ceremonies/split-form.ts';
import { stepLine, sumOfSteps } from '../../../../renderer/screens/ceremonies/step-lines.ts';
import {
  ceremonyText,
  stepText,
  strengthText,
  vaultWords,
} from '../../../../renderer/text/ceremony-words.ts';

describe('the texts of the ceremonies', () => {
  test('name every kind and every step', () => {
    expect(Object.keys(ceremonyText).sort()).toEqual([...ceremonyKinds].sort());
    expect(Object.keys(stepText).sort()).toEqual([...stepKinds].sort());
    expect(strengthText).toHaveLength(5);
  });

  test('say the two things that people get wrong', () => {
    expect(vaultWords.notInFile).toBe('The words are not in the Stronghold file and cannot be shown again.');
    expect(vaultWords.twoThings).toMatch(/two different things.*opens this file.*remake the vault anywhere/);
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

  test('the example of a deviation would be taken', () => {
    expect(holdsSecretRun('The first pen ran dry; a second one was used.')).toBe(false);
  });
});
