import { describe, expect, test } from 'vitest';
import { type CeremonyPlan, parseCeremonyPlan } from '../../../../electron/core/ceremony/ceremony-plan.ts';
import {
  type CeremonyStep,
  ceremonySteps,
  optionalSteps,
  type StepKind,
} from '../../../../electron/core/ceremony/ceremony-steps.ts';
import {
  advance,
  beginCeremony,
  type CeremonyEvent,
  type CeremonyState,
  presentStep,
} from '../../../../electron/core/ceremony/script.ts';
import { transcriptSteps } from '../../../../electron/core/ceremony/transcript-rules.ts';
import { completeAll, plans, startedAt } from '../../../support/ceremony-samples.ts';

const at = startedAt;
const named = (step: StepKind): CeremonyStep => ({ step, group: null, share: null });

function go(state: CeremonyState, ...events: CeremonyEvent[]): CeremonyState {
  let now = state;
  for (const event of events) {
    const next = advance(now, event);
    if (!next.ok) throw new Error(next.message);
    now = next.value;
  }
  return now;
}

/** Does every step up to the named one. */
function upTo(plan: CeremonyPlan, step: StepKind): CeremonyState {
  let state = beginCeremony(plan, at);
  while (presentStep(state)!.step !== step)
    state = go(state, { kind: 'done', step: presentStep(state)!, at });
  return state;
}

test('the words of a new vault are shown, typed again, labelled and rehearsed before it is written', () => {
  expect(ceremonySteps(plans.words).map(({ step }) => step)).toEqual([
    'officers-present',
    'entropy-mixed',
    'words-shown',
    'words-reentered',
    'sheets-labelled',
    'words-rehearsed',
    'password-set',
    'vault-written',
  ]);
});

test('each share is typed again before the next is shown', () => {
  const steps = ceremonySteps(plans.both);
  const shares = steps.filter(({ group }) => group !== null);
  expect(shares.map(({ step, group, share }) => `${step} ${group}/${share}`)).toEqual(
    ['1/1', '1/2', '1/3', '2/1'].flatMap((of) => [`share-shown ${of}`, `share-reentered ${of}`]),
  );
  expect(steps.slice(-4).map(({ step }) => step)).toEqual([
    'words-rehearsed',
    'shares-rehearsed',
    'password-set',
    'vault-written',
  ]);
});

describe.each(Object.entries(plans))('a ceremony of the plan %s', (_, plan) => {
  const steps = ceremonySteps(plan);

  test('is completed by its steps in order, and then takes nothing more', () => {
    const state = completeAll(plan);
    expect(state).toMatchObject({ status: 'completed', position: steps.length });
    expect(state.records).toHaveLength(steps.length);
    expect(presentStep(state)).toBeNull();
    for (const kind of ['done', 'failed', 'passed-over'] as const) {
      expect(advance(state, { kind, step: steps[0]!, at })).toMatchObject({ code: 'ceremony-over' });
    }
  });

  test('takes at each step no other step: nothing can be jumped or done early', () => {
    for (const [place, current] of steps.entries()) {
      let state = beginCeremony(plan, at);
      for (const step of steps.slice(0, place)) state = go(state, { kind: 'done', step, at });
      for (const step of steps) {
        if (step === current) continue;
        for (const kind of ['done', 'failed', 'passed-over'] as const) {
          expect(advance(state, { kind, step, at })).toMatchObject({ ok: false, code: 'ceremony-step' });
        }
      }
    }
  });

  test('lets only what is optional be passed over', () => {
    for (const current of steps) {
      const state = { ...beginCeremony(plan, at), position: steps.indexOf(current) };
      const passed = advance(state, { kind: 'passed-over', step: current, at });
      expect(passed.ok).toBe(optionalSteps.has(current.step));
    }
  });
});

