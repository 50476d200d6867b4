import { describe, expect, it } from 'vitest';
import { classify, waitOf } from '../../../../electron/core/policy/classify.ts';
import type { Policy, Rule } from '../../../../electron/core/policy/policy.ts';
import { amount, cold, hot, NOW, uuid } from '../../../support/core-samples.ts';
import {
  mallory,
  officerOf,
  orderedPolicy,
  orderedRule,
  people,
} from '../../../support/ordered-policy-samples.ts';

const policy = orderedPolicy();
const [sweep, everyday, large] = policy.rules as [Rule, Rule, Rule];
const { change, floatBand, vaults, officers, groups } = policy;
const { mara, ben, chiara, dev } = people;

const widened = (to: Partial<Policy>, from: Policy = policy): readonly string[] =>
  classify(from, { ...from, ...to }).map((each) =>
    each.kind === 'rule'
      ? `${each.id} ${each.how}`
      : each.kind === 'officer'
        ? `officer ${each.id}`
        : each.kind,
  );
const rules = (...changed: readonly Rule[]): Partial<Policy> => ({ rules: [...changed] });
const officer = (id: string, overrides: Partial<Policy['officers'][number]>): Partial<Policy> => ({
  officers: officers.map((each) => (each.id === id ? { ...each, ...overrides } : each)),
});

describe('a tightening', () => {
  it.each<[string, Partial<Policy>]>([
    ['nothing at all', {}],
    ['another title', rules({ ...sweep, title: 'Sweeps' }, everyday, large)],
    ['a rule less, behind which nothing comes', rules(sweep, everyday)],
    ['no rule', rules()],
    [
      'a lower limit, beyond which two approve',
      rules(sweep, { ...everyday, amount: { min: null, max: amount(10) } }, large),
    ],
    [
      'a smaller window',
      rules(sweep, { ...everyday, windows: [{ seconds: 86_400, amount: amount(1), count: 20 }] }, large),
    ],
    [
      'a longer window',
      rules(sweep, { ...everyday, windows: [{ seconds: 172_800, amount: amount(5000), count: 20 }] }, large),
    ],
    [
      'one more window',
      rules(
        sweep,
        { ...everyday, windows: [...everyday.windows, { seconds: 60, amount: null, count: 1 }] },
        large,
      ),
    ],
    ['one more approval', rules({ ...sweep, approvals: large.approvals }, everyday, large)],
    ['a longer delay', rules(sweep, everyday, { ...large, delay: 7000 })],
    ['approvals that count for less long', rules({ ...sweep, review: 60 }, everyday, large)],
    ['a shorter life', rules(sweep, everyday, { ...large, lifetime: 1 })],
    ['an end in time of the last rule', rules(sweep, everyday, { ...large, expiresAt: NOW })],
    [
      'fewer accounts',
      rules(sweep, everyday, { ...large, source: { vaultId: hot.id, accounts: 'customers' } }),
    ],
    [
      'a group of the book instead of all',
      rules(sweep, { ...everyday, destination: { kind: 'book', groups: ['x'] } }, large),
    ],
    [
      'single entries instead of a book',
      rules(sweep, { ...everyday, destination: { kind: 'entries', entryIds: [uuid(1)] } }, large),
    ],
    [
      'a stricter rule in front',
      rules({ ...large, id: 'new', amount: { min: amount(500), max: amount(20_000) } }, ...policy.rules),
    ],
    ['rules that do not meet, in another order', rules(everyday, sweep, large)],
    [
      'a rule that nothing reaches',
      rules(...policy.rules, {
        ...large,
        id: 'new',
        amount: { min: null, max: amount(9) },
        approvals: [{ group: 'operations', count: 1 }],
      }),
    ],
    ['somebody less', { officers: officers.filter(({ id }) => id !== people.noor.id) }],
    ['a group with somebody less', { groups: [groups[0]!, { name: 'board', officerIds: [dev.id] }] }],
    [
      'a group more, that no rule names',
      { groups: [...groups, { name: 'all', officerIds: [ben.id, dev.id] }] },
    ],
    ['a key less', officer(ben.id, { keys: [officerOf(ben).keys[0]!] })],
    ['an end for somebody', officer(mara.id, { expiresAt: NOW })],
    ['a role less', officer(ben.id, { roles: ['approver'] })],
    ['a lower fee', { feeCap: amount(0.01) }],
    ['less in the hot vault', { floatBand: { ...floatBand, max: amount(10_000) } }],
    ['a larger quorum, a longer delay', { change: { ...change, quorum: 3, delay: 100_000 } }],
    [
      'more approvals for a change',
      { change: { ...change, approvals: [{ group: 'operations', count: 2 }] } },
    ],
  ])('%s', (_, to) => {
    expect(widened(to)).toEqual([]);
    expect(waitOf(policy, [])).toBe(0);
  });
});

