import { describe, expect, it } from 'vitest';
import { checkAttestedLists } from '../../../../../electron/core/envelope/kinds/address-list.ts';
import { address, attested, codeOf, cold, network, policy, uuid } from '../../../../support/core-samples.ts';
import { verifyDigest } from '../../../../support/test-signatures.ts';

describe('an address list', () => {
  const check = (lists: Parameters<typeof checkAttestedLists>[0]) =>
    checkAttestedLists(lists, policy(), verifyDigest);
  const addresses = [1, 2, 3].map((index) => ({
    path: { account: 4, change: 0, index },
    address: address(0x400 + index),
  }));

  it('is what its vault has signed', () => {
    expect(codeOf(check([{ attestation: attested(addresses), addresses }]))).toBe('accepted');
  });

  it.each([
    [
      'an address more',
      [...addresses, { path: { account: 4, change: 0, index: 4 }, address: address(0x404) }],
    ],
    ['an address less', addresses.slice(1)],
    ['two addresses swapped', [addresses[1]!, addresses[0]!, addresses[2]!]],
    [
      'the address of another account',
      addresses.map((each) => ({ ...each, path: { ...each.path, account: 5 } })),
    ],
  ])('is refused with %s', (_, other) => {
    expect(codeOf(check([{ attestation: attested(addresses), addresses: other }]))).toBe(
      'address-not-attested',
    );
  });

  it.each([
    ['of another treasury', attested(addresses, { treasuryId: uuid(8) }), 'address-not-attested'],
    [
      'of another network',
      attested(addresses, { network: { ...network, genesis: 'deadbeef' } }),
      'address-not-attested',
    ],
    ['signed by another vault', attested(addresses, { vaultId: cold.id }), 'address-not-attested'],
    [
      'of a vault that the policy does not name',
      attested(addresses, { vaultId: uuid(0xaf) }),
      'envelope-other-vault',
    ],
  ])('is refused where it is %s', (_, other, code) => {
    expect(codeOf(check([{ attestation: other, addresses }]))).toBe(code);
  });
});
