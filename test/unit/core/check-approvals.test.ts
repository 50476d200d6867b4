import { describe, expect, it } from 'vitest';
import type { Approval, ApprovalStatement } from '../../../electron/core/approval/approval.ts';
import { checkApprovals } from '../../../electron/core/approval/check-approvals.ts';
import { type Role, roles } from '../../../electron/core/officer/officer.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import {
  approval,
  codeOf,
  NOW,
  network,
  officers,
  policy,
  proposal,
  stranger,
  uuid,
} from '../../support/signer-fixture.ts';

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

  it.each<[string, string, Partial<ApprovalStatement>]>([
    ['another network', 'approval-other-network', { network: { id: 'iota:testnet', chain: network.chain } }],
    ['another chain', 'approval-other-network', { network: { ...network, chain: '00000000' } }],
    ['other bytes', 'approval-other-digest', { transactionDigest: '0'.repeat(64) }],
    ['another view', 'approval-other-view', { viewDigest: '0'.repeat(64) }],
    ['no request', 'approval-other-request', { requestIds: [] }],
    ['a request more', 'approval-other-request', { requestIds: [...statement.requestIds, uuid(1)] }],
    ['another policy', 'approval-other-policy', { policyVersion: 2 }],
    ['a time that is over', 'approval-expired', { expiresAt: NOW }],
    ['a time beyond the policy', 'approval-expired', { expiresAt: NOW + 3_600_001 }],
  ])('for %s count for nothing', (_, code, overrides) => {
    expect(codeOf(check([approval(of, officers.ben, overrides)]))).toBe(code);
  });

  it('by the maker, by nobody of the policy, and twice by one count for nothing', () => {
    expect(codeOf(check([approval(of, officers.mara)]))).toBe('approval-not-an-approver');
    expect(codeOf(check([approval(of, stranger)]))).toBe('approval-officer-unknown');
    expect(codeOf(check([approval(of), approval(of)]))).toBe('approval-duplicate-officer');
  });

  it('are judged by their signature first: a forger learns nothing else', () => {
    const forged = { statement: { ...statement, policyVersion: 9 }, signature: '0'.repeat(128) };
    expect(codeOf(check([forged]))).toBe('approval-signature-bad');
  });
});
