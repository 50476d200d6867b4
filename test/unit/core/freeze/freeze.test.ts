import { describe, expect, it } from 'vitest';
import {
  checkFreeze,
  checkLift,
  concerns,
  type SignedFreeze,
} from '../../../../electron/core/freeze/freeze.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { freezeOf, frozenBy, liftedBy } from '../../../support/freeze-words.ts';
import {
  codeOf,
  cold,
  hot,
  network,
  officers,
  policy,
  stranger,
  type TestOfficer,
  uuid,
} from '../../../support/signer-fixture.ts';

const { mara, ben, chiara, dev } = officers;
const freeze = freezeOf();
const check = (signed: SignedFreeze, of: Policy = policy()) =>
  codeOf(checkFreeze(signed, of, verifySignature));
const signed = (...args: Parameters<typeof frozenBy>) => frozenBy(...args).document as SignedFreeze;
const lift = (
  by: Parameters<typeof liftedBy>[1],
  changes: Parameters<typeof liftedBy>[2] = {},
  of = policy(),
) => codeOf(checkLift(liftedBy(freeze, by, changes).document, of, verifySignature));

describe('a freeze', () => {
  it('is the word of any one officer, whatever their roles', () => {
    for (const officer of [mara, ben, dev]) {
      expect(check(signed(freezeOf({ officerId: officer.id }), officer))).toBe('accepted');
    }
  });

  it.each<[string, SignedFreeze]>([
    ['signed by another than it names', signed(freeze, ben)],
    ['by nobody of the policy', signed(freezeOf({ officerId: stranger.id }), stranger)],
    ['of another treasury', signed(freezeOf({ treasuryId: uuid(0xbad) }))],
    ['of another network', signed(freezeOf({ network: { ...network, genesis: 'beefbeef' } }))],
    ['changed after it was signed', { ...signed(freeze), freeze: { ...freeze, vaultId: cold.id } }],
  ])('%s is refused', (_, document) => {
    expect(check(document)).toBe('freeze-bad');
  });

  it('of every vault concerns each; of one that one alone', () => {
    expect([concerns(freeze, hot.id), concerns(freeze, cold.id)]).toEqual([true, true]);
    const ofHot = freezeOf({ vaultId: hot.id });
    expect([concerns(ofHot, hot.id), concerns(ofHot, cold.id)]).toEqual([true, false]);
  });
});

describe('a lift', () => {
  it('is the word of two officers, who froze among them or not', () => {
    expect(lift([ben, chiara])).toBe('accepted');
    expect(lift([mara, ben])).toBe('accepted');
  });

  const auditor: TestOfficer = { ...dev, roles: ['auditor'] };
  const withAuditor = policy({
    officers: policy().officers.map((each) => (each.id === dev.id ? { ...each, roles: ['auditor'] } : each)),
  });

  it.each<[string, string]>([
    ['undone by one', lift([ben])],
    ['by one officer twice', lift([ben, ben])],
    ['by an officer and somebody of no policy', lift([ben, stranger])],
    ["by an officer in another one's name", lift([ben, { ...ben, id: chiara.id }])],
    ['by somebody who only looks', lift([ben, auditor], {}, withAuditor)],
    ['of another treasury', lift([ben, chiara], { treasuryId: uuid(0xbad) })],
    ['of another network', lift([ben, chiara], { network: { ...network, genesis: 'beefbeef' } })],
    [
      'by an officer who was removed',
      lift([ben, chiara], {}, policy({ officers: policy().officers.filter(({ id }) => id !== chiara.id) })),
    ],
  ])('%s is refused', (_, code) => {
    expect(code).toBe('freeze-lift-bad');
  });

  it('moved to another freeze is signed by nobody', () => {
    const { document } = liftedBy(freeze);
    const moved = { ...document, lift: { ...document.lift, freeze: 'ab'.repeat(32) } };
    expect(codeOf(checkLift(moved, policy(), verifySignature))).toBe('freeze-lift-bad');
  });
});
