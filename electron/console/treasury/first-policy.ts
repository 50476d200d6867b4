import { amountOf } from '../../core/amount.ts';
import type { Asset } from '../../core/asset.ts';
import type { NetworkIdentity } from '../../core/network-id.ts';
import type { Officer, Role } from '../../core/officer/officer.ts';
import { defaultLifetime } from '../../core/policy/lifetime.ts';
import { checkPolicyForm, type Policy, type Rule } from '../../core/policy/policy.ts';
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
export interface NewRule extends Omit<Rule, 'vaultId' | 'maxAmount' | 'window' | 'lifetime'> {
  readonly vault: string;
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
  /** Seconds. */
  readonly approvalLifetime: number;
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

/** Makes the first policy of a treasury. Refuses `policy-malformed`. */
export function firstPolicy(facts: FirstPolicyFacts, wanted: NewRules): Result<Policy> {
  const { asset } = facts;
  const amount = (units: bigint) => amountOf(units, asset);
  const rules: Rule[] = [];
  for (const { vault: name, maxAmount, window, ...rule } of wanted.rules) {
    const vault = facts.vaults.find((each) => each.name === name);
    if (!vault) return refuse('policy-malformed', `rule "${rule.title}" names the vault "${name}"`);
    rules.push({
      ...rule,
      vaultId: vault.id,
      lifetime: rule.lifetime ?? defaultLifetime(vault.kind, rule.approvals),
      maxAmount: maxAmount === null ? null : amount(maxAmount),
      window: window && { seconds: window.seconds, max: amount(window.max) },
    });
  }
  const { min, target, max } = wanted.floatBand;
  const policy: Policy = {
    format: 'sallyport/policy/4',
    treasuryId: facts.treasuryId,
    version: 1,
    previous: null,
    network: facts.network,
    trustRoot: facts.trustRoot,
    unproven: wanted.unproven ?? defaultUnproven(facts.network.id),
    asset: asset.id,
    createdAt: facts.createdAt,
    officers: [...facts.officers],
    vaults: [...facts.vaults],
    rules,
    feeCap: amount(wanted.feeCap),
    floatBand: { min: amount(min), target: amount(target), max: amount(max) },
    approvalLifetime: wanted.approvalLifetime,
  };
  const form = checkPolicyForm(policy);
  return form.ok ? ok(policy) : form;
}
