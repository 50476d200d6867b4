import { describe, expect, it } from 'vitest';
import {
  checkFirstPolicy,
  checkPolicyForm,
  MAX_POLICY_SECONDS,
  type Policy,
  policyDigest,
  policyReference,
  policySchema,
} from '../../../../electron/core/policy/policy.ts';
import { parseWith } from '../../../../electron/core/schema.ts';
import {
  address,
  amount,
  codeOf,
  officers,
  policy,
  rule,
  signPolicy,
  uuid,
} from '../../../support/core-samples.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const outside = address(0xb0b);
const listed = policy().officers;
const [mara, ben] = listed as [Policy['officers'][number], Policy['officers'][number]];
const [hotVault] = policy().vaults as [Policy['vaults'][number]];
const of = (units: string, asset = 'TOY') => ({ asset, units });

describe('a first policy', () => {
  const check = (overrides: Partial<Policy>, ...admins: Parameters<typeof signPolicy>[1][]): string =>
    codeOf(checkFirstPolicy(signPolicy(policy(overrides), ...admins), verifyDigest));

  it('in order and signed is accepted', () => expect(check({})).toBe('accepted'));

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
      { vaults: [...policy().vaults, { ...hotVault, id: uuid(9), name: 'Other' }] },
      'policy-malformed',
    ],
    [
      'two vaults of one id',
      { vaults: [...policy().vaults, { ...hotVault, name: 'Other', receiveAddress: outside }] },
      'policy-malformed',
    ],
    [
      'two vaults of one name',
      { vaults: [...policy().vaults, { ...hotVault, id: uuid(9), name: 'HOT', receiveAddress: outside }] },
      'policy-malformed',
    ],
    [
      'two vaults of one attestation key',
      {
        vaults: [...policy().vaults, { ...hotVault, id: uuid(9), name: 'Other', receiveAddress: outside }],
      },
      'policy-malformed',
    ],
    [
      "an officer's key as a vault's attestation key",
      { vaults: [{ ...hotVault, attestationKey: officers.mara.publicKey }] },
      'policy-malformed',
    ],
    ['two rules of one id (their windows would mix)', { rules: [rule(), rule()] }, 'policy-malformed'],
    [
      'a float band out of order',
      { floatBand: { min: of('2'), target: of('1'), max: of('3') } },
      'policy-malformed',
    ],
    [
      'a float band whose target is above its maximum',
      { floatBand: { min: of('1'), target: of('4'), max: of('3') } },
      'policy-malformed',
    ],
    ['a fee cap in another asset', { feeCap: of('1', 'GOLD') }, 'policy-malformed'],
    ['a limit in another asset', { rules: [rule({ maxAmount: of('1', 'GOLD') })] }, 'policy-malformed'],
    [
      'a window in another asset',
      { rules: [rule({ window: { seconds: 1, max: of('1', 'GOLD') } })] },
      'policy-malformed',
    ],
    [
      'a float band in another asset',
      { floatBand: { min: of('1', 'GOLD'), target: of('1'), max: of('1') } },
      'policy-malformed',
    ],
    ['no admin', { officers: listed.filter(({ name }) => name !== 'Dev') }, 'policy-malformed'],
    ['a version that is not the first', { version: 2 }, 'policy-version'],
    ['a policy before it', { previous: '0'.repeat(64) }, 'policy-version'],
  ])('with %s is refused', (_, overrides, code) => expect(check(overrides)).toBe(code));

  it('needs the signature of every admin whom it names', () => {
    const officersTwo = listed.map((each) =>
      each.name === 'Erin' ? { ...each, roles: ['policy-admin' as const] } : each,
    );
    expect(check({ officers: officersTwo })).toBe('policy-signature-bad');
    expect(check({ officers: officersTwo }, officers.dev, officers.erin)).toBe('accepted');
  });

  it('signed by somebody who is no admin is refused', () => {
    expect(check({}, officers.ben)).toBe('policy-signature-bad');
  });
});

describe('the form of a policy', () => {
  const parse = (overrides: object) => codeOf(parseWith(policySchema, { ...policy(), ...overrides }));

  it('is strict', () => {
    expect(parse({})).toBe('accepted');
    expect(parse({ override: true })).toBe('input-malformed');
    expect(parse({ officers: [] })).toBe('input-malformed');
    expect(parse({ feeCap: 1 })).toBe('input-malformed');
    expect(parse({ feeCap: '1' })).toBe('input-malformed');
    expect(parse({ feeCap: of('-1') })).toBe('input-malformed');
    expect(parse({ feeCap: of((2n ** 63n).toString()) })).toBe('input-malformed');
    expect(parse({ version: 0 })).toBe('input-malformed');
    expect(parse({ format: 'sallyport/policy/3' })).toBe('input-malformed');
    expect(parse({ format: 'sallyport/policy/5' })).toBe('input-malformed');
  });

  it('lets no rule pass without an approval', () => {
    expect(parse({ rules: [{ ...rule(), approvals: 0 }] })).toBe('input-malformed');
    expect(parse({ rules: [{ ...rule(), approvals: 1.5 }] })).toBe('input-malformed');
  });

  it('has no window or approval longer than the signer remembers', () => {
    const windowed = (seconds: number) => parse({ rules: [rule({ window: { seconds, max: amount(1) } })] });
    expect(windowed(MAX_POLICY_SECONDS)).toBe('accepted');
    expect(windowed(MAX_POLICY_SECONDS + 1)).toBe('input-malformed');
    expect(parse({ approvalLifetime: MAX_POLICY_SECONDS + 1 })).toBe('input-malformed');
  });

  it('takes no text that cannot be signed', () => {
    expect(parse({ rules: [rule({ title: 'a\ud800' })] })).toBe('input-malformed');
  });

  it('is checked of a policy that a program made, too', () => {
    expect(codeOf(checkPolicyForm({ ...policy(), approvalLifetime: 0 }))).toBe('policy-malformed');
  });
});

describe('the digest of a policy', () => {
  it('is the same for an equal policy, and another after any change', () => {
    expect(policyDigest(policy())).toBe(policyDigest(structuredClone(policy())));
    expect(policyDigest(policy({ version: 2 }))).not.toBe(policyDigest(policy()));
  });

  it('is what statements name, with the version', () => {
    expect(policyReference(policy())).toEqual({ version: 1, digest: policyDigest(policy()) });
  });
});
