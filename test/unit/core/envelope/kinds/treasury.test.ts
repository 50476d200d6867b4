import { describe, expect, it } from 'vitest';
import { checkTreasury, type Treasury } from '../../../../../electron/core/envelope/kinds/treasury.ts';
import {
  type KnownPolicy,
  type Policy,
  policyDigest,
  policyReference,
} from '../../../../../electron/core/policy/policy.ts';
import { policyWithVault } from '../../../../../electron/core/policy/with-vault.ts';
import { entered } from '../../../../support/book-words.ts';
import {
  address,
  amount,
  attestation,
  codeOf,
  knownPolicy,
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
const signedSecond: KnownPolicy = {
  ...signPolicy(second, officers.dev, officers.ben, officers.chiara),
  knownSince: NOW,
};

describe('a treasury envelope', () => {
  const check = (
    of: Partial<Treasury>,
    newest: Policy = policy(),
    known: readonly KnownPolicy[] = policies,
  ) =>
    checkTreasury(
      { ...contents.treasury, ...of },
      { ...head(desk), policy: policyReference(newest) },
      { known, now: NOW, verify: verifyDigest },
    );

  it('makes a treasury known, and brings it up to date', () => {
    expect(check({}, policy(), [])).toMatchObject({ ok: true, value: { policies } });
    const both = [...policies, signedSecond];
    expect(check({ policies: both }, second)).toMatchObject({
      ok: true,
      value: { policies: both, standing: { inForce: second } },
    });
  });

  it('leaves what only people of a version that still waits have signed for a later envelope', () => {
    const slow = policy({ change: { ...policy().change, delay: 3600, cooling: 86_400 } });
    const { key: _, publicKey: __, ...mallory } = stranger;
    const joined: Policy = {
      ...slow,
      version: 2,
      previous: policyDigest(slow),
      createdAt: NOW,
      officers: [...slow.officers, mallory],
    };
    const theirs: Policy = { ...joined, version: 3, previous: policyDigest(joined), feeCap: amount(0.01) };
    const known = [knownPolicy(slow)];
    const all = [
      ...known,
      { ...signPolicy(joined, officers.dev, officers.ben, officers.chiara), knownSince: NOW },
      { ...signPolicy(theirs, stranger), knownSince: NOW },
    ];
    expect(check({ policies: all, lists: [] }, theirs, known)).toMatchObject({
      ok: true,
      value: { policies: all.slice(0, 2), standing: { inForce: slow, waiting: { policy: joined } } },
    });
    // Nothing of the book is believed by a version that nobody here has checked.
    const book = [entered({}, stranger, theirs)];
    expect(codeOf(check({ policies: all, lists: [], book }, theirs, known))).toBe('book-word-bad');
    const alone = [...known, { ...signPolicy(joined, stranger), knownSince: NOW }];
    expect(codeOf(check({ policies: alone, lists: [] }, joined, known))).toBe('policy-signature-bad');
  });

  it("with one officer's key swapped is refused: no admin signed that", () => {
    const swapped = policies.map((signed) => ({
      ...signed,
      policy: {
        ...signed.policy,
        officers: signed.policy.officers.map((each) =>
          each.id === officers.ben.id ? { ...each, keys: stranger.keys } : each,
        ),
      },
    }));
    const [{ policy: wrong } = { policy: policy() }] = swapped;
    expect(codeOf(check({ policies: swapped }, wrong, []))).toBe('policy-signature-bad');
    expect(codeOf(check({ policies: swapped }, wrong))).toBe('policy-forked');
  });

  it('with a next policy that too few signed is refused', () => {
    const few = { ...signPolicy(second, officers.dev, officers.ben), knownSince: NOW };
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
    expect(codeOf(check({ policies: [knownPolicy(policy(overrides))] }, policy(), []))).toBe(code);
  });

  it('with an address that its vault has not signed is refused', () => {
    const [list] = contents.treasury.lists;
    const addresses = [{ path: { account: 4, change: 0, index: 0 }, address: address(0xbad) }];
    expect(codeOf(check({ lists: [{ attestation, ...list, addresses }] }))).toBe('address-not-attested');
  });
});
