import type { Policy } from '../../core/policy/policy.ts';

/** The name of an officer of the policy; null for nobody, and for one whom it does not know. */
export const officerName = (
  { officers }: Pick<Policy, 'officers'>,
  officerId: string | null,
): string | null => officers.find(({ id }) => id === officerId)?.name ?? null;
