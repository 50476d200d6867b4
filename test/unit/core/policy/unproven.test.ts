import { describe, expect, it } from 'vitest';
import { checkPolicyForm } from '../../../../electron/core/policy/check-form.ts';
import {
  checkUnproven,
  defaultUnproven,
  mayTakeIn,
  type Unproven,
} from '../../../../electron/core/policy/unproven.ts';
import { policy } from '../../../support/core-samples.ts';
import { codeOf } from '../../../support/treasury-steps.ts';

const asked = (rule: Unproven, isProven: boolean, isAgreed = false) =>
  codeOf(mayTakeIn(rule, { isProven, isAgreed }));

describe('a line that proves nothing', () => {
  it('only shows, on every network but practice, where nobody says otherwise', () => {
    expect(['iota:mainnet', 'iota:testnet', 'iota:harbour'].map(defaultUnproven)).toEqual([
      'shows',
      'shows',
      'shows',
    ]);
    expect(defaultUnproven('iota:practice')).toBe('counts');
  });

  it('credits nothing where it only shows, though every endpoint says the same', () => {
    expect(asked('shows', false)).toBe('line-only-shows');
    expect(asked('shows', false, true)).toBe('line-only-shows');
  });

  it('credits what two tell alike, and nothing on the word of one', () => {
    expect(asked('two-agree', false)).toBe('second-node-needed');
    expect(mayTakeIn('two-agree', { isProven: false, isAgreed: true })).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it('is never asked about what is proven', () => {
    for (const rule of ['shows', 'two-agree', 'counts'] as const) {
      expect(mayTakeIn(rule, { isProven: true, isAgreed: false }).ok).toBe(true);
    }
  });

  it("a policy that lets one node's word count for real money is refused", () => {
    expect(codeOf(checkUnproven('counts', 'iota:mainnet'))).toBe('policy-malformed');
    const real = { id: 'iota:mainnet', genesis: '7gzPnGnmjqvpmF7NXTCmtacXLqx1cMaJFV6GCmi1peqr' };
    expect(codeOf(checkPolicyForm(policy({ network: real, unproven: 'counts' })))).toBe('policy-malformed');
    expect(checkPolicyForm(policy({ network: real, unproven: 'two-agree' })).ok).toBe(true);
  });
});
