import type { Officer } from '../officer/officer.ts';
import { ok, type Result, refuse } from '../result.ts';

type Known = Pick<Officer, 'id' | 'name' | 'roles'>;

/**
 * Who may have a desk go on behind time that was not seen: two policy admins. Where the policy has one alone, an approver
 * confirms it. That it takes two people is not judged here.
 * @param second null where nobody confirms
 * @returns refuses `role-missing`
 */
export function checkSkippers(
  officers: readonly Known[],
  first: string | null,
  second: string | null,
): Result<void> {
  const admins = officers.filter(({ roles }) => roles.includes('policy-admin'));
  if (!admins.some(({ id }) => id === first)) return missing(officers, first, 'a policy admin');
  if (second === null) return ok(undefined);
  const [confirming, words] =
    admins.length > 1
      ? [admins, 'a policy admin']
      : [officers.filter(({ roles }) => roles.includes('approver')), 'an approver'];
  return confirming.some(({ id }) => id === second) ? ok(undefined) : missing(officers, second, words);
}

const missing = (officers: readonly Known[], id: string | null, words: string) =>
  refuse(
    'role-missing',
    `${officers.find((each) => each.id === id)?.name ?? 'this officer'} is not ${words}`,
  );
