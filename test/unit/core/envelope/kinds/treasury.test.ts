import { describe, expect, it } from 'vitest';
import { checkTreasury, type Treasury } from '../../../../../electron/core/envelope/kinds/treasury.ts';
import { policyWithVault } from '../../../../../electron/core/policy/next-policy.ts';
import {
  type Policy,
  policyReference,
  type SignedPolicy,
} from '../../../../../electron/core/policy/policy.ts';
import {
  address,
  attestation,
  codeOf,
  NOW,
  officers,
  policy,
  signPolicy,
  stranger,
  uuid,
} from '../../../../support/core-samples.ts';
import { contents, desk, head, policies } from '../../../../support/envelope-samples.ts';
import { ed25519KeyPair, verifyDigest } from '../../../../support/test-signatures.ts';

const third = { id: uuid(0xa3), name: 'Cellar', kind: 'cold', receiveAddress: address(0xa3) } as const;
const second = policyWithVault(policy(), {
  vault: { ...third, attestationKey: ed25519KeyPair('attestations of the cellar').publicKey },
  rulesOf: null,
  createdAt: NOW,
});
const signedSecond = signPolicy(second, officers.dev, officers.ben, officers.chiara);

describe('a treasury envelope', () => {
  const check = (
    of: Partial<Treasury>,
    newest: Policy = policy(),
    known: readonly SignedPolicy[] = policies,
  ) =>
    checkTreasury(
      { ...contents.treasury, ...of },
      { ...head(desk), policy: policyReference(newest) },
      { known, verify: verifyDigest },
    );

  it('makes a treasury known, and brings it up to date', () => {
    expect(check({}, policy(), [])).toMatchObject({ ok: true, value: policies });
    const both = [...policies, signedSecond];
    expect(check({ policies: both }, second)).toMatchObject({ ok: true, value: both });
  });

  it("with one officer's key swapped is refused: no admin signed that", () => {
    const swapped = policies.map((signed) => ({
      ...signed,
      policy: {
        ...signed.policy,
        officers: signed.policy.officers.map((each) =>
          each.id === officers.ben.id ? { ...each, publicKey: stranger.publicKey } : each,
        ),
      },
    }));
    const [{ policy: wrong } = { policy: policy() }] = swapped;
    expect(codeOf(check({ policies: swapped }, wrong, []))).toBe('policy-signature-bad');
    expect(codeOf(check({ policies: swapped }, wrong))).toBe('policy-forked');
  });

  it('with a next policy that too few signed is refused', () => {
    const few = signPolicy(second, officers.dev, officers.ben);
    expect(codeOf(check({ policies: [...policies, few] }, second))).toBe('policy-signature-bad');
  });

  it('with fewer policies than are known is refused', () => {
    expect(codeOf(check({}, policy(), [...policies, signedSecond]))).toBe('envelope-policy-older');
  });

  it('that names another newest policy than it brings is refused', () => {
    expect(codeOf(check({ policies: [...policies, signedSecond] }, policy()))).toBe('policy-forked');
  });

  it.each([
    ['treasury', { treasuryId: uuid(8) }, 'envelope-other-treasury'],
    ['network', { network: { id: 'toy:practice', genesis: 'deadbeef' } }, 'envelope-other-network'],
  ] as const)('with a policy of another %s is refused', (_, overrides, code) => {
    expect(codeOf(check({ policies: [signPolicy(policy(overrides))] }, policy(), []))).toBe(code);
  });

  it('with an address that its vault has not signed is refused', () => {
    const [list] = contents.treasury.lists;
    const addresses = [{ path: { account: 4, change: 0, index: 0 }, address: address(0xbad) }];
    expect(codeOf(check({ lists: [{ attestation, ...list, addresses }] }))).toBe('address-not-attested');
  });
});
