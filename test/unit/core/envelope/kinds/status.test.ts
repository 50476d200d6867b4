import { describe, expect, it } from 'vitest';
import { checkStatus } from '../../../../../electron/core/envelope/kinds/status.ts';
import { policyWithVault } from '../../../../../electron/core/policy/with-vault.ts';
import {
  address,
  codeOf,
  NOW,
  network,
  officers,
  policy,
  rejection,
  signPolicy,
  stranger,
  uuid,
} from '../../../../support/core-samples.ts';
import { contents, policies } from '../../../../support/envelope-samples.ts';
import { ed25519KeyPair, verifyDigest } from '../../../../support/test-signatures.ts';

const third = { id: uuid(0xa3), name: 'Cellar', kind: 'cold', receiveAddress: address(0xa3) } as const;
const second = policyWithVault(policy(), {
  vault: { ...third, attestationKey: ed25519KeyPair('attestations of the cellar').publicKey },
  rulesOf: null,
  createdAt: NOW,
});
const signedSecond = signPolicy(second, officers.dev, officers.ben, officers.chiara);

describe('a status', () => {
  const check = (of: ReturnType<typeof rejection>) =>
    checkStatus({ ...contents.status, rejections: [of] }, [...policies, signedSecond], verifyDigest);

  it('has rejections that officers signed, under earlier policies too', () => {
    expect(codeOf(check(rejection()))).toBe('accepted');
  });

  it.each([
    [
      'a changed reason',
      { ...rejection(), statement: { ...rejection().statement, reason: 'ours' } },
      'approval-signature-bad',
    ],
    ['nobody of the policy', rejection(stranger), 'approval-officer-unknown'],
    ['another treasury', rejection(officers.chiara, { treasuryId: uuid(8) }), 'envelope-other-treasury'],
    [
      'another network',
      rejection(officers.chiara, { network: { ...network, genesis: 'deadbeef' } }),
      'envelope-other-network',
    ],
    [
      'a policy that never was',
      rejection(officers.chiara, { policy: { version: 2, digest: 'ab'.repeat(32) } }),
      'policy-forked',
    ],
    [
      'a policy that is not here yet',
      rejection(officers.chiara, { policy: { version: 3, digest: 'ab'.repeat(32) } }),
      'policy-forked',
    ],
  ])('is refused with a rejection of %s', (_, other, code) => {
    expect(codeOf(check(other))).toBe(code);
  });
});
