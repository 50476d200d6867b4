import { describe, expect, it } from 'vitest';
import { checkPolicyForm } from '../../../../electron/core/policy/check-form.ts';
import { type Policy, policyDigest, policySchema } from '../../../../electron/core/policy/policy.ts';
import { parseWith } from '../../../../electron/core/schema.ts';
import { address, amount, codeOf, hot, uuid } from '../../../support/core-samples.ts';
import { officerOf, orderedPolicy, orderedRule, people } from '../../../support/ordered-policy-samples.ts';

const check = (overrides: Partial<Policy>) => codeOf(checkPolicyForm(orderedPolicy(overrides)));
const { officers, vaults, groups, change } = orderedPolicy();
const practice = { id: 'toy:practice', genesis: 'c0ffee00' };
const mara = officerOf(people.mara);
const ben = officerOf(people.ben);
const withRule = (overrides: Parameters<typeof orderedRule>[0]): Partial<Policy> => ({
  rules: [orderedRule(overrides)],
});
const admins = (count: number): Policy['officers'] => {
  let left = count;
  return officers.map((each) => {
    const isAdmin = each.roles.includes('policy-admin');
    return isAdmin && left-- <= 0
      ? { ...each, roles: each.roles.filter((role) => role !== 'policy-admin') }
      : each;
  });
};

