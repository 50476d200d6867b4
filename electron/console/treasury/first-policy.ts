import { amountOf } from '../../core/amount.ts';
import type { Asset } from '../../core/asset.ts';
import type { NetworkIdentity } from '../../core/network-id.ts';
import type { Officer, Role } from '../../core/officer/officer.ts';
import { checkPolicyForm } from '../../core/policy/check-form.ts';
import { defaultLifetime } from '../../core/policy/lifetime.ts';
import type { Policy, Rule } from '../../core/policy/policy.ts';
import { defaultUnproven, type Unproven } from '../../core/policy/unproven.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Vault } from '../vaults/vault-of.ts';

/** An officer whose key file is to be made. */
export interface NewOfficer {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Name of the key file without its ending: letters, digits and hyphens. */
  readonly file: string;
  /** Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
}

/** A vault that is to be made, with its first account, at which it receives sweeps. */
export interface NewVault {
  readonly name: string;
  readonly kind: Vault['kind'];
  readonly alias: string;
  readonly file: string;
  readonly password: Uint8Array;
}

/** A rule of the first policy. Vaults have no ids yet, so it names its vault. */
export interface NewRule extends Pick<Rule, 'id' | 'title'> {
  readonly vault: string;
  /** `own-vault`: any vault of the treasury. */
  readonly destination: 'own-vault' | 'anyone';
  /** How many approvers. */
  readonly approvals: number;
  /** Epochs; left out: what is usual for such a vault and so many approvals. */
  readonly lifetime?: number;
  /** Base units; null: no limit. */
  readonly maxAmount: bigint | null;
  readonly window: { readonly seconds: number; readonly max: bigint } | null;
}

/** What the first policy says beside officers and vaults. Amounts are base units of the treasury's asset. */
export interface NewRules {
  readonly rules: readonly NewRule[];
  readonly feeCap: bigint;
  readonly floatBand: { readonly min: bigint; readonly target: bigint; readonly max: bigint };
  /** For how many seconds an approval counts. */
  readonly review: number;
  /** How the policy is changed: so many admins, and approvers for what lets more pass; it waits so many seconds. */
  readonly change: {
    readonly quorum: number;
    readonly approvers: number;
    readonly delay: number;
    readonly cooling: number;
  };
  /** Left out: what is usual on such a network. */
  readonly unproven?: Unproven;
}

/** Keys, addresses and ids that the first policy is made of. */
export interface FirstPolicyFacts {
  readonly treasuryId: string;
  readonly network: NetworkIdentity;
  /** See `Chain.checkTrustRoot`. */
  readonly trustRoot: string | null;
  readonly asset: Asset;
  readonly createdAt: number;
  readonly officers: readonly Officer[];
  readonly vaults: readonly Vault[];
}

/** The group of all approvers. */
const APPROVERS = 'approvers';

/** Makes the first policy of a treasury. Refuses as `checkPolicyForm` does. */
export function firstPolicy(facts: FirstPolicyFacts, wanted: NewRules): Result<Policy> {
  const { asset } = facts;
  const amount = (units: bigint) => amountOf(units, asset);
  const rules: Rule[] = [];
  for (const rule of wanted.rules) {
    const vault = facts.vaults.find((each) => each.name === rule.vault);
    if (!vault) return refuse('policy-malformed', `rule "${rule.title}" names the vault "${rule.vault}"`);
    rules.push(ruleFrom(rule, { vault, review: wanted.review, asset }));
  }
  const { min, target, max } = wanted.floatBand;
  const { quorum, approvers, delay, cooling } = wanted.change;
  const policy: Policy = {
    format: 'sallyport/policy/5',
    treasuryId: facts.treasuryId,
    version: 1,
    previous: null,
    network: facts.network,
    trustRoot: facts.trustRoot,
    unproven: wanted.unproven ?? defaultUnproven(facts.network.id),
    asset: asset.id,
    createdAt: facts.createdAt,
    officers: [...facts.officers],
    groups: [
      {
        name: APPROVERS,
        officerIds: facts.officers.filter(({ roles }) => roles.includes('approver')).map(({ id }) => id),
      },
    ],
    vaults: [...facts.vaults],
    accountGroups: [],
    rules,
    feeCap: amount(wanted.feeCap),
    floatBand: { min: amount(min), target: amount(target), max: amount(max) },
    change: { quorum, approvals: [{ group: APPROVERS, count: approvers }], delay, cooling },
  };
  const form = checkPolicyForm(policy);
  return form.ok ? ok(policy) : form;
}

function ruleFrom(
  { id, title, destination, maxAmount, window, approvals, lifetime }: NewRule,
  { vault, review, asset }: { readonly vault: Vault; readonly review: number; readonly asset: Asset },
): Rule {
  const amount = (units: bigint) => amountOf(units, asset);
  return {
    id,
    title,
    source: { vaultId: vault.id, accounts: null },
    destination: destination === 'own-vault' ? { kind: destination, vaultIds: null } : { kind: destination },
    amount: { min: null, max: maxAmount === null ? null : amount(maxAmount) },
    windows: window === null ? [] : [{ seconds: window.seconds, amount: amount(window.max), count: null }],
    approvals: [{ group: APPROVERS, count: approvals }],
    delay: 0,
    review,
    lifetime: lifetime ?? defaultLifetime(vault.kind, approvals),
    expiresAt: null,
  };
}
