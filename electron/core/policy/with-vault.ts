import { leastLifetime } from './lifetime.ts';
import { type Policy, policyDigest, type Rule } from './policy.ts';

export interface NewVault {
  readonly vault: Policy['vaults'][number];
  /** The vault whose rules it gets; null: none, it can only receive. */
  readonly rulesOf: string | null;
  /** Milliseconds. */
  readonly createdAt: number;
}

const DAY_SECONDS = 86_400;

/**
 * The version after this one that knows one more vault, under the rules of another; a cold one has time to sign. Rules for some
 * accounts of that vault alone are not copied: a new one has other accounts.
 */
export function policyWithVault(policy: Policy, { vault, rulesOf, createdAt }: NewVault): Policy {
  const version = policy.version + 1;
  const rules = policy.rules.filter(({ source }) => source.vaultId === rulesOf && source.accounts === null);
  const copied = rules.map((rule) => ({
    ...rule,
    id: copiedId(rule, rules, version),
    source: { vaultId: vault.id, accounts: null },
    lifetime: Math.max(rule.lifetime, leastLifetime(vault.kind) + Math.ceil(rule.delay / DAY_SECONDS)),
  }));
  return {
    ...policy,
    version,
    previous: policyDigest(policy),
    createdAt,
    vaults: [...policy.vaults, vault],
    rules: [...policy.rules, ...copied],
  };
}

/** The id of a copy: `everyday@3`; the version of a copied copy gives way, where that leaves no two alike. */
function copiedId(rule: Rule, among: readonly Rule[], version: number): string {
  const stem = (id: string) => id.replace(/@[0-9]+$/, '');
  const isUnique = among.filter(({ id }) => stem(id) === stem(rule.id)).length === 1;
  return `${isUnique ? stem(rule.id) : rule.id}@${version}`;
}
