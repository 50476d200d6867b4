import { hasKey, type Officer } from '../officer/officer.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { missingApprovals, type Presence, whyNotCounted } from './people.ts';
import type { Policy, Rule } from './policy.ts';

/** An approval whose signature was verified by this key. */
export interface Approved {
  readonly officerId: string;
  readonly publicKey: string;
  /** Until when it counts, milliseconds. */
  readonly expiresAt: number;
}

/** What was done for a payment so far. */
export interface Done extends Presence {
  /** Who asked for it. */
  readonly makerIds: readonly string[];
  readonly approvals: readonly Approved[];
  /**
   * Since when whoever decides has known of the request by their own clock, milliseconds. Never a date in the request: its
   * maker writes that.
   */
  readonly knownSince: number;
}

/**
 * Holds a payment against what its rule asks for. One approval that does not count refuses the whole: it is an alarm, never
 * a reason to look for another. Refuses `role-missing`, `officer-suspended`, `officer-expired`, `approval-officer-unknown`,
 * `approval-not-an-approver`, `approval-by-maker`, `approval-duplicate-officer`, `approval-expired`, `approvals-too-few`,
 * `signing-too-early`.
 * @returns the ids of those who approved
 */
export function checkDemands(policy: Policy, rule: Rule, done: Done): Result<readonly string[]> {
  const makers = whyMakersRefused(policy, done);
  if (makers) return makers;
  const given = checkGiven(policy, done);
  if (!given.ok) return given;
  const people = given.value;
  const long = done.approvals.find(({ expiresAt }) => expiresAt > done.now + rule.review * 1000);
  if (long) {
    const name = policy.officers.find(({ id }) => id === long.officerId)?.name;
    return refuse(
      'approval-expired',
      `the approval by ${name} is valid for longer than "${rule.title}" lets`,
    );
  }
  const missing = missingApprovals(rule.approvals, policy, people);
  if (missing.length > 0) {
    const more = missing.map(({ group, count }) => `${count} of ${group}`).join(' and ');
    return refuse('approvals-too-few', `"${rule.title}" expects ${more} beside those who approved`);
  }
  const from = done.knownSince + rule.delay * 1000;
  if (done.now < from) {
    return refuse('signing-too-early', `expected a time from ${new Date(from).toISOString()} on`);
  }
  return ok(people);
}

function whyMakersRefused({ officers }: Policy, { makerIds, ...presence }: Done): Refusal | null {
  if (makerIds.length === 0) return refuse('role-missing', 'expected a maker, got none');
  for (const makerId of makerIds) {
    const maker = officers.find(({ id }) => id === makerId);
    if (!maker?.roles.includes('maker')) {
      return refuse('role-missing', `${maker?.name ?? 'whoever asked'} is not a maker`);
    }
    const refused = whyNotCounted(maker, presence);
    if (refused) return refused;
  }
  return null;
}

/**
 * Checks that each approval is one of this policy, whatever asks for it: by one of its approvers, who did not ask for the payment
 * and approved it once. Refuses as {@link checkDemands}.
 * @returns the ids of those who approved
 */
export function checkGiven(
  { officers }: Pick<Policy, 'officers'>,
  done: Omit<Done, 'knownSince'>,
): Result<readonly string[]> {
  const counted = new Set<string>();
  for (const approval of done.approvals) {
    const officer = officers.find(({ id }) => id === approval.officerId);
    if (!officer || !hasKey(officer, approval.publicKey)) {
      return refuse('approval-officer-unknown', 'expected a key of an officer of this policy');
    }
    const refused = whyApprovalRefused(officer, approval, { done, counted });
    if (refused) return refused;
    counted.add(officer.id);
  }
  return ok([...counted]);
}

function whyApprovalRefused(
  officer: Officer,
  { expiresAt }: Approved,
  { done, counted }: { readonly done: Omit<Done, 'knownSince'>; readonly counted: ReadonlySet<string> },
): Refusal | null {
  const { id, name, roles } = officer;
  if (!roles.includes('approver')) return refuse('approval-not-an-approver', `${name} is not an approver`);
  if (done.makerIds.includes(id)) {
    return refuse('approval-by-maker', `${name} made this request and cannot approve it`);
  }
  if (counted.has(id)) {
    return refuse('approval-duplicate-officer', `${name} approved twice; a quorum counts people`);
  }
  if (expiresAt <= done.now) return refuse('approval-expired', `the approval by ${name} has expired`);
  return whyNotCounted(officer, done);
}
