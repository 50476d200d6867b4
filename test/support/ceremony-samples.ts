import type { CeremonyPlan } from '../../electron/core/ceremony/ceremony-plan.ts';
import { ceremonySteps } from '../../electron/core/ceremony/ceremony-steps.ts';
import {
  advance,
  beginCeremony,
  type CeremonyState,
  presentStep,
} from '../../electron/core/ceremony/script.ts';
import type { Sheet } from '../../electron/core/ceremony/sheet.ts';
import { sheetFingerprint } from '../../electron/core/ceremony/sheet-fingerprint.ts';
import { makeSheetSerial } from '../../electron/core/ceremony/sheet-serial.ts';
import type { Transcript } from '../../electron/core/ceremony/transcript.ts';
import { plannedSheets, transcriptSteps } from '../../electron/core/ceremony/transcript-rules.ts';

export const plans = {
  words: { kind: 'create', words: true, split: null },
  both: {
    kind: 'create',
    words: true,
    split: {
      groupThreshold: 1,
      groups: [
        { threshold: 2, count: 3 },
        { threshold: 1, count: 1 },
      ],
    },
  },
  shares: { kind: 'shares', split: { groupThreshold: 1, groups: [{ threshold: 3, count: 5 }] } },
  restore: { kind: 'restore', from: 'words' },
  file: { kind: 'restore', from: 'file' },
  check: { kind: 'check-backup', from: 'words' },
  rotate: { kind: 'rotate', words: true, split: null },
} satisfies Readonly<Record<string, CeremonyPlan>>;

export const startedAt = Date.UTC(2026, 10, 20, 9, 0, 0);
export const sampleAddress = `0x${'5c'.repeat(32)}`;
export const sampleOfficers = [
  { id: '8b1f7b3e-7d43-4c6a-9a2f-0d1c2b3a4e5f', name: 'Ada Lindqvist' },
  { id: '1c9a6f20-55f1-4b7e-8e0d-6a7b8c9d0e1f', name: 'Олена Бондар' },
] as const;

/** Goes on until the ceremony is over: every step done at the first try, a minute each. */
export function completeAll(plan: CeremonyPlan, from = beginCeremony(plan, startedAt)): CeremonyState {
  let state = from;
  for (let minute = 1; ; minute++) {
    const step = presentStep(state);
    if (step === null) return state;
    const next = advance(state, { kind: 'done', step, at: startedAt + minute * 60_000 });
    if (!next.ok) throw new Error(next.message);
    state = next.value;
  }
}

/** One sheet for each that the plan makes, with serials that repeat from run to run. */
export function sampleSheets(plan: CeremonyPlan): Sheet[] {
  return plannedSheets(plan).map((content, i) => ({
    serial: makeSheetSerial((length) => new Uint8Array(length).fill(i + 3)),
    fingerprint: sheetFingerprint(sampleAddress),
    content,
    origin: 'saved' as const,
  }));
}

/** The transcript of a ceremony that went well. */
export function sampleTranscript(plan: CeremonyPlan = plans.words): Transcript {
  const state = completeAll(plan);
  return {
    id: '0f7a3c52-6a0f-4d4c-9b7e-2d6c1e8f9a10',
    plan,
    network: { id: 'iota:practice', genesis: '5a11f04d' },
    policy: { version: 3, digest: '9c'.repeat(32) },
    treasury: { id: '3b2d9f0e-1c4a-4e8b-a6d7-5f0e9c8b7a61', name: 'Harbour Exchange' },
    station: { id: 'd4c3b2a1-0f9e-4d8c-b7a6-958473625140', role: 'cold', publicKey: '11'.repeat(32) },
    vault: { id: '77e1d0c9-b8a7-4965-8432-10fedcba9876', name: 'Cold vault 2', kind: 'cold' },
    replaces:
      plan.kind === 'rotate'
        ? { id: '55aa1d0c-b8a7-4965-8432-10fedcba9876', name: 'Cold vault 1', kind: 'cold' }
        : null,
    officers: [...sampleOfficers],
    steps: transcriptSteps(state),
    deviations: [],
    sheets: sampleSheets(plan),
    firstAddress: sampleAddress,
    startedAt,
    endedAt: startedAt + ceremonySteps(plan).length * 60_000,
    result: plan.kind === 'check-backup' ? 'belongs' : 'completed',
  };
}
