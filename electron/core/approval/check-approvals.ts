import type { Hex32 } from '../digest.ts';
import type { NetworkIdentity } from '../network-id.ts';
import type { VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Approval, approvalDigest } from './approval.ts';

/** What the approvals must be for, all of it computed by the checker from the bytes and its own policy. */
export interface ApprovalSubject {
  readonly network: NetworkIdentity;
  readonly transactionDigest: Hex32;
  readonly viewDigest: Hex32;
  readonly requestIds: readonly string[];
  readonly makerIds: readonly string[];
  readonly now: number;
}

/**
 * Checks every approval and counts them. One bad approval refuses the whole: a forged or stale one is an alarm, never
 * a reason to look for another.
 * @param required how many distinct approvers the matching rule asks for
 * @returns the officers who approved
 */
export function checkApprovals(
  subject: ApprovalSubject,
  approvals: readonly Approval[],
  { policy, required, verify }: { policy: Policy; required: number; verify: VerifySignature },
): Result<readonly string[]> {
  const counted = new Set<string>();
  for (const { statement, signature } of approvals) {
    const officer = policy.officers.find((candidate) => candidate.id === statement.officerId);
    if (!officer) return refuse('approval-officer-unknown', 'expected an officer of this policy');
    if (!verify(officer.publicKey, approvalDigest(statement), signature)) {
      return refuse('approval-signature-bad', `expected a valid signature of ${officer.name}`);
    }
    const who = `the approval by ${officer.name}`;
    if (statement.network.id !== subject.network.id || statement.network.chain !== subject.network.chain) {
      return refuse('approval-other-network', `${who} is for network ${statement.network.id}`);
    }
    if (statement.transactionDigest !== subject.transactionDigest) {
      return refuse('approval-other-digest', `${who} is for other transaction bytes`);
    }
    if (statement.viewDigest !== subject.viewDigest) {
      return refuse('approval-other-view', `${who} was given on a screen that showed something else`);
    }
    if (!sameList(statement.requestIds, subject.requestIds)) {
      return refuse('approval-other-request', `${who} is for other requests`);
    }
    if (statement.policyVersion !== policy.version) {
      return refuse(
        'approval-other-policy',
        `expected policy version ${policy.version}, ${who} is for version ${statement.policyVersion}`,
      );
    }
    if (!officer.roles.includes('approver')) {
      return refuse('approval-not-an-approver', `${officer.name} is not an approver`);
    }
    if (subject.makerIds.includes(officer.id)) {
      return refuse('approval-by-maker', `${officer.name} made this request and cannot approve it`);
    }
    if (counted.has(officer.id)) {
      return refuse('approval-duplicate-officer', `${officer.name} approved twice; a quorum counts people`);
    }
    if (statement.expiresAt <= subject.now) return refuse('approval-expired', `${who} has expired`);
    if (statement.expiresAt > subject.now + policy.approvalLifetime * 1000) {
      return refuse('approval-expired', `${who} claims to hold longer than the policy allows`);
    }
    counted.add(officer.id);
  }
  if (counted.size < required) {
    return refuse('approvals-too-few', `expected ${required} approvals, got ${counted.size}`);
  }
  return ok([...counted]);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
