import { describe, expect, it } from 'vitest';
import { MAX_POLICY_SECONDS } from '../../../electron/core/policy/policy.ts';
import {
  DATE_TOLERANCE_MS,
  type GovernedState,
  MEMORY_MS,
  remember,
  spendsOf,
  voidDigest,
} from '../../../electron/signer/vault-state.ts';
import { ERA, hot, NOW, policy, signPolicy } from '../../support/signer-fixture.ts';

const empty: GovernedState = {
  format: 'sallyport/state/2',
  kind: 'governed',
  era: ERA,
  vaultId: hot.id,
  counter: 1,
  policy: signPolicy(policy()),
  signed: [],
  voided: [],
  horizon: 0,
};

const record = (digit: string, at: number) => ({
  digest: digit.repeat(64),
  at,
  ruleId: 'everyday',
  total: '5',
  requestIds: [],
  approvers: [],
  inputs: [],
  fields: null,
});

/** The state after a signature. */
const afterSigning = (of: GovernedState, signed: ReturnType<typeof record>) => remember(of, signed).state;

describe('the memory of a vault', () => {
  it('counts every change once', () => {
    const { state: once, record: kept } = remember(empty, record('a', NOW));
    expect(kept).toBe(once.signed[0]);
    expect(once.counter).toBe(2);
    expect(once.signed[0]?.counter).toBe(2);
    const voided = voidDigest(once, 'b'.repeat(64), NOW);
    expect(voided.counter).toBe(3);
    expect(voidDigest(voided, 'b'.repeat(64), NOW + 1)).toBe(voided);
    expect(empty.signed).toEqual([]);
  });

  it('tells the policy of each spend', () => {
    const state = afterSigning(afterSigning(empty, record('a', NOW)), record('b', NOW + 1));
    expect(spendsOf(state.signed)).toEqual([
      { at: NOW, ruleId: 'everyday', units: 5n },
      { at: NOW + 1, ruleId: 'everyday', units: 5n },
    ]);
  });

  it('remembers a signature for longer than any window of a policy looks back', () => {
    expect(MEMORY_MS).toBeGreaterThan(MAX_POLICY_SECONDS * 1000);
    const state = afterSigning(afterSigning(empty, record('a', NOW)), record('b', NOW + MEMORY_MS));
    expect(state.signed).toHaveLength(2);
    expect(state.horizon).toBe(0);
  });

  it('forgets what is older, and draws the horizon behind every request that it may have served', () => {
    const first = voidDigest(afterSigning(empty, record('a', NOW)), 'c'.repeat(64), NOW - 5);
    const state = afterSigning(first, record('b', NOW + MEMORY_MS + 1));
    expect(state.signed.map(({ digest }) => digest[0])).toEqual(['b']);
    expect(state.voided).toEqual([]);
    expect(state.horizon).toBe(NOW + DATE_TOLERANCE_MS + 1);
  });

  it('is not carried into the future by a clock that ran ahead for once', () => {
    const year2099 = Date.UTC(2099, 0, 1);
    const state = voidDigest(afterSigning(empty, record('a', NOW)), 'c'.repeat(64), year2099);
    expect(state.horizon).toBe(NOW + DATE_TOLERANCE_MS + 1);
    const back = afterSigning(state, record('b', NOW + 1));
    expect(back.horizon).toBe(state.horizon);
    expect(back.signed).toHaveLength(1);
  });

  it('never draws the horizon back', () => {
    const state = afterSigning({ ...empty, horizon: NOW + 5 }, record('a', NOW));
    expect(state.horizon).toBe(NOW + 5);
  });
});
