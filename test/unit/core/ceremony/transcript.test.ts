import { describe, expect, test } from 'vitest';
import { ceremonySteps } from '../../../../electron/core/ceremony/ceremony-steps.ts';
import { parseTranscript } from '../../../../electron/core/ceremony/parse-transcript.ts';
import { type Transcript, transcriptDigest } from '../../../../electron/core/ceremony/transcript.ts';
import {
  plans,
  sampleAddress,
  sampleOfficers,
  sampleSheets,
  sampleTranscript,
  startedAt,
} from '../../../support/ceremony-samples.ts';

const good = sampleTranscript();
const run = 'legal winner thank year';

test.each(Object.entries(plans))('a ceremony of the plan %s has a transcript', (_, plan) => {
  const transcript = sampleTranscript(plan);
  expect(parseTranscript(transcript)).toEqual({ ok: true, value: transcript });
  expect(parseTranscript(JSON.parse(JSON.stringify(transcript)))).toEqual({ ok: true, value: transcript });
});

test('its digest changes with any member', () => {
  const digest = transcriptDigest(good);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(transcriptDigest(structuredClone(good))).toBe(digest);
  for (const change of [
    { startedAt: good.startedAt + 1 },
    { result: 'belongs' },
    { deviations: [{ text: 'Late.', officerId: sampleOfficers[0].id, at: 1 }] },
    { treasury: { ...good.treasury, name: 'Harbour  Exchange' } },
    { network: { ...good.network, genesis: 'c0ffee01' } },
    { policy: { ...good.policy, version: 2 } },
    { policy: { ...good.policy, digest: 'cd'.repeat(32) } },
  ] as Partial<Transcript>[]) {
    expect(transcriptDigest({ ...good, ...change })).not.toBe(digest);
  }
});

describe('no member can contain four words of a backup in a row', () => {
  /** Every place of a string in the transcript, each once. */
  function* places(
    value: unknown,
    path: readonly (string | number)[] = [],
  ): Generator<readonly (string | number)[]> {
    if (typeof value === 'string') yield path;
    else if (value !== null && typeof value === 'object') {
      for (const [key, member] of Object.entries(value)) yield* places(member, [...path, key]);
    }
  }
  const full = {
    ...sampleTranscript(plans.rotate),
    deviations: [{ text: 'Late.', officerId: sampleOfficers[0].id, at: startedAt }],
  };
  const all = [...places(full)].map((path) => [path.join('.'), path] as const);

  test('the sample has all free texts', () => {
    expect(parseTranscript(full).ok).toBe(true);
    const names = all.map(([name]) => name);
    for (const name of [
      'treasury.name',
      'vault.name',
      'replaces.name',
      'officers.0.name',
      'deviations.0.text',
    ]) {
      expect(names).toContain(name);
    }
  });

  test.each(all)('%s', (_, path) => {
    const changed = structuredClone(full) as unknown;
    let at = changed as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
    at[path.at(-1)!] = run;
    const refused = parseTranscript(changed);
    expect(refused).toMatchObject({ ok: false, code: 'transcript-malformed' });
    expect(JSON.stringify(refused)).not.toMatch(/winner|thank/);
  });

  test('nor can deviations do it together', () => {
    const deviations = ['legal winner', 'thank year'].map((text) => ({
      text,
      officerId: sampleOfficers[0].id,
      at: startedAt,
    }));
    expect(parseTranscript({ ...good, deviations })).toMatchObject({
      ok: false,
      code: 'transcript-malformed',
    });
    expect(parseTranscript({ ...good, deviations: deviations.slice(1) }).ok).toBe(true);
  });

  test('nor can a member that is not of the form', () => {
    expect(parseTranscript({ ...good, words: run })).toMatchObject({
      ok: false,
      code: 'transcript-malformed',
    });
    expect(parseTranscript({ ...good, vault: { ...good.vault, note: run } }).ok).toBe(false);
  });
});

