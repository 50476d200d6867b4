import { describe, expect, it } from 'vitest';
import { evaluatePolicy, type Spend, spentInWindow } from '../../../electron/core/policy/evaluate-policy.ts';
import {
  checkFirstPolicy,
  MAX_POLICY_SECONDS,
  type Policy,
  policySchema,
} from '../../../electron/core/policy/policy.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import {
  address,
  codeOf,
  cold,
  hot,
  iota,
  NOW,
  officers,
  policy,
  rule,
  signPolicy,
  uuid,
} from '../../support/signer-fixture.ts';

const outside = address(0xb0b);

const ruleFor = (
  of: Policy,
  amount: number,
  { recipients = [outside], spends = [] as Spend[], vaultId = hot.id, now = NOW } = {},
): string => {
  const found = evaluatePolicy(of, spends, { vaultId, recipients, total: BigInt(iota(amount)), now });
  return found.ok ? found.value.id : found.code;
};

const spend = (ruleId: string, amount: number, at = NOW): Spend => ({ ruleId, amount: iota(amount), at });

describe('the first rule that matches decides', () => {
  it.each([
    [0.001, 'everyday'],
    [1000, 'everyday'],
    [1000.001, 'large'],
    [20_000, 'large'],
    [20_000.001, 'policy-no-rule'],
  ])('%d IOTA outside', (amount, id) => expect(ruleFor(policy(), amount)).toBe(id));

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

  it('a refusal names the rules that came near', () => {
    const refused = evaluatePolicy(policy(), [], {
      vaultId: hot.id,
      recipients: [outside],
      total: BigInt(iota(30_000)),
      now: NOW,
    });
    expect(refused.ok ? '' : refused.message).toMatch(/"everyday" ends at 1.000.00 IOTA; "large" ends at/);
  });
});

describe('a rolling window', () => {
  const windowed = rule({ id: 'day', window: { seconds: 86_400, max: iota(100) } });
  const of = policy({ rules: [windowed] });
  const DAY = 86_400_000;

  it.each([
    ['nothing before', [], 100, 'day'],
    ['one nano over', [], 100.001, 'policy-no-rule'],
    ['filled to the brim', [spend('day', 60)], 40, 'day'],
    ['filled over the brim', [spend('day', 60)], 40.001, 'policy-no-rule'],
    ['just inside', [spend('day', 100, NOW - DAY + 1)], 0.001, 'policy-no-rule'],
    ['just outside', [spend('day', 100, NOW - DAY)], 100, 'day'],
    ['in the future: the clock was turned back', [spend('day', 100, NOW + DAY)], 0.001, 'policy-no-rule'],
    ['of another rule', [spend('large', 1000)], 100, 'day'],
    ['many small ones', Array.from({ length: 100 }, () => spend('day', 1)), 0.001, 'policy-no-rule'],
  ])('%s', (_, spends, amount, id) => {
    expect(ruleFor(of, amount, { spends: [...spends] })).toBe(id);
  });

  it('over it the next rule decides', () => {
    const next = policy({ rules: [windowed, rule({ id: 'next', approvals: 2 })] });
    expect(ruleFor(next, 1, { spends: [spend('day', 100)] })).toBe('next');
  });

  it('sums without rounding', () => {
    const spends = [
      { ruleId: 'day', at: NOW, amount: '9007199254740993' },
      { ruleId: 'day', at: NOW, amount: '9007199254740993' },
    ];
    expect(spentInWindow(windowed, spends, NOW)).toBe(18_014_398_509_481_986n);
    expect(spentInWindow(rule(), spends, NOW)).toBe(0n);
  });
});

describe('a first policy', () => {
  const check = (overrides: Partial<Policy>, ...admins: Parameters<typeof signPolicy>[1][]): string =>
    codeOf(checkFirstPolicy(signPolicy(policy(overrides), ...admins), verifySignature));
  const listed = policy().officers;
  const [mara, ben] = [listed[0]!, listed[1]!];

  it('in order and signed is taken', () => expect(check({})).toBe('accepted'));

  it.each<[string, Partial<Policy>, string]>([
    [
      'two officers of one id',
      { officers: [...listed, { ...mara, name: 'M', publicKey: '1'.repeat(64) }] },
      'policy-malformed',
    ],
    [
      'two officers of one name',
      { officers: [...listed, { ...mara, id: uuid(9), name: 'MARA', publicKey: '1'.repeat(64) }] },
      'policy-malformed',
    ],
    [
      'one person as two officers (one key)',
      { officers: [...listed, { ...ben, id: uuid(9), name: 'B' }] },
      'policy-malformed',
    ],
    [
      'two vaults of one address',
      { vaults: [...policy().vaults, { ...policy().vaults[0]!, id: uuid(9) }] },
      'policy-malformed',
    ],
    [
      'two vaults of one id',
      { vaults: [...policy().vaults, { ...policy().vaults[0]!, receiveAddress: outside }] },
      'policy-malformed',
    ],
    ['two rules of one id (their windows would mix)', { rules: [rule(), rule()] }, 'policy-malformed'],
    ['a float band out of order', { floatBand: { min: '2', target: '1', max: '3' } }, 'policy-malformed'],
    [
      'a float band whose target is above its maximum',
      { floatBand: { min: '1', target: '4', max: '3' } },
      'policy-malformed',
    ],
    ['no admin', { officers: listed.filter(({ name }) => name !== 'Dev') }, 'policy-malformed'],
    ['a version that is not the first', { version: 2 }, 'policy-version'],
  ])('with %s is refused', (_, overrides, code) => expect(check(overrides)).toBe(code));

  it('needs the signature of every admin whom it names', () => {
    const officersTwo = listed.map((each) =>
      each.name === 'Erin' ? { ...each, roles: ['policy-admin' as const] } : each,
    );
    expect(check({ officers: officersTwo })).toBe('policy-signature-bad');
    expect(check({ officers: officersTwo }, officers.dev, officers.erin)).toBe('accepted');
  });
});

describe('the shape of a policy', () => {
  const parse = (overrides: object) => codeOf(parseWith(policySchema, { ...policy(), ...overrides }));

  it('is strict', () => {
    expect(parse({})).toBe('accepted');
    expect(parse({ override: true })).toBe('input-malformed');
    expect(parse({ officers: [] })).toBe('input-malformed');
    expect(parse({ gasCap: 1 })).toBe('input-malformed');
    expect(parse({ gasCap: '-1' })).toBe('input-malformed');
    expect(parse({ gasCap: (2n ** 63n).toString() })).toBe('input-malformed');
    expect(parse({ version: 0 })).toBe('input-malformed');
  });

  it('lets no rule pass without an approval', () => {
    expect(parse({ rules: [{ ...rule(), approvals: 0 }] })).toBe('input-malformed');
    expect(parse({ rules: [{ ...rule(), approvals: 1.5 }] })).toBe('input-malformed');
  });

  it('has no window or approval longer than the signer remembers', () => {
    const windowed = (seconds: number) => parse({ rules: [rule({ window: { seconds, max: '1' } })] });
    expect(windowed(MAX_POLICY_SECONDS)).toBe('accepted');
    expect(windowed(MAX_POLICY_SECONDS + 1)).toBe('input-malformed');
    expect(parse({ approvalLifetime: MAX_POLICY_SECONDS + 1 })).toBe('input-malformed');
  });

  it('takes no text that cannot be signed', () => {
    expect(parse({ rules: [rule({ title: 'a\ud800' })] })).toBe('input-malformed');
  });
});
