import { missingApprovals } from '../../core/policy/people.ts';
import { MAX_REVIEW_SECONDS, type Policy } from '../../core/policy/policy.ts';

/** Whether these officers (ids) are all whom a rule asks for; never by a rule that is no longer in the policy. */
export function isQuorum(
  policy: Pick<Policy, 'rules' | 'groups'>,
  ruleId: string | null,
  approvers: readonly string[],
): boolean {
  const rule = policy.rules.find(({ id }) => id === ruleId);
  return rule !== undefined && missingApprovals(rule.approvals, policy, approvers).length === 0;
}

/**
 * How long an approval of a payment from a vault counts, milliseconds: as long as each of its rules lets, since another rule than
 * the present one may decide in the end.
 */
export function reviewOf({ rules }: Pick<Policy, 'rules'>, vaultId: string): number {
  const own = rules.filter(({ source }) => source.vaultId === vaultId).map(({ review }) => review);
  return Math.min(MAX_REVIEW_SECONDS, ...own) * 1000;
}
