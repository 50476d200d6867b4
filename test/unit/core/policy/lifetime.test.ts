import { describe, expect, it } from 'vitest';
import { checkPolicyForm } from '../../../../electron/core/policy/check-form.ts';
import {
  defaultLifetime,
  lastEpochOf,
  MAX_LIFETIME,
  whyOver,
} from '../../../../electron/core/policy/lifetime.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { codeOf, policy, rule } from '../../../support/core-samples.ts';

describe('a rule', () => {
  const [vault] = policy().vaults;
  const of = (kind: 'hot' | 'cold', lifetime: number): string => {
    const vaults = [{ ...vault, kind }] as Policy['vaults'];
    return codeOf(checkPolicyForm({ ...policy({ vaults }), rules: [{ ...rule(), lifetime }] }));
  };

  it.each([
    ['hot', 0, 'policy-malformed'],
    ['hot', 1, 'accepted'],
    ['cold', 1, 'policy-malformed'],
    ['cold', 2, 'accepted'],
    ['cold', MAX_LIFETIME, 'accepted'],
    ['cold', MAX_LIFETIME + 1, 'policy-malformed'],
    ['hot', 1.5, 'policy-malformed'],
  ] as const)('of a %s vault that lets transactions live %d epochs: %s', (kind, lifetime, code) => {
    expect(of(kind, lifetime)).toBe(code);
  });
});

it('a hot vault, a cold one, and a cold one of several approvals have the lifetimes that are usual for them', () => {
  expect([defaultLifetime('hot', 1), defaultLifetime('cold', 1), defaultLifetime('cold', 2)]).toEqual([
    1, 8, 15,
  ]);
});

it('bytes are over behind the last epoch that they name, and bytes without an end are signed nowhere', () => {
  const named = lastEpochOf({ validUntil: { kind: 'epoch', epoch: '7' } });
  expect(whyOver(named, 7n)).toBeNull();
  expect(whyOver(named, 8n)).toMatchObject({ code: 'bytes-expired' });
  expect(whyOver(lastEpochOf({ validUntil: null }), 7n)).toMatchObject({ code: 'expiration-missing' });
});