describe('what lets more pass', () => {
  it.each<[string, Partial<Policy>, readonly string[]]>([
    [
      'a higher limit',
      rules(sweep, everyday, { ...large, amount: { min: null, max: null } }),
      ['large reach'],
    ],
    [
      'a higher limit of fewer people',
      rules(sweep, { ...everyday, amount: { min: null, max: amount(2000) } }, large),
      ['everyday approvals'],
    ],
    ['a larger window', rules(sweep, { ...everyday, windows: [] }, large), ['everyday approvals']],
    [
      'the same window under another name (its counter begins anew)',
      rules(sweep, { ...everyday, id: 'new' }, large),
      ['new approvals'],
    ],
    [
      'a new rule behind all others',
      rules(...policy.rules, orderedRule({ id: 'new', source: { vaultId: cold.id, accounts: null } })),
      ['new reach'],
    ],
    [
      'a new rule in front with fewer people',
      rules(orderedRule({ id: 'new' }), ...policy.rules),
      ['new approvals'],
    ],
    ['the two rules in another order', rules(sweep, large, everyday), []],
    [
      'anyone instead of the book',
      rules(sweep, { ...everyday, destination: { kind: 'anyone' } }, large),
      ['everyday approvals'],
    ],
    [
      'a shorter window',
      rules(sweep, { ...everyday, windows: [{ ...everyday.windows[0]!, seconds: 3600 }] }, large),
      ['everyday approvals'],
    ],
    ['a shorter delay', rules(sweep, everyday, { ...large, delay: 60 }), ['large time']],
    ['approvals that count for longer', rules({ ...sweep, review: 7201 }, everyday, large), ['sweep time']],
    ['a longer life', rules({ ...sweep, lifetime: 2 }, everyday, large), ['sweep approvals']],
    ['somebody new', { officers: [...officers, officerOf(mallory)] }, [`officer ${mallory.id}`]],
    [
      'self-enrolment: a key of one’s own more',
      officer(mara.id, { keys: [...officerOf(mara).keys, ...officerOf(mallory).keys] }),
      [`officer ${mara.id}`],
    ],
    [
      'a key that is said to be elsewhere',
      officer(mara.id, { keys: [{ ...officerOf(mara).keys[0]!, site: 'Oslo' }] }),
      [`officer ${mara.id}`],
    ],
    ['another name', officer(mara.id, { name: 'Bank' }), [`officer ${mara.id}`]],
    ['a role more', officer(mara.id, { roles: ['maker', 'policy-admin'] }), [`officer ${mara.id}`]],
    [
      'a member more of a group that rules name',
      { groups: [{ name: 'operations', officerIds: [ben.id, chiara.id, dev.id] }, groups[1]!] },
      ['sweep approvals', 'everyday approvals', 'large approvals', 'change'],
    ],
    [
      'a vault more',
      { vaults: [...vaults, { ...vaults[0]!, id: uuid(9), name: 'X' }] },
      ['vaults', 'sweep approvals'],
    ],
    [
      'another address of a vault',
      { vaults: [{ ...vaults[0]!, receiveAddress: cold.address }, vaults[1]!] },
      ['vaults'],
    ],
    ['more accounts in a group that no rule names', { accountGroups: [] }, []],
    ['a higher fee', { feeCap: amount(1) }, ['fee-cap']],
    ['more in the hot vault', { floatBand: { ...floatBand, max: amount(30_000) } }, ['float-band']],
    ['less proof', { unproven: 'two-agree' }, ['unproven']],
    ['a smaller quorum', { change: { ...change, quorum: 1 } }, ['change']],
    ['a shorter delay of changes', { change: { ...change, delay: 3600 } }, ['change']],
    ['a shorter cooling', { change: { ...change, cooling: 86_400 } }, ['change']],
    [
      'other people for a change',
      { change: { ...change, approvals: [{ group: 'board', count: 1 }] } },
      ['change'],
    ],
  ])('%s', (_, to, found) => expect(widened(to)).toEqual(found));

  it('loosening dressed as tightening: a lower limit beyond which fewer approve', () => {
    const strictFirst = orderedPolicy({
      rules: [
        orderedRule({
          id: 'strict',
          amount: { min: null, max: amount(100) },
          approvals: [{ group: 'operations', count: 2 }],
        }),
        orderedRule({ id: 'lax' }),
      ],
    });
    const [strict, lax] = strictFirst.rules as [Rule, Rule];
    expect(widened(rules({ ...strict, amount: { min: null, max: amount(10) } }, lax), strictFirst)).toEqual([
      'lax approvals',
    ]);
    expect(widened(rules({ ...strict, expiresAt: NOW }, lax), strictFirst)).toEqual(['lax approvals']);
    expect(
      widened(rules({ ...strict, windows: [{ seconds: 60, amount: null, count: 1 }] }, lax), strictFirst),
    ).toEqual(['lax approvals']);
    expect(
      widened(rules({ ...strict, destination: { kind: 'book', groups: null } }, lax), strictFirst),
    ).toEqual(['lax approvals']);
    expect(widened(rules(lax), strictFirst)).toEqual(['lax approvals']);
    expect(widened(rules(lax, strict), strictFirst)).toEqual(['lax approvals']);
  });

  it.each<[string, Partial<Rule>, Partial<Rule>]>([
    [
      'groups of the book',
      { destination: { kind: 'book', groups: ['x'] } },
      { destination: { kind: 'book', groups: ['x', 'y'] } },
    ],
    [
      'the book',
      { destination: { kind: 'book', groups: ['x'] } },
      { destination: { kind: 'book', groups: null } },
    ],
    [
      'entries',
      { destination: { kind: 'entries', entryIds: [uuid(1)] } },
      { destination: { kind: 'entries', entryIds: [uuid(1), uuid(2)] } },
    ],
    [
      'own vaults',
      { destination: { kind: 'own-vault', vaultIds: [cold.id] } },
      { destination: { kind: 'own-vault', vaultIds: null } },
    ],
    [
      'accounts',
      { source: { vaultId: hot.id, accounts: 'customers' } },
      { source: { vaultId: hot.id, accounts: null } },
    ],
    [
      'amounts',
      { amount: { min: amount(2), max: amount(3) } },
      { amount: { min: amount(1), max: amount(3) } },
    ],
    ['time', { expiresAt: NOW }, { expiresAt: NOW + 1 }],
    ['epochs', { lifetime: 1 }, { lifetime: 2 }],
    [
      'payments of a window',
      { windows: [{ seconds: 9, amount: null, count: 1 }] },
      { windows: [{ seconds: 9, amount: null, count: 2 }] },
    ],
    [
      'windows',
      { windows: [{ seconds: 9, amount: amount(1), count: null }] },
      { windows: [{ seconds: 8, amount: amount(1), count: null }] },
    ],
  ])('more %s is wider, fewer are less', (_, less, more) => {
    const only = (rule: Partial<Rule>) => orderedPolicy({ rules: [orderedRule(rule)] });
    expect(widened(only(more), only(less))).toEqual(['rule reach']);
    expect(widened(only(less), only(more))).toEqual([]);
  });

  it('the last base unit of a range counts: what two had to approve there, one approves now', () => {
    const two = [{ group: 'operations', count: 2 }];
    const strict = orderedRule({ id: 'strict', amount: { min: null, max: amount(5) }, approvals: two });
    const lax = orderedRule({ id: 'lax' });
    const from = orderedPolicy({ rules: [strict, lax] });
    expect(widened(rules({ ...lax, amount: { min: amount(5), max: null } }), from)).toEqual([
      'lax approvals',
    ]);
    expect(widened(rules({ ...lax, amount: { min: amount(5.001), max: null } }), from)).toEqual([]);
  });

  it('accounts of a group are compared by their numbers', () => {
    const group = (...ranges: Policy['accountGroups'][number]['ranges']) =>
      orderedPolicy({
        accountGroups: [{ name: 'customers', vaultId: hot.id, ranges }],
        rules: [orderedRule({ source: { vaultId: hot.id, accounts: 'customers' } })],
      });
    const two = group({ from: 1, to: 4 }, { from: 5, to: 9 });
    expect(widened(group({ from: 2, to: 7 }), two)).toEqual([]);
    expect(widened(group({ from: 2, to: 10 }), two)).toEqual(['rule reach']);
    expect(widened(two, group({ from: 1, to: 9 }))).toEqual([]);
  });

  it('people, keys and quorums wait for the cooling time, everything else for the delay', () => {
    expect(waitOf(policy, [{ kind: 'fee-cap' }])).toBe(change.delay);
    expect(waitOf(policy, [{ kind: 'rule', id: 'large', how: 'reach' }])).toBe(change.delay);
    expect(waitOf(policy, [{ kind: 'fee-cap' }, { kind: 'officer', id: ben.id }])).toBe(change.cooling);
    expect(waitOf(policy, [{ kind: 'rule', id: 'large', how: 'approvals' }])).toBe(change.cooling);
    expect(waitOf(policy, [{ kind: 'change' }])).toBe(change.cooling);
  });
});
