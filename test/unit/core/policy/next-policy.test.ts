import { describe, expect, it } from 'vitest';
import {
  checkNextPolicy,
  checkPolicies,
  type NewVault,
  policyWithVault,
} from '../../../../electron/core/policy/next-policy.ts';
import { type Policy, policyDigest, type SignedPolicy } from '../../../../electron/core/policy/policy.ts';
import {
  address,
  amount,
  codeOf,
  cold,
  hot,
  NOW,
  officers,
  policy,
  rule,
  signPolicy,
  stranger,
  uuid,
} from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const { dev, ben, chiara, mara, erin } = officers;
const current = policy();
const added: NewVault = {
  vault: {
    id: uuid(0xa3),
    name: 'Cold 2',
    kind: 'cold',
    receiveAddress: address(0xa3),
    attestationKey: 'a3'.repeat(32),
  },
  rulesOf: hot.id,
  createdAt: NOW,
};
const next = policyWithVault(current, added);
const signed = (of: Policy) => signPolicy(of, dev, ben, chiara);
const check = (of: SignedPolicy) => codeOf(checkNextPolicy(current, of, verifyDigest));

describe('the policy with one more vault', () => {
  it('follows on the present one, with copies of the rules of another vault', () => {
    expect(next).toMatchObject({ version: 2, previous: policyDigest(current) });
    expect(next.vaults.at(-1)).toEqual(added.vault);
    const copies = next.rules.slice(current.rules.length);
    expect(copies.map(({ id }) => id)).toEqual(['sweep@2', 'everyday@2', 'large@2']);
    expect(copies.every(({ vaultId }) => vaultId === added.vault.id)).toBe(true);
  });

  it('can only receive where it takes the rules of none', () => {
    expect(policyWithVault(current, { ...added, rulesOf: null }).rules).toEqual(current.rules);
  });

  it('names copies of copies by the newest version, where that leaves no two alike', () => {
    const rules = [rule({ id: 'day@2' }), rule({ id: 'day@1' }), rule({ id: 'large@2' })];
    const copied = policyWithVault(policy({ version: 3, rules }), added).rules.slice(rules.length);
    expect(copied.map(({ id }) => id)).toEqual(['day@2@4', 'day@1@4', 'large@4']);
  });
});

describe('a next policy', () => {
  it('signed by every admin and two approvers is accepted', () => {
    expect(check(signed(next))).toBe('accepted');
    expect(check(signed(policyWithVault(current, { ...added, rulesOf: null })))).toBe('accepted');
    expect(check(signed(policyWithVault(current, { ...added, rulesOf: cold.id })))).toBe('accepted');
  });

  it.each<[string, Partial<Policy>, string]>([
    ['the version of the present one', { version: 1 }, 'policy-version'],
    ['a version left out', { version: 3 }, 'policy-version'],
    ['no policy before it', { previous: null }, 'policy-malformed'],
    ['another policy before it', { previous: '0'.repeat(64) }, 'policy-malformed'],
    ['an officer less', { officers: current.officers.slice(1) }, 'policy-malformed'],
    ['a higher fee cap', { feeCap: amount(100) }, 'policy-malformed'],
    ['another treasury', { treasuryId: uuid(0xbad) }, 'policy-malformed'],
    ['another network', { network: { ...current.network, genesis: '00000000' } }, 'policy-malformed'],
    ['a trust root of its own', { trustRoot: 'committee:12345678' }, 'policy-malformed'],
    ['another asset', { asset: 'GOLD' }, 'policy-malformed'],
    ['no new vault', { vaults: current.vaults }, 'policy-malformed'],
    ['two new vaults', { vaults: [...next.vaults, { ...added.vault, id: uuid(0xa4) }] }, 'policy-malformed'],
    ['a rule less', { rules: next.rules.slice(1) }, 'policy-malformed'],
    [
      'a copied rule with fewer approvals',
      { rules: next.rules.map((each) => ({ ...each, approvals: 1 })) },
      'policy-malformed',
    ],
    [
      'a present vault that receives elsewhere',
      {
        vaults: next.vaults.map((each) =>
          each.id === hot.id ? { ...each, receiveAddress: address(6) } : each,
        ),
      },
      'policy-malformed',
    ],
    ['a longer life of approvals', { approvalLifetime: 7200 }, 'policy-malformed'],
  ])('with %s is refused', (_, overrides, code) => {
    expect(check(signed({ ...next, ...overrides }))).toBe(code);
  });

  it.each<[string, NewVault['vault']]>([
    ['the id of another', { ...added.vault, id: cold.id }],
    ['the address of another', { ...added.vault, receiveAddress: cold.address }],
    ['the name of another', { ...added.vault, name: 'COLD' }],
  ])('whose vault has %s is refused', (_, vault) => {
    expect(check(signed(policyWithVault(current, { ...added, vault })))).toBe('policy-malformed');
  });

  it.each([
    ['no admin', [ben, chiara]],
    ['one approver', [dev, ben]],
    ['one approver and others who are none', [dev, ben, mara]],
    ['nobody of the policy', [stranger]],
    ['one approver twice', [dev, ben, ben]],
  ])('signed by %s is refused', (_, signers) => {
    expect(check(signPolicy(next, ...signers))).toBe('policy-signature-bad');
  });

  it('with one bad signature among enough good ones is refused', () => {
    const good = signPolicy(next, dev, ben, chiara, erin);
    const signatures = good.signatures.map((each) =>
      each.officerId === erin.id ? { ...each, signature: '0'.repeat(128) } : each,
    );
    expect(check(good)).toBe('accepted');
    expect(check({ ...good, signatures })).toBe('policy-signature-bad');
  });

  it('with the signatures of another version is refused', () => {
    const { signatures } = signed(policyWithVault(current, { ...added, createdAt: NOW + 1 }));
    expect(check({ policy: next, signatures })).toBe('policy-signature-bad');
  });
});

describe('the policies of a treasury', () => {
  const third = policyWithVault(next, {
    vault: {
      ...added.vault,
      id: uuid(0xa4),
      name: 'Cold 3',
      receiveAddress: address(0xa4),
      attestationKey: 'a4'.repeat(32),
    },
    rulesOf: added.vault.id,
    createdAt: NOW,
  });
  const all = [signPolicy(current), signed(next), signed(third)] as const;
  const checkAll = (policies: readonly SignedPolicy[]) => checkPolicies(policies, verifyDigest);

  it('lead from the first to the present one', () => {
    expect(must(checkAll(all))).toEqual(third);
    expect(must(checkAll(all.slice(0, 1)))).toEqual(current);
  });

  it.each<readonly [string, readonly SignedPolicy[], string]>([
    ['none', [], 'policy-malformed'],
    ['the first left out', all.slice(1), 'policy-version'],
    ['one left out', [all[0], all[2]], 'policy-version'],
    ['one twice', [all[0], all[1], all[1]], 'policy-version'],
    ['two exchanged', [all[1], all[0], all[2]], 'policy-version'],
    ['one unsigned', [all[0], { ...all[1], signatures: [] }, all[2]], 'policy-signature-bad'],
  ])('with %s are refused', (_, policies, code) => {
    expect(codeOf(checkAll(policies))).toBe(code);
  });
});
