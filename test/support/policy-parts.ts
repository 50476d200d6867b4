import type { Amount } from '../../electron/core/amount.ts';
import type { Officer } from '../../electron/core/officer/officer.ts';
import type { Destination, Policy, Rule } from '../../electron/core/policy/policy.ts';

/** A rule, said shortly: a number of approvers, one limit, one window. */
export interface RuleSample extends Partial<Omit<Rule, 'approvals' | 'destination'>> {
  readonly vaultId?: string;
  readonly destination?: Destination | 'own-vault' | 'anyone';
  readonly maxAmount?: Amount | null;
  readonly window?: { readonly seconds: number; readonly max: Amount } | null;
  readonly approvals?: Rule['approvals'] | number;
}

const APPROVERS = 'approvers';

/** So many of all approvers. */
export const ofApprovers = (count: number): Policy['change']['approvals'] => [{ group: APPROVERS, count }];

/** @param of with the vault that pays, where `source` does not say it */
export function ruleOf({
  vaultId = '',
  destination = 'anyone',
  maxAmount = null,
  window = null,
  approvals = 1,
  ...overrides
}: RuleSample): Rule {
  return {
    id: 'rule',
    title: overrides.id ?? 'rule',
    source: { vaultId, accounts: null },
    destination: typeof destination === 'string' ? destinationOf(destination) : destination,
    amount: { min: null, max: maxAmount },
    windows: window === null ? [] : [{ seconds: window.seconds, amount: window.max, count: null }],
    approvals: typeof approvals === 'number' ? ofApprovers(approvals) : approvals,
    delay: 0,
    review: 3600,
    lifetime: 1,
    expiresAt: null,
    ...overrides,
  };
}

const destinationOf = (kind: 'own-vault' | 'anyone'): Destination =>
  kind === 'own-vault' ? { kind, vaultIds: null } : { kind };

/** Groups and change of a practice treasury: all approvers are one group, and changes wait for nothing. */
export const practiceParts = (
  officers: readonly Officer[],
): Pick<Policy, 'groups' | 'accountGroups' | 'change'> => ({
  groups: [
    {
      name: APPROVERS,
      officerIds: officers.filter(({ roles }) => roles.includes('approver')).map(({ id }) => id),
    },
  ],
  accountGroups: [],
  change: { quorum: 1, approvals: ofApprovers(2), delay: 0, cooling: 0 },
});

/** What real money asks for beside: three admins, of whom two sign a change, and nobody who asks and approves. */
export const realParts = (officers: readonly Officer[]): Partial<Policy> => {
  const people = officers.map((each): Officer => {
    if (!each.roles.includes('approver')) return each;
    return { ...each, roles: ['approver', 'policy-admin'] };
  });
  const change = { quorum: 2, approvals: ofApprovers(1), delay: 3600, cooling: 86_400 };
  return { officers: people, change };
};

/** The keys of somebody who has one, at the one desk of the samples. */
export const keysAtDesk = (publicKey: string): Officer['keys'] => [
  { publicKey, station: '00000000-0000-4000-8000-000000000057', site: 'Zug' },
];
