import { sameNetwork } from '../network-id.ts';
import type { Officer, VerifySignature } from '../officer/officer.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { type Approval, type ApprovalStatement, approvalDigest } from './approval.ts';
import type { AskedSubject } from './subject.ts';

/** What the approvals must be for, all of it computed by the checker from the bytes and its own policy. */
export interface ApprovalFacts {
  readonly subject: AskedSubject;
  /** None for a mandate, whose digest covers them, and for a message. */
  readonly requestIds: readonly string[];
  readonly makerIds: readonly string[];
  /** Milliseconds. */
  readonly now: number;
  /** When what is approved ends at the latest, milliseconds; null where that is not counted. */
  readonly endsBy: number | null;
}

/**
 * Checks every approval and counts them. One bad approval refuses the whole: a forged or stale one is an alarm, never
 * a reason to look for another.
 * @param required how many distinct approvers the matching rule asks for
 * @returns the officers who approved
 */
export function checkApprovals(
  facts: ApprovalFacts,
  approvals: readonly Approval[],
  { policy, required, verify }: { policy: Policy; required: number; verify: VerifySignature },
): Result<readonly string[]> {
  const digest = policyDigest(policy);
  const counted = new Set<string>();
  for (const { statement, signature } of approvals) {
    const { actor } = statement;
    const officer =
      actor.kind === 'person' ? policy.officers.find(({ id }) => id === actor.officerId) : undefined;
    if (!officer) return refuse('approval-officer-unknown', 'expected an officer of this policy');
    if (!verify(officer.publicKey, approvalDigest(statement), signature)) {
      return refuse('approval-signature-bad', `expected a valid signature of ${officer.name}`);
    }
    const bad =
      refuseOther(facts, statement, { policy, digest, who: `the approval by ${officer.name}` }) ??
      refuseOfficer(facts, officer, counted) ??
      refuseExpired(facts, statement, { policy, who: `the approval by ${officer.name}` });
    if (bad) return bad;
    counted.add(officer.id);
  }
  if (counted.size < required) {
    return refuse('approvals-too-few', `expected ${required} approvals, got ${counted.size}`);
  }
  return ok([...counted]);
}

const others = {
  transaction: 'other transaction bytes',
  mandate: 'another mandate',
  message: 'another message',
} as const;

/** An approval that is valid, for something else. */
function refuseOther(
  facts: ApprovalFacts,
  { treasuryId, network, policy: under, subject, requestIds }: ApprovalStatement,
  { policy, digest, who }: { policy: Policy; digest: string; who: string },
): Refusal | null {
  if (treasuryId !== policy.treasuryId)
    return refuse('approval-other-treasury', `${who} is for another treasury`);
  if (!sameNetwork(network, policy.network)) {
    return refuse('approval-other-network', `${who} is for network ${network.id}`);
  }
  if (subject.kind === 'batch' || subject.kind !== facts.subject.kind) {
    return refuse(
      'approval-subject',
      `${who} is for a ${subject.kind}, expected one for a ${facts.subject.kind}`,
    );
  }
  if (subject.digest !== facts.subject.digest) {
    return refuse('approval-other-digest', `${who} is for ${others[subject.kind]}`);
  }
  if (subject.viewDigest !== facts.subject.viewDigest) {
    return refuse('approval-other-view', `${who} was given on a screen that showed something else`);
  }
  if (!sameList(requestIds, facts.requestIds)) {
    return refuse('approval-other-request', `${who} is for other requests`);
  }
  if (under.version !== policy.version || under.digest !== digest) {
    return refuse(
      'approval-other-policy',
      `expected policy version ${policy.version}, ${who} is for version ${under.version}`,
    );
  }
  return null;
}

function refuseOfficer(facts: ApprovalFacts, officer: Officer, counted: ReadonlySet<string>): Refusal | null {
  if (!officer.roles.includes('approver')) {
    return refuse('approval-not-an-approver', `${officer.name} is not an approver`);
  }
  if (facts.makerIds.includes(officer.id)) {
    return refuse('approval-by-maker', `${officer.name} made this request and cannot approve it`);
  }
  return counted.has(officer.id)
    ? refuse('approval-duplicate-officer', `${officer.name} approved twice; a quorum counts people`)
    : null;
}

function refuseExpired(
  { now, endsBy }: ApprovalFacts,
  { expiresAt }: ApprovalStatement,
  { policy, who }: { policy: Policy; who: string },
): Refusal | null {
  if (expiresAt <= now) return refuse('approval-expired', `${who} has expired`);
  if (endsBy !== null && expiresAt > endsBy) {
    return refuse('approval-expired', `${who} is valid for longer than what it approves`);
  }
  return expiresAt > now + policy.approvalLifetime * 1000
    ? refuse('approval-expired', `${who} is valid for longer than the policy allows`)
    : null;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
