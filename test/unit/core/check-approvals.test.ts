import { describe, expect, it } from 'vitest';
import type { Approval } from '../../../electron/core/approval/approval.ts';
import { checkApprovals } from '../../../electron/core/approval/check-approvals.ts';
import { type Role, roles } from '../../../electron/core/officer/officer.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { approval, codeOf, NOW, network, officers, policy, proposal } from '../../support/signer-fixture.ts';

const of = proposal();
const { statement } = approval(of);

const check = (approvals: readonly Approval[], required = 1, roleOfBen: readonly Role[] = ['approver']) => {
  const { transactionDigest, viewDigest, requestIds } = statement;
  const listed = policy().officers.map((each) =>
    each.id === officers.ben.id ? { ...each, roles: [...roleOfBen] } : each,
  );
  return checkApprovals(
    { network, transactionDigest, viewDigest, requestIds, makerIds: [officers.mara.id], now: NOW },
    approvals,
    { policy: policy({ officers: listed }), required, verify: verifySignature },
  );
};

describe('approvals', () => {
  it('count people in the order in which they approved', () => {
    const [ben, chiara] = [approval(of), approval(of, officers.chiara)];
    expect(check([ben, chiara], 2)).toEqual({ ok: true, value: [officers.ben.id, officers.chiara.id] });
    expect(check([chiara, ben], 2)).toEqual({ ok: true, value: [officers.chiara.id, officers.ben.id] });
  });

  it('may be more than required, and never fewer', () => {
    expect(codeOf(check([approval(of), approval(of, officers.chiara)], 1))).toBe('accepted');
    expect(codeOf(check([approval(of)], 2))).toBe('approvals-too-few');
    expect(codeOf(check([], 1))).toBe('approvals-too-few');
  });

  it.each(roles)('by one who is %s alone', (role) => {
    expect(codeOf(check([approval(of)], 1, [role]))).toBe(
      role === 'approver' ? 'accepted' : 'approval-not-an-approver',
    );
  });

  it('one bad approval refuses the whole, wherever it stands', () => {
    const bad = { ...approval(of, officers.chiara), signature: '0'.repeat(128) };
    expect(codeOf(check([approval(of), bad]))).toBe('approval-signature-bad');
    expect(codeOf(check([bad, approval(of)]))).toBe('approval-signature-bad');
  });

  it('are judged by their signature first: a forger learns nothing else', () => {
    const forged = { statement: { ...statement, policyVersion: 9 }, signature: '0'.repeat(128) };
    expect(codeOf(check([forged]))).toBe('approval-signature-bad');
  });
});