describe('the form of a policy of format 5', () => {
  it('in order is accepted', () => expect(check({})).toBe('accepted'));

  it('is strict, and of its own format', () => {
    const parse = (overrides: object) =>
      codeOf(parseWith(policySchema, { ...orderedPolicy(), ...overrides }));
    expect(parse({})).toBe('accepted');
    expect(parse({ override: true })).toBe('input-malformed');
    expect(parse({ format: 'sallyport/policy/4' })).toBe('input-malformed');
    expect(parse({ rules: [{ ...orderedRule(), approvals: [] }] })).toBe('input-malformed');
    expect(parse({ rules: [{ ...orderedRule(), approvals: [{ group: 'board', count: 0 }] }] })).toBe(
      'input-malformed',
    );
    expect(parse({ change: { ...change, quorum: 0 } })).toBe('input-malformed');
    expect(parse({ officers: [{ ...mara, keys: [] }] })).toBe('input-malformed');
  });

  it.each<[string, Partial<Policy>, string]>([
    [
      'one person as two officers (one key)',
      { officers: [...officers, { ...ben, id: uuid(9), name: 'B' }] },
      'policy-malformed',
    ],
    [
      'one key twice at one officer',
      {
        officers: officers.map((each) =>
          each.id === mara.id ? { ...each, keys: [...mara.keys, ...mara.keys] } : each,
        ),
      },
      'policy-malformed',
    ],
    [
      "a vault's key as an officer's",
      { vaults: [{ ...vaults[0]!, attestationKey: mara.keys[0]!.publicKey }] },
      'policy-malformed',
    ],
    [
      'two officers of one name',
      { officers: [...officers, { ...officerOf(people.noor), id: uuid(9), name: 'MARA' }] },
      'policy-malformed',
    ],
    [
      'a group of somebody who is no approver',
      { groups: [...groups, { name: 'more', officerIds: [mara.id] }] },
      'policy-malformed',
    ],
    [
      'a group of nobody of the policy',
      { groups: [...groups, { name: 'more', officerIds: [uuid(99)] }] },
      'policy-malformed',
    ],
    [
      'somebody twice in a group',
      { groups: [...groups, { name: 'more', officerIds: [ben.id, ben.id] }] },
      'policy-malformed',
    ],
    [
      'two groups that read the same',
      { groups: [...groups, { name: 'BOARD', officerIds: [ben.id] }] },
      'policy-malformed',
    ],
    [
      'a name that hides a character',
      { groups: [...groups, { name: 'bo\u200bard', officerIds: [ben.id] }] },
      'policy-malformed',
    ],
    ['a title that turns what follows', withRule({ title: 'a\u202eb' }), 'policy-malformed'],
    [
      'two vaults of one address',
      { vaults: [...vaults, { ...vaults[0]!, id: uuid(9), name: 'X', attestationKey: '1'.repeat(64) }] },
      'policy-malformed',
    ],
    [
      'two rules of one id (their windows would mix)',
      { rules: [orderedRule(), orderedRule()] },
      'policy-malformed',
    ],
    [
      'a rule of a vault that is not there',
      withRule({ source: { vaultId: uuid(99), accounts: null } }),
      'policy-malformed',
    ],
    [
      'a rule of accounts that are not there',
      withRule({ source: { vaultId: hot.id, accounts: 'nobody' } }),
      'policy-malformed',
    ],
    [
      'a rule of accounts of another vault',
      withRule({ source: { vaultId: vaults[1]!.id, accounts: 'customers' }, lifetime: 2 }),
      'policy-malformed',
    ],
    [
      'a rule to a vault that is not there',
      withRule({ destination: { kind: 'own-vault', vaultIds: [uuid(99)] } }),
      'policy-malformed',
    ],
    [
      'a rule of a group that is not there',
      withRule({ approvals: [{ group: 'nobody', count: 1 }] }),
      'policy-malformed',
    ],
    [
      'a rule that asks one group twice',
      withRule({
        approvals: [
          { group: 'board', count: 1 },
          { group: 'board', count: 1 },
        ],
      }),
      'policy-malformed',
    ],
    [
      'a least amount above the largest',
      withRule({ amount: { min: amount(2), max: amount(1) } }),
      'policy-malformed',
    ],
    [
      'a limit in another asset',
      withRule({ amount: { min: null, max: { asset: 'GOLD', units: '1' } } }),
      'policy-malformed',
    ],
    [
      'a window without a limit',
      withRule({ windows: [{ seconds: 60, amount: null, count: null }] }),
      'policy-malformed',
    ],
    [
      'approvals that are over before the delay is',
      withRule({ delay: 3600, review: 3600, lifetime: 2 }),
      'policy-malformed',
    ],
    [
      'bytes that die before the delay is over',
      withRule({ delay: 86_400, review: 90_000, lifetime: 1 }),
      'policy-malformed',
    ],
    [
      'a cold vault without time to sign',
      withRule({ source: { vaultId: vaults[1]!.id, accounts: null } }),
      'policy-malformed',
    ],
    [
      'ranges of accounts that overlap',
      {
        accountGroups: [
          {
            name: 'customers',
            vaultId: hot.id,
            ranges: [
              { from: 1, to: 5 },
              { from: 5, to: 6 },
            ],
          },
        ],
      },
      'policy-malformed',
    ],
    [
      'a float band out of order',
      { floatBand: { min: amount(2), target: amount(1), max: amount(3) } },
      'policy-malformed',
    ],
    ["one node's word for real money", { unproven: 'counts' }, 'policy-malformed'],
    [
      'people who count sooner than other changes',
      { change: { ...change, cooling: 3600 } },
      'policy-malformed',
    ],
    ['changes of real money at once', { change: { ...change, delay: 0 } }, 'policy-malformed'],
    [
      'new people of real money within hours',
      { change: { ...change, delay: 3600, cooling: 7200 } },
      'policy-malformed',
    ],
    [
      'a rule that its people cannot reach',
      withRule({ approvals: [{ group: 'board', count: 3 }] }),
      'policy-few-people',
    ],
    [
      'a rule that one person would have to approve twice',
      withRule({
        approvals: [
          { group: 'operations', count: 2 },
          { group: 'board', count: 2 },
        ],
      }),
      'policy-few-people',
    ],
    ['two policy admins where money is real', { officers: admins(2) }, 'policy-few-people'],
    ['a quorum of one where money is real', { change: { ...change, quorum: 1 } }, 'policy-few-people'],
    [
      'a quorum of all admins: one lost key would freeze it',
      { change: { ...change, quorum: 3 } },
      'policy-few-people',
    ],
    [
      'approvals of a change that one person alone can give',
      { change: { ...change, approvals: [{ group: 'operations', count: 2 }] } },
      'policy-few-people',
    ],
    [
      'admins who all expire but two',
      { officers: officers.map((each) => (each.id === ben.id ? { ...each, expiresAt: 1 } : each)) },
      'policy-few-people',
    ],
    [
      'maker and approver in one where money is real',
      {
        officers: officers.map((each) =>
          each.id === mara.id ? { ...each, roles: ['maker', 'approver'] } : each,
        ),
      },
      'policy-few-people',
    ],
  ])('with %s is refused', (_, overrides, code) => expect(check(overrides)).toBe(code));

  it('of practice asks for no more people than it has', () => {
    const alone = { ...mara, roles: ['maker', 'approver', 'policy-admin'] as const };
    const other = { ...ben, roles: ['approver' as const] };
    const small: Partial<Policy> = {
      network: practice,
      officers: [{ ...alone, roles: [...alone.roles] }, other],
      groups: [{ name: 'all', officerIds: [mara.id, ben.id] }],
      rules: [orderedRule({ approvals: [{ group: 'all', count: 1 }] })],
      change: { quorum: 1, approvals: [{ group: 'all', count: 1 }], delay: 0, cooling: 0 },
    };
    expect(check(small)).toBe('accepted');
    expect(check({ ...small, network: orderedPolicy().network })).toBe('policy-malformed');
    expect(check({ ...small, rules: [orderedRule({ approvals: [{ group: 'all', count: 2 }] })] })).toBe(
      'policy-few-people',
    );
  });

  it('has a digest of its own, another after any change', () => {
    expect(policyDigest(orderedPolicy())).toBe(policyDigest(structuredClone(orderedPolicy())));
    expect(policyDigest(orderedPolicy({ version: 2 }))).not.toBe(policyDigest(orderedPolicy()));
    expect(policyDigest(orderedPolicy({ vaults: [{ ...vaults[0]!, receiveAddress: address(9) }] }))).not.toBe(
      policyDigest(orderedPolicy()),
    );
  });
});
