import { describe, expect, test } from 'vitest';
import type { OfficerView } from '../../../../electron/contract/officers.ts';
import { officerNeeds } from '../../../../renderer/screens/ceremonies/officer-rule.ts';

const officers: readonly OfficerView[] = [
  { id: 'maker', name: 'Mara', roles: ['maker'] },
  { id: 'one', name: 'Adam', roles: ['approver'] },
  { id: 'two', name: 'Bea', roles: ['approver'] },
  { id: 'admin', name: 'Inés', roles: ['policy-admin', 'approver'] },
  { id: 'second-admin', name: 'Olu', roles: ['policy-admin'] },
];
const unmet = (kind: Parameters<typeof officerNeeds>[0], ...present: string[]) =>
  officerNeeds(kind, officers, new Set(present))
    .filter(({ met }) => !met)
    .map(({ need }) => need);

describe('who has to be in the room', () => {
  test.each(['create', 'restore'] as const)('%s: every policy admin and two approvers', (kind) => {
    expect(unmet(kind)).toEqual(['admins', 'approvers']);
    expect(unmet(kind, 'one', 'two')).toEqual(['admins']);
    expect(unmet(kind, 'admin', 'one')).toEqual(['admins']);
    expect(unmet(kind, 'admin', 'second-admin')).toEqual(['approvers']);
    expect(unmet(kind, 'admin', 'second-admin', 'one')).toEqual([]);
  });

  test('rotate: a maker as well, for the moves', () => {
    expect(unmet('rotate', 'admin', 'second-admin', 'one')).toEqual(['maker']);
    expect(unmet('rotate', 'admin', 'second-admin', 'one', 'maker')).toEqual([]);
  });

  test('shares: nobody without another', () => {
    expect(unmet('shares', 'maker')).toEqual(['two']);
    expect(unmet('shares', 'maker', 'one')).toEqual([]);
  });

  test('a backup is checked by anyone, but by someone', () => {
    expect(unmet('check-backup')).toEqual(['one']);
    expect(unmet('check-backup', 'maker')).toEqual([]);
  });

  test('somebody whom the treasury does not know does not count', () => {
    expect(unmet('shares', 'maker', 'stranger')).toEqual(['two']);
  });

  test('a treasury without a policy admin can have no new vault', () => {
    const none = officers.filter(({ roles }) => !roles.includes('policy-admin'));
    const needs = officerNeeds('create', none, new Set(none.map(({ id }) => id)));
    expect(needs.find(({ need }) => need === 'admins')?.met).toBe(false);
  });
});
