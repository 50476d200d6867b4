import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { type PastMovement, simulate } from '../../../../electron/core/policy/simulate.ts';
import { address, amount, asset, hot, NOW, units } from '../../../support/core-samples.ts';
import {
  bookEntry,
  HOUR,
  orderedPolicy,
  orderedRule,
  people,
  rulesOf,
} from '../../../support/ordered-policy-samples.ts';

const { mara, ben, chiara, dev, noor } = people;
const movement = (id: string, whole: number, overrides: Partial<PastMovement> = {}): PastMovement => ({
  id,
  vaultId: hot.id,
  accounts: [0],
  recipients: [address(0xb0b)],
  total: units(whole),
  askedAt: NOW - HOUR,
  signedAt: NOW,
  lives: 1n,
  ruleId: 'everyday',
  makerIds: [mara.id],
  approverIds: [ben.id],
  ...overrides,
});
const run = (
  policy: Policy,
  movements: readonly PastMovement[],
  before = [] as Parameters<typeof simulate>[1]['before'],
) => simulate(rulesOf(policy, [bookEntry(0xb0b, { usableFrom: NOW + HOUR })]), { movements, before, asset });
const window = orderedPolicy({
  rules: [
    orderedRule({ id: 'everyday', windows: [{ seconds: 3600, amount: amount(10), count: null }] }),
    orderedRule({ id: 'more', approvals: [{ group: 'operations', count: 2 }] }),
  ],
});

describe('what a policy would have made of the past', () => {
  it('nothing else, where it is the same', () => {
    expect(run(orderedPolicy(), [movement('a', 100), movement('b', 1000)])).toEqual({
      movements: 2,
      refused: 0,
      escalated: 0,
      neededOthers: 0,
      waited: 0,
      otherwise: [],
    });
  });

  it('what no rule lets pass would have been refused, and counts in no window', () => {
    const rules = [
      orderedRule({
        id: 'everyday',
        amount: { min: null, max: amount(8) },
        windows: window.rules[0]!.windows,
      }),
    ];
    const { refused, otherwise } = run(orderedPolicy({ rules }), [movement('a', 9), movement('b', 8)]);
    expect(refused).toBe(1);
    expect(otherwise.map(({ id, refused: why }) => `${id} ${why?.code}`)).toEqual(['a policy-no-rule']);
  });

  it('what goes over a window would have gone on to the next rule, and needed others', () => {
    const { escalated, neededOthers, otherwise } = run(window, [
      movement('late', 4, { signedAt: NOW + 2 }),
      movement('a', 7),
      movement('b', 3, { signedAt: NOW + 1 }),
      movement('later', 4, { signedAt: NOW + HOUR + 2, approverIds: [ben.id, chiara.id] }),
    ]);
    expect([escalated, neededOthers]).toEqual([1, 1]);
    expect(otherwise).toMatchObject([
      { id: 'late', refused: null, isEscalated: true, missing: [{ group: 'operations', count: 1 }] },
    ]);
    expect(otherwise[0]?.rule?.id).toBe('more');
  });

  it('what was paid before the first movement fills the windows', () => {
    const before = [{ ruleId: 'everyday', at: NOW - HOUR + 1, units: units(10) }];
    expect(run(window, [movement('a', 1)], before).escalated).toBe(1);
    expect(run(window, [movement('a', 1)]).escalated).toBe(0);
  });

  it('a movement that the same higher rule let pass is not escalated', () => {
    const two = { ruleId: 'large', approverIds: [ben.id, dev.id] };
    expect(run(orderedPolicy(), [movement('a', 9000, two)]).otherwise).toEqual([]);
  });

  it('people who are not in the policy approve and ask nothing', () => {
    const officers = orderedPolicy().officers.filter(({ id }) => id !== noor.id);
    const result = run(orderedPolicy({ officers }), [
      movement('a', 1, { makerIds: [noor.id] }),
      movement('b', 1, { approverIds: [mara.id] }),
      movement('c', 1, { approverIds: [ben.id], makerIds: [mara.id, ben.id] }),
    ]);
    expect(result.otherwise.map(({ id, refused, missing }) => [id, refused?.code, missing.length])).toEqual([
      ['a', 'role-missing', 0],
      ['b', undefined, 1],
      ['c', 'role-missing', 1],
    ]);
  });

  it('a longer delay would have kept it waiting', () => {
    const rules = [orderedRule({ id: 'everyday', delay: 7200, review: 9000, lifetime: 2 })];
    expect(run(orderedPolicy({ rules }), [movement('a', 1)]).otherwise).toMatchObject([
      { id: 'a', waits: HOUR },
    ]);
  });
});
