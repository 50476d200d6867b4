import type { OfficerView } from '../../../electron/contract/officers.ts';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';

/** Who a ceremony needs in the room. */
export interface OfficerNeed {
  readonly need: 'admins' | 'approvers' | 'maker' | 'two' | 'one';
  readonly met: boolean;
}

/**
 * Tells whether those present are enough; the main process decides by the same rule. A new vault changes the policy,
 * which every policy admin and two approvers sign; splitting takes two people, and a check one.
 */
export function officerNeeds(
  kind: CeremonyKind,
  officers: readonly OfficerView[],
  present: ReadonlySet<string>,
): readonly OfficerNeed[] {
  const here = officers.filter(({ id }) => present.has(id));
  if (kind === 'check-backup') return [{ need: 'one', met: here.length >= 1 }];
  if (kind === 'shares') return [{ need: 'two', met: here.length >= 2 }];
  const admins = officers.filter(({ roles }) => roles.includes('policy-admin'));
  const policy: readonly OfficerNeed[] = [
    { need: 'admins', met: admins.length > 0 && admins.every(({ id }) => present.has(id)) },
    { need: 'approvers', met: here.filter(({ roles }) => roles.includes('approver')).length >= 2 },
  ];
  if (kind !== 'rotate') return policy;
  return [...policy, { need: 'maker', met: here.some(({ roles }) => roles.includes('maker')) }];
}
