import { describe, expect, it } from 'vitest';
import { type Approved, checkDemands, type Done } from '../../../../electron/core/policy/check-demands.ts';
import { missingApprovals } from '../../../../electron/core/policy/people.ts';
import type { Policy, Rule } from '../../../../electron/core/policy/policy.ts';
import { codeOf, NOW } from '../../../support/core-samples.ts';
import {
  HOUR,
  mallory,
  officerOf,
  orderedPolicy,
  orderedRule,
  people,
  type TestPerson,
} from '../../../support/ordered-policy-samples.ts';

const { mara, ben, chiara, dev, noor } = people;
const by = (who: TestPerson, overrides: Partial<Approved> & { key?: number } = {}): Approved => {
  const { key = 0, ...others } = overrides;
  return { officerId: who.id, publicKey: who.keys[key]!.publicKey, expiresAt: NOW + HOUR / 2, ...others };
};
const done = (overrides: Partial<Done> = {}): Done => ({
  now: NOW,
  suspended: new Set(),
  makerIds: [mara.id],
  approvals: [by(ben)],
  knownSince: NOW,
  ...overrides,
});
const check = (overrides: Partial<Done>, rule: Partial<Rule> = {}, policy: Partial<Policy> = {}) =>
  codeOf(checkDemands(orderedPolicy(policy), orderedRule(rule), done(overrides)));
const twoGroups: Partial<Rule> = {
  approvals: [
    { group: 'operations', count: 1 },
    { group: 'board', count: 1 },
  ],
};

describe('what a rule asks for', () => {
  it('is done', () => {
    expect(check({})).toBe('accepted');
    expect(check({ approvals: [by(ben), by(dev)] }, twoGroups)).toBe('accepted');
  });

  it.each<[string, Partial<Done>, string]>([
    ['nobody', { approvals: [] }, 'approvals-too-few'],
    ['somebody of another group', { approvals: [by(dev)] }, 'approvals-too-few'],
    [
      'an officer with two keys, counted twice',
      { approvals: [by(ben), by(ben, { key: 1 })] },
      'approval-duplicate-officer',
    ],
    [
      'a key of somebody else',
      { approvals: [{ ...by(ben), publicKey: chiara.keys[0]!.publicKey }] },
      'approval-officer-unknown',
    ],
    ['a removed officer: an old approval', { approvals: [by(mallory)] }, 'approval-officer-unknown'],
    ['a suspended officer: a queued approval', { suspended: new Set([ben.id]) }, 'officer-suspended'],
    ['a suspended maker', { suspended: new Set([mara.id]) }, 'officer-suspended'],
    ['somebody who is no approver', { approvals: [by(noor), by(ben)] }, 'approval-not-an-approver'],
    ['an approval that is over', { approvals: [by(ben, { expiresAt: NOW })] }, 'approval-expired'],
    [
      'an approval that lasts too long',
      { approvals: [by(ben, { expiresAt: NOW + 2 * HOUR + 1 })] },
      'approval-expired',
    ],
    ['no maker', { makerIds: [] }, 'role-missing'],
    ['a maker who is none', { makerIds: [dev.id] }, 'role-missing'],
  ])('%s: refused', (_, overrides, code) => expect(check(overrides)).toBe(code));

  it('the maker never counts', () => {
    const both = { ...officerOf(ben), roles: ['maker' as const, 'approver' as const] };
    const officers = orderedPolicy().officers.map((each) => (each.id === ben.id ? both : each));
    expect(check({ makerIds: [ben.id] }, {}, { officers })).toBe('approval-by-maker');
  });

  it('an officer counts until their end', () => {
    const officers = orderedPolicy().officers.map((each) => ({ ...each, expiresAt: NOW + 1 }));
    expect(check({}, {}, { officers })).toBe('accepted');
    expect(check({ now: NOW + 1 }, {}, { officers })).toBe('officer-expired');
  });

  it('one person takes one place, though they are in both groups', () => {
    expect(check({ approvals: [by(chiara)] }, twoGroups)).toBe('approvals-too-few');
    expect(check({ approvals: [by(chiara), by(dev)] }, twoGroups)).toBe('accepted');
    expect(check({ approvals: [by(dev), by(chiara)] }, twoGroups)).toBe('accepted');
    expect(check({ approvals: [by(ben), by(chiara)] }, twoGroups)).toBe('accepted');
  });

  it('the delay counts from when the request was known, not from a date in it', () => {
    const late = { delay: 3600, review: 7200, lifetime: 2 };
    expect(check({ knownSince: NOW - HOUR + 1 }, late)).toBe('signing-too-early');
    expect(check({ knownSince: NOW - HOUR }, late)).toBe('accepted');
  });
});

describe('approvals that are missing', () => {
  const { groups } = orderedPolicy();
  it('are named by group, as few as can be', () => {
    expect(missingApprovals([{ group: 'board', count: 2 }], { groups }, [dev.id, dev.id])).toEqual([
      { group: 'board', count: 1 },
    ]);
    expect(missingApprovals(twoGroups.approvals!, { groups }, [])).toEqual(twoGroups.approvals);
    expect(missingApprovals(twoGroups.approvals!, { groups }, [chiara.id])).toHaveLength(1);
    expect(missingApprovals([{ group: 'gone', count: 1 }], { groups }, [dev.id])).toHaveLength(1);
  });
});