test('a skipped backup is impossible: no path of ten thousand random events writes a vault without it', () => {
  const plan = plans.words;
  const steps = ceremonySteps(plan);
  let seed = 1;
  const pick = <T>(list: readonly T[]): T => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return list[(seed >> 8) % list.length]!;
  };
  let written = 0;
  let state = beginCeremony(plan, at);
  for (let i = 0; i < 10_000; i++) {
    const kind = pick(['done', 'done', 'failed', 'passed-over', 'returned'] as const);
    const step = pick(steps);
    const next = advance(state, kind === 'returned' ? { kind, to: step, at } : { kind, step, at });
    if (next.ok) state = next.value;
    if (state.status !== 'completed') continue;
    written += 1;
    for (const backup of ['words-shown', 'words-reentered', 'sheets-labelled', 'words-rehearsed']) {
      const found = state.records.find(({ step }) => step === backup);
      expect(found).toMatchObject({ passedOver: false });
      expect(found!.done).toBeGreaterThan(0);
    }
    state = beginCeremony(plan, at);
  }
  expect(written).toBeGreaterThan(3);
});

test('failed tries are counted and keep the step', () => {
  const step = named('words-reentered');
  const state = go(
    upTo(plans.words, 'words-reentered'),
    { kind: 'failed', step, at },
    { kind: 'failed', step, at },
  );
  expect(presentStep(state)).toEqual(step);
  const on = go(state, { kind: 'done', step, at });
  expect(on.records.at(-1)).toMatchObject({ done: 1, failed: 2 });
  expect(transcriptSteps(on).at(-1)).toMatchObject({ outcome: 'repeated', failed: 2 });
});

test('a step that checks nothing cannot fail', () => {
  const state = upTo(plans.words, 'words-shown');
  expect(advance(state, { kind: 'failed', step: named('words-shown'), at })).toMatchObject({
    code: 'ceremony-step',
  });
});

test('going back to the words makes all that follows them due again', () => {
  const rehearsing = upTo(plans.words, 'words-rehearsed');
  const back = go(rehearsing, { kind: 'returned', to: named('words-shown'), at });
  expect(presentStep(back)).toEqual(named('words-shown'));
  expect(advance(back, { kind: 'done', step: named('words-rehearsed'), at })).toMatchObject({
    code: 'ceremony-step',
  });
  const over = completeAll(plans.words, back);
  expect(transcriptSteps(over).map(({ outcome }) => outcome)).toEqual([
    'ok',
    'ok',
    'repeated',
    'repeated',
    'repeated',
    'ok',
    'ok',
    'ok',
  ]);
});

test('there is no way back to a step that shows nothing, to one ahead, or to another share', () => {
  const state = upTo(plans.both, 'shares-rehearsed');
  for (const to of [
    named('words-reentered'),
    named('vault-written'),
    { step: 'share-shown', group: 3, share: 1 } as const,
  ]) {
    expect(advance(state, { kind: 'returned', to, at })).toMatchObject({ code: 'ceremony-step' });
  }
  const to = { step: 'share-shown', group: 1, share: 2 } as const;
  expect(presentStep(go(state, { kind: 'returned', to, at }))).toEqual(to);
  expect(advance(upTo(plans.both, 'words-shown'), { kind: 'returned', to, at })).toMatchObject({
    ok: false,
  });
});

test('the words of a written vault cannot be shown again', () => {
  const state = upTo(plans.rotate, 'sweep-prepared');
  expect(advance(state, { kind: 'returned', to: named('words-shown'), at })).toMatchObject({
    code: 'ceremony-step',
  });
});

describe('plans', () => {
  test.each(Object.entries(plans))('%s is a plan', (_, plan) => {
    expect(parseCeremonyPlan(plan)).toEqual({ ok: true, value: plan });
  });
  test.each([
    ['no backup at all', { kind: 'create', words: false, split: null }],
    ['a rotation without backup', { kind: 'rotate', words: false, split: null }],
    [
      'copies for shares',
      { kind: 'shares', split: { groupThreshold: 1, groups: [{ threshold: 1, count: 2 }] } },
    ],
    [
      'more groups than there are',
      { kind: 'shares', split: { groupThreshold: 2, groups: [{ threshold: 2, count: 2 }] } },
    ],
    ['no group', { kind: 'shares', split: { groupThreshold: 1, groups: [] } }],
    ['a member more', { kind: 'restore', from: 'words', skip: true }],
    ['another kind', { kind: 'export' }],
  ])('%s is none', (_, plan) => {
    expect(parseCeremonyPlan(plan)).toMatchObject({ ok: false, code: 'ceremony-plan' });
  });
});
