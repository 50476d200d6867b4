import type { OfficerView } from '../../../electron/contract/officers.ts';
import type { TreasuryView } from '../../../electron/contract/treasury.ts';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { missingApprovals } from '../../../electron/core/policy/people.ts';

/** Whom a ceremony needs in the room: so many policy admins, so many of a group, a maker, or anybody. */
export interface OfficerNeed {
  readonly need: 'admins' | 'group' | 'maker' | 'anybody';
  readonly count: number;
  /** The group's name; empty for any other need. */
  readonly group: string;
  readonly met: boolean;
}

/**
 * Tells whether those present are enough; the main process decides by the same rule. A new vault changes the policy, which so many
 * admins and approvers sign as the policy itself asks for; splitting takes two people, and a check one.
 */
export function officerNeeds(
  kind: CeremonyKind,
  { officers, policyChange }: Pick<TreasuryView, 'officers' | 'policyChange'>,
  present: ReadonlySet<string>,
): readonly OfficerNeed[] {
  const here = officers.filter(({ id }) => present.has(id));
  const need = (what: OfficerNeed['need'], count: number, met: number): OfficerNeed => ({
    need: what,
    count,
    group: '',
    met: met >= count,
  });
  if (kind === 'check-backup') return [need('anybody', 1, here.length)];
  if (kind === 'shares') return [need('anybody', 2, here.length)];
  const policy = [
    need('admins', policyChange.quorum, withRole(here, 'policy-admin')),
    ...groupNeeds(policyChange, here),
  ];
  return kind === 'rotate' ? [...policy, need('maker', 1, withRole(here, 'maker'))] : policy;
}

const withRole = (here: readonly OfficerView[], role: OfficerView['roles'][number]): number =>
  here.filter(({ roles }) => roles.includes(role)).length;

/** One person takes one place of one group. */
function groupNeeds(
  { approvals }: TreasuryView['policyChange'],
  here: readonly OfficerView[],
): readonly OfficerNeed[] {
  const groups = approvals.map(({ group: name, officerIds }) => ({ name, officerIds }));
  const people = here.map(({ id }) => id);
  const missing = missingApprovals(approvals, { groups }, people);
  return approvals.map(({ group, count }) => ({
    need: 'group',
    count,
    group,
    met: !missing.some((each) => each.group === group),
  }));
}