describe('steps', () => {
  const script = ceremonySteps(good.plan);

  test.each(script.map(({ step }, place) => [step, place] as const))(
    'a transcript without %s is refused',
    (_, place) => {
      const steps = good.steps.toSpliced(place, 1);
      expect(parseTranscript({ ...good, steps })).toMatchObject({ ok: false, code: 'transcript-steps' });
    },
  );

  test.each(['words-shown', 'words-reentered', 'sheets-labelled', 'words-rehearsed', 'vault-written'])(
    '%s cannot be said to have been passed over',
    (step) => {
      const steps = good.steps.map((one) =>
        one.step === step ? { ...one, outcome: 'passed-over' as const } : one,
      );
      expect(parseTranscript({ ...good, steps })).toMatchObject({ ok: false, code: 'transcript-steps' });
    },
  );

  test('dice may be passed over', () => {
    const steps = good.steps.map((one) =>
      one.step === 'entropy-mixed' ? { ...one, outcome: 'passed-over' as const } : one,
    );
    expect(parseTranscript({ ...good, steps }).ok).toBe(true);
  });

  test('two steps that changed places, one twice, a failed one in a completed ceremony, failures called ok', () => {
    const [first, second, ...others] = good.steps;
    for (const steps of [
      [second!, first!, ...others],
      [...good.steps, good.steps.at(-1)!],
      good.steps.with(5, { ...good.steps[5]!, outcome: 'passed-over' as const }),
      good.steps.with(5, { ...good.steps[5]!, failed: 2 }),
      good.steps.with(5, { ...good.steps[5]!, outcome: 'differed' as const, failed: 1 }),
      good.steps.with(2, { ...good.steps[2]!, outcome: 'repeated', failed: 2 }),
    ]) {
      expect(parseTranscript({ ...good, steps })).toMatchObject({ ok: false, code: 'transcript-steps' });
    }
  });
});

describe('what the members say of each other', () => {
  const check = sampleTranscript(plans.check);
  const rotate = sampleTranscript(plans.rotate);
  const both = sampleTranscript(plans.both);
  const refusals: readonly (readonly [string, Transcript])[] = [
    ['a backup sheet that is not listed', { ...good, sheets: [] }],
    ['a share that is not listed', { ...both, sheets: both.sheets.slice(1) }],
    ['sheets in another order', { ...both, sheets: both.sheets.toReversed() }],
    [
      'one serial on two sheets',
      { ...both, sheets: both.sheets.map((sheet) => ({ ...sheet, serial: 'SP-1000-0002' })) },
    ],
    [
      "another vault's fingerprint",
      { ...good, sheets: good.sheets.map((sheet) => ({ ...sheet, fingerprint: '0000-0000' })) },
    ],
    ['a completed ceremony without vault', { ...good, vault: null }],
    [
      'a completed ceremony without address',
      { ...good, firstAddress: null, sheets: sampleSheets(good.plan) },
    ],
    ['the answer of another kind', { ...good, result: 'belongs' }],
    ['a check that says completed', { ...check, result: 'completed' }],
    ['a backup of none that names a vault', { ...check, result: 'belongs-to-none' }],
    ['a rotation without old vault', { ...rotate, replaces: null }],
    ['a vault that replaces itself', { ...rotate, replaces: rotate.vault }],
    ['an old vault in a creation', { ...good, replaces: rotate.replaces }],
    ['one officer twice', { ...good, officers: [sampleOfficers[0], sampleOfficers[0]] }],
    ['no officer', { ...good, officers: [] }],
    [
      'a deviation by someone who was not there',
      { ...good, deviations: [{ text: 'Late.', officerId: good.id, at: startedAt }] },
    ],
  ];
  test.each(refusals)('%s is refused', (_, transcript) => {
    expect(parseTranscript(transcript)).toMatchObject({ ok: false, code: 'transcript-malformed' });
  });

  test('a backup that belongs to none is a result', () => {
    const none: Transcript = { ...check, result: 'belongs-to-none', vault: null, firstAddress: null };
    expect(parseTranscript(none)).toEqual({ ok: true, value: none });
    expect(sampleAddress).toBe(check.firstAddress);
  });
});
