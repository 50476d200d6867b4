import { officerOf } from '../actor.ts';
import { sameNetwork } from '../network-id.ts';
import { keyThatSigned, type VerifySignature } from '../officer/officer.ts';
import { type Approved, checkGiven } from '../policy/check-demands.ts';
import { suspendedAt } from '../policy/people.ts';
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
 * Checks every approval: signed by one of its officer's keys, for this very subject, under this policy, by somebody who may give it.
 * One bad approval refuses the whole: a forged or stale one is an alarm, never a reason to look for another. How many are needed,
 * `checkDemands` says.
 * @returns who approved, with which key
 */
export function checkApprovals(
  facts: ApprovalFacts,
  approvals: readonly Approval[],
  { policy, verify }: { readonly policy: Policy; readonly verify: VerifySignature },
): Result<readonly Approved[]> {
  const digest = policyDigest(policy);
  const longest = facts.now + longestReview(policy) * 1000;
  const given: Approved[] = [];
  for (const { statement, signature } of approvals) {
    const officer = policy.officers.find(({ id }) => id === officerOf(statement.actor));
    if (!officer) return refuse('approval-officer-unknown', 'expected an officer of this policy');
    const publicKey = keyThatSigned(officer, { digest: approvalDigest(statement), signature }, verify);
    if (publicKey === null) {
      return refuse('approval-signature-bad', `expected a valid signature of ${officer.name}`);
    }
    const who = `the approval by ${officer.name}`;
    const other = refuseOther(facts, statement, { policy, digest, who });
    if (other) return other;
    const { expiresAt } = statement;
    if (facts.endsBy !== null && expiresAt > facts.endsBy) {
      return refuse('approval-expired', `${who} is valid for longer than what it approves`);
    }
    if (expiresAt > longest) {
      return refuse('approval-expired', `${who} is valid for longer than any rule lets`);
    }
    given.push({ officerId: officer.id, publicKey, expiresAt });
  }
  const { makerIds, now } = facts;
  const checked = checkGiven(policy, { makerIds, approvals: given, now, suspended: suspendedAt(now) });
  return checked.ok ? ok(given) : checked;
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

/** The longest time for which a rule lets an approval count, seconds. */
const longestReview = ({ rules }: Policy): number => Math.max(0, ...rules.map(({ review }) => review));

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
