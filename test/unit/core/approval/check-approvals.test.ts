import { describe, expect, it } from 'vitest';
import type { Approval, ApprovalStatement } from '../../../../electron/core/approval/approval.ts';
import { checkApprovals } from '../../../../electron/core/approval/check-approvals.ts';
import { type Role, roles } from '../../../../electron/core/officer/officer.ts';
import { policyReference } from '../../../../electron/core/policy/policy.ts';
import {
  approval,
  codeOf,
  NOW,
  network,
  officers,
  person,
  policy,
  stranger,
  subject,
  uuid,
} from '../../../support/core-samples.ts';
import { ed25519KeyPair, verifyDigest } from '../../../support/test-signatures.ts';

const { statement } = approval();

/** Ben's roles are part of the policy, and its digest of what he approves. */
const withRoles = (roleOfBen: readonly Role[]) =>
  policy({
    officers: policy().officers.map((each) =>
      each.id === officers.ben.id ? { ...each, roles: [...roleOfBen] } : each,
    ),
  });

const check = (
  approvals: readonly Approval[],
  { under = policy(), makerIds = [officers.mara.id], endsBy = null as number | null } = {},
) =>
  checkApprovals({ subject, requestIds: statement.requestIds, makerIds, now: NOW, endsBy }, approvals, {
    policy: under,
    verify: verifyDigest,
  });

describe('approvals', () => {
  it('say who gave them with which key, in the order in which they came', () => {
    const { expiresAt } = statement;
    const [ben, chiara] = [officers.ben, officers.chiara].map(({ id, publicKey }) => ({
      officerId: id,
      publicKey,
      expiresAt,
    }));
    const both = [approval(), approval(officers.chiara)];
    expect(check(both)).toEqual({ ok: true, value: [ben, chiara] });
    expect(check(both.toReversed())).toEqual({ ok: true, value: [chiara, ben] });
  });

  it('by an officer with two keys count once, whichever key signed', () => {
    const second = ed25519KeyPair("Ben's second key");
    const under = policy({
      officers: policy().officers.map((each) =>
        each.id === officers.ben.id
          ? { ...each, keys: [...each.keys, { ...each.keys[0]!, publicKey: second.publicKey }] }
          : each,
      ),
    });
    const of = { policy: policyReference(under) };
    const bySecond = approval({ ...officers.ben, key: second }, of);
    expect(check([bySecond], { under })).toMatchObject({
      ok: true,
      value: [{ publicKey: second.publicKey }],
    });
    expect(codeOf(check([approval(officers.ben, of), bySecond], { under }))).toBe(
      'approval-duplicate-officer',
    );
    expect(codeOf(check([bySecond]))).toBe('approval-signature-bad');
  });

  it.each(roles)('by one who is only %s', (role) => {
    const under = withRoles([role]);
    const by = approval(officers.ben, { policy: policyReference(under) });
    expect(codeOf(check([by], { under }))).toBe(
      role === 'approver' ? 'accepted' : 'approval-not-an-approver',
    );
  });

  it('one bad approval refuses the whole, wherever it is', () => {
    const bad = { ...approval(officers.chiara), signature: '0'.repeat(128) };
    expect(codeOf(check([approval(), bad]))).toBe('approval-signature-bad');
    expect(codeOf(check([bad, approval()]))).toBe('approval-signature-bad');
  });

  it.each<[string, string, Partial<ApprovalStatement>]>([
    ['another treasury', 'approval-other-treasury', { treasuryId: uuid(0xbad) }],
    ['another network', 'approval-other-network', { network: { ...network, id: 'toy:test' } }],
    [
      'another chain of that name',
      'approval-other-network',
      { network: { ...network, genesis: '00000000' } },
    ],
    ['other bytes', 'approval-other-digest', { subject: { ...subject, digest: '0'.repeat(64) } }],
    ['another view', 'approval-other-view', { subject: { ...subject, viewDigest: '0'.repeat(64) } }],
    ['a batch', 'approval-subject', { subject: { kind: 'batch', root: subject.digest, count: 1 } }],
    ['a mandate', 'approval-subject', { subject: { ...subject, kind: 'mandate' } }],
    ['no request', 'approval-other-request', { requestIds: [] }],
    ['a request more', 'approval-other-request', { requestIds: [...statement.requestIds, uuid(1)] }],
    ['another policy version', 'approval-other-policy', { policy: { ...statement.policy, version: 2 } }],
    [
      'another policy of that version',
      'approval-other-policy',
      { policy: { ...statement.policy, digest: '0'.repeat(64) } },
    ],
    ['a time that is over', 'approval-expired', { expiresAt: NOW }],
    ['a time beyond the policy', 'approval-expired', { expiresAt: NOW + 3_600_001 }],
  ])('for %s count for nothing', (_, code, overrides) => {
    expect(codeOf(check([approval(officers.ben, overrides)]))).toBe(code);
  });

  it('by the maker, by nobody of the policy, and twice by one count for nothing', () => {
    expect(codeOf(check([approval(officers.mara)]))).toBe('approval-not-an-approver');
    expect(codeOf(check([approval(officers.erin)], { makerIds: [officers.erin.id] }))).toBe(
      'approval-by-maker',
    );
    expect(codeOf(check([approval(stranger)]))).toBe('approval-officer-unknown');
    expect(codeOf(check([approval(), approval()]))).toBe('approval-duplicate-officer');
  });

  it.each<[string, ApprovalStatement['actor']]>([
    ['a program', { kind: 'client', clientId: officers.ben.id }],
    ['a station', { kind: 'station', stationId: officers.ben.id }],
    ['a standing order', { kind: 'standing-order', orderId: officers.ben.id, stationId: officers.ben.id }],
  ])('by %s that has the id of an officer count for nothing', (_, actor) => {
    expect(codeOf(check([approval(officers.ben, { actor })]))).toBe('approval-officer-unknown');
  });

  it("under one officer's name by another's key count for nothing", () => {
    expect(codeOf(check([approval(officers.ben, { actor: person(officers.chiara) })]))).toBe(
      'approval-signature-bad',
    );
  });

  it('are judged by their signature first: a forger learns nothing else', () => {
    const forged = {
      statement: { ...statement, policy: { ...statement.policy, version: 9 } },
      signature: '0'.repeat(128),
    };
    expect(codeOf(check([forged]))).toBe('approval-signature-bad');
  });
});
