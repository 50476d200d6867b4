import { describe, expect, it } from 'vitest';
import {
  evaluatePolicy,
  type Spend,
  spentByRule,
  windowStart,
} from '../../../../electron/core/policy/evaluate-policy.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import {
  address,
  amount,
  asset,
  cold,
  hot,
  NOW,
  policy,
  rule,
  units,
} from '../../../support/core-samples.ts';

const outside = address(0xb0b);

const ruleFor = (
  of: Policy,
  whole: number,
  {
    recipients = [outside],
    spends = [] as readonly Spend[],
    vaultId = hot.id,
    now = NOW,
    lives = null as bigint | null,
  } = {},
): string => {
  const spent = spentByRule(of.rules, spends, now);
  const found = evaluatePolicy(of, spent, { vaultId, recipients, total: units(whole), lives, asset });
  return found.ok ? found.value.id : found.code;
};

const spend = (ruleId: string, whole: number, at = NOW): Spend => ({ ruleId, units: units(whole), at });

describe('the first rule that matches decides', () => {
  it.each([
    [0.001, 'everyday'],
    [1000, 'everyday'],
    [1000.001, 'large'],
    [20_000, 'large'],
    [20_000.001, 'policy-no-rule'],
  ])('%d outside', (whole, id) => expect(ruleFor(policy(), whole)).toBe(id));

  it('in the order of the policy, not of the strictest', () => {
    const rules = [rule({ id: 'first' }), rule({ id: 'second', approvals: 2 })];
    expect(ruleFor(policy({ rules }), 1)).toBe('first');
    expect(ruleFor(policy({ rules: rules.toReversed() }), 1)).toBe('second');
  });

  it('own vaults are those of the policy, and all recipients must be', () => {
    expect(ruleFor(policy(), 1, { recipients: [cold.address] })).toBe('sweep');
    expect(ruleFor(policy(), 1, { recipients: [cold.address, hot.address] })).toBe('sweep');
    expect(ruleFor(policy(), 1, { recipients: [cold.address, outside] })).toBe('everyday');
  });

  it('no rule, no spend: deposit-only is the default', () => {
    expect(ruleFor(policy({ rules: [] }), 0.001)).toBe('policy-no-rule');
    expect(ruleFor(policy(), 1, { vaultId: cold.id })).toBe('policy-no-rule');
  });

  it('a rule lets nothing pass that lives longer than it says; the next one may', () => {
    const short = rule({ id: 'short', lifetime: 1 });
    const long = rule({ id: 'long', lifetime: 15, approvals: 2 });
    const of = policy({ rules: [short, long] });
    expect(ruleFor(of, 1, { lives: 1n })).toBe('short');
    expect(ruleFor(of, 1, { lives: 2n })).toBe('long');
    expect(ruleFor(of, 1, { lives: 15n })).toBe('long');
    expect(ruleFor(of, 1, { lives: 16n })).toBe('expiration-too-far');
    expect(
      ruleFor(policy({ rules: [rule({ id: 'short', maxAmount: amount(1) }), long] }), 2, { lives: 16n }),
    ).toBe('expiration-too-far');
  });

  it('a refusal names the rules that came near', () => {
    const refused = evaluatePolicy(policy(), new Map(), {
      vaultId: hot.id,
      recipients: [outside],
      total: units(30_000),
      lives: null,
      asset,
    });
    expect(refused.ok ? '' : refused.message).toMatch(/"everyday" ends at 1.000.00 Toy; "large" ends at/);
  });
});

describe('a rolling window', () => {
  const windowed = rule({ id: 'day', window: { seconds: 86_400, max: amount(100) } });
  const of = policy({ rules: [windowed] });
  const DAY = 86_400_000;

  it.each([
    ['nothing before', [], 100, 'day'],
    ['a thousandth over', [], 100.001, 'policy-no-rule'],
    ['filled to the brim', [spend('day', 60)], 40, 'day'],
    ['filled over the brim', [spend('day', 60)], 40.001, 'policy-no-rule'],
    ['just inside', [spend('day', 100, NOW - DAY + 1)], 0.001, 'policy-no-rule'],
    ['just outside', [spend('day', 100, NOW - DAY)], 100, 'day'],
    ['in the future: the clock was turned back', [spend('day', 100, NOW + DAY)], 0.001, 'policy-no-rule'],
    ['of another rule', [spend('large', 1000)], 100, 'day'],
    ['many small ones', Array.from({ length: 100 }, () => spend('day', 1)), 0.001, 'policy-no-rule'],
  ])('%s', (_, spends, whole, id) => {
    expect(ruleFor(of, whole, { spends })).toBe(id);
  });

  it('over it the next rule decides', () => {
    const next = policy({ rules: [windowed, rule({ id: 'next', approvals: 2 })] });
    expect(ruleFor(next, 1, { spends: [spend('day', 100)] })).toBe('next');
  });

  it('sums without rounding', () => {
    const spends = [
      { ruleId: 'day', at: NOW, units: 9_007_199_254_740_993n },
      { ruleId: 'day', at: NOW, units: 9_007_199_254_740_993n },
    ];
    expect(spentByRule([windowed], spends, NOW).get('day')).toBe(18_014_398_509_481_986n);
    expect(spentByRule([rule({ id: 'day' })], spends, NOW).size).toBe(0);
  });

  it('sums each rule by its own window', () => {
    const hour = rule({ id: 'hour', window: { seconds: 3600, max: amount(10) } });
    const spends = [spend('day', 1, NOW - 7_200_000), spend('hour', 2, NOW - 7_200_000), spend('hour', 4)];
    expect([...spentByRule([windowed, hour], spends, NOW)]).toEqual([
      ['day', units(1)],
      ['hour', units(4)],
    ]);
  });

  it('begins its length before now, and without one nowhere', () => {
    expect(windowStart(windowed, NOW)).toBe(NOW - DAY);
    expect(windowStart(rule(), NOW)).toBeNull();
  });
});
