import { describe, expect, test } from 'vitest';
import type { OfficerView } from '../../../../electron/contract/officers.ts';
import { officerNeeds } from '../../../../renderer/screens/ceremonies/officer-rule.ts';

const officers: OfficerView[] = [
  { id: 'maker', name: 'Mara', roles: ['maker'] },
  { id: 'one', name: 'Adam', roles: ['approver'] },
  { id: 'two', name: 'Bea', roles: ['approver'] },
  { id: 'admin', name: 'Inés', roles: ['policy-admin', 'approver'] },
  { id: 'second-admin', name: 'Olu', roles: ['policy-admin'] },
];
const policyChange = {
  quorum: 2,
  approvals: [{ group: 'operations', count: 2, officerIds: ['one', 'two', 'admin'] }],
};
const unmet = (kind: Parameters<typeof officerNeeds>[0], ...present: string[]) =>
  officerNeeds(kind, { officers, policyChange }, new Set(present))
    .filter(({ met }) => !met)
    .map(({ need }) => need);

describe('who has to be in the room', () => {
  test.each(['create', 'restore'] as const)(
    '%s: so many policy admins and approvers as the policy asks for',
    (kind) => {
      expect(unmet(kind)).toEqual(['admins', 'group']);
      expect(unmet(kind, 'one', 'two')).toEqual(['admins']);
      expect(unmet(kind, 'admin', 'one')).toEqual(['admins']);
      expect(unmet(kind, 'admin', 'second-admin')).toEqual(['group']);
      expect(unmet(kind, 'admin', 'second-admin', 'one')).toEqual([]);
    },
  );

  test('one person takes one place, whoever is in both groups', () => {
    const both = {
      quorum: 1,
      approvals: [
        { group: 'operations', count: 1, officerIds: ['admin', 'one'] },
        { group: 'board', count: 1, officerIds: ['admin'] },
      ],
    };
    const unmetOf = (...present: string[]) =>
      officerNeeds('create', { officers, policyChange: both }, new Set(present)).filter(({ met }) => !met);
    expect(unmetOf('admin')).toMatchObject([{ count: 1 }]);
    expect(unmetOf('admin', 'one')).toEqual([]);
  });

  test('rotate: a maker as well, for the moves', () => {
    expect(unmet('rotate', 'admin', 'second-admin', 'one')).toEqual(['maker']);
    expect(unmet('rotate', 'admin', 'second-admin', 'one', 'maker')).toEqual([]);
  });

  test('shares: nobody without another', () => {
    expect(unmet('shares', 'maker')).toEqual(['anybody']);
    expect(unmet('shares', 'maker', 'one')).toEqual([]);
  });

  test('a backup is checked by anyone, but by someone', () => {
    expect(unmet('check-backup')).toEqual(['anybody']);
    expect(unmet('check-backup', 'maker')).toEqual([]);
  });

  test('somebody whom the treasury does not know does not count', () => {
    expect(unmet('shares', 'maker', 'stranger')).toEqual(['anybody']);
  });

  test('a treasury without a policy admin can have no new vault', () => {
    const none = officers.filter(({ roles }) => !roles.includes('policy-admin'));
    const here = new Set(none.map(({ id }) => id));
    const needs = officerNeeds('create', { officers: none, policyChange }, here);
    expect(needs.find(({ need }) => need === 'admins')?.met).toBe(false);
  });
});
