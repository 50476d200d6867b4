import { aliasKey, parseAlias } from '../account/alias.ts';
import type { Amount } from '../amount.ts';
import { isPractice } from '../network-id.ts';
import { type Refusal, type Result, refuse } from '../result.ts';
import { parseWith } from '../schema.ts';
import { checkQuorums } from './check-quorums.ts';
import { leastLifetime } from './lifetime.ts';
import { type Policy, policySchema, type Rule } from './policy.ts';
import { checkUnproven } from './unproven.ts';

const bad = (message: string): Refusal => refuse('policy-malformed', message);
const DAY_SECONDS = 86_400;

/**
 * Checks the form of any policy of this format: schema, names and keys that are there once, references that lead somewhere,
 * amounts of its asset, times that leave time to sign, and quorums that people can reach. Refuses `policy-malformed` and
 * `policy-few-people`.
 */
export function checkPolicyForm(policy: Policy): Result<void> {
  const parsed = parseWith(policySchema, policy);
  if (!parsed.ok) return bad(parsed.message);
  const refused =
    whyNamesHidden(policy) ??
    whyNotDistinct(policy) ??
    whyGroupsWrong(policy) ??
    whyAmountsWrong(policy) ??
    whyRulesWrong(policy);
  if (refused) return refused;
  const unproven = checkUnproven(policy.unproven, policy.network.id);
  if (!unproven.ok) return unproven;
  const { delay, cooling } = policy.change;
  if (cooling < delay) return bad('expected a cooling time as long as the delay of a change, or longer');
  if (!isPractice(policy.network.id) && (delay < 3600 || cooling < DAY_SECONDS)) {
    return bad('expected changes to wait an hour at least, and new people a day, where money is real');
  }
  return checkQuorums(policy);
}

/** People sign what they read: no name hides a character, or looks like another script's. */
function whyNamesHidden({ officers, vaults, groups, accountGroups, rules }: Policy): Refusal | null {
  const names = [
    ...[...officers, ...vaults, ...groups, ...accountGroups].map(({ name }) => name),
    ...officers.flatMap(({ keys }) => keys.map(({ site }) => site)),
    ...rules.map(({ title }) => title),
  ];
  for (const name of names) {
    const parsed = parseAlias(name);
    if (!parsed.ok) return bad(`a name: ${parsed.message}`);
    if (parsed.value !== name) return bad('expected names without white space around them');
  }
  return null;
}

const repeated = <T>(values: readonly T[]): boolean => new Set(values).size !== values.length;
const repeatedName = (named: readonly { readonly name: string }[]): boolean =>
  repeated(named.map(({ name }) => aliasKey(name)));

function whyNotDistinct({ officers, vaults, groups, accountGroups, rules }: Policy): Refusal | null {
  if (repeated(officers.map(({ id }) => id)) || repeatedName(officers)) {
    return bad('expected officers with distinct ids and names');
  }
  if (
    repeated(vaults.map(({ id }) => id)) ||
    repeatedName(vaults) ||
    repeated(vaults.map(({ receiveAddress }) => receiveAddress))
  ) {
    return bad('expected vaults with distinct ids, names and addresses');
  }
  // One key, one meaning: no two people share one, and no person has a vault's.
  const keys = officers.flatMap(({ keys }) => keys.map(({ publicKey }) => publicKey));
  if (repeated([...keys, ...vaults.map(({ attestationKey }) => attestationKey)])) {
    return bad('expected every key once');
  }
  if (repeatedName(groups)) return bad('expected groups with distinct names');
  if (repeatedName(accountGroups)) return bad('expected groups of accounts with distinct names');
  return repeated(rules.map(({ id }) => id)) ? bad('expected rules with distinct ids') : null;
}

function whyGroupsWrong({ officers, groups, vaults, accountGroups }: Policy): Refusal | null {
  for (const { name, officerIds } of groups) {
    if (repeated(officerIds)) return bad(`expected everybody once in group "${name}"`);
    const isApprover = (id: string) =>
      officers.some((each) => each.id === id && each.roles.includes('approver'));
    if (!officerIds.every(isApprover)) return bad(`expected approvers of this policy in group "${name}"`);
  }
  for (const { name, vaultId, ranges } of accountGroups) {
    if (!vaults.some(({ id }) => id === vaultId)) return bad(`expected a vault for the accounts "${name}"`);
    const inOrder = ranges.every(({ from, to }, i) => {
      const before = ranges[i - 1];
      return from <= to && (before === undefined || before.to < from);
    });
    if (!inOrder) return bad(`expected the ranges of the accounts "${name}" in order, each apart`);
  }
  return null;
}

function whyAmountsWrong({ asset, feeCap, floatBand, rules }: Policy): Refusal | null {
  const { min, target, max } = floatBand;
  const limits = rules.flatMap(({ amount, windows }): readonly (Amount | null)[] => [
    amount.min,
    amount.max,
    ...windows.map((window) => window.amount),
  ]);
  const all = [feeCap, min, target, max, ...limits.filter((each) => each !== null)];
  if (all.some((each) => each.asset !== asset)) return bad(`expected amounts of ${asset} only`);
  const isBand = BigInt(min.units) <= BigInt(target.units) && BigInt(target.units) <= BigInt(max.units);
  return isBand ? null : bad('expected a float band whose target is between its ends');
}

function whyRulesWrong(policy: Policy): Refusal | null {
  for (const rule of policy.rules) {
    const why = whyRuleWrong(rule, policy);
    if (why !== null) return bad(`rule "${rule.title}": expected ${why}`);
  }
  return null;
}

function whyRuleWrong(rule: Rule, { vaults, accountGroups }: Policy): string | null {
  const { source, destination, amount, windows, delay, review, lifetime } = rule;
  const vault = vaults.find(({ id }) => id === source.vaultId);
  if (!vault) return 'a vault of this policy';
  const accounts = accountGroups.find(({ name }) => name === source.accounts);
  if (source.accounts !== null && accounts?.vaultId !== vault.id) return 'a group of accounts of its vault';
  if (destination.kind === 'own-vault') {
    const known = destination.vaultIds?.every((each) => vaults.some(({ id }) => id === each)) ?? true;
    if (!known) return 'own vaults of this policy';
  }
  if (amount.min && amount.max && BigInt(amount.min.units) > BigInt(amount.max.units)) {
    return 'a least amount that is not above the largest';
  }
  if (windows.some((window) => window.amount === null && window.count === null)) {
    return 'windows that limit an amount or a count';
  }
  if (review <= delay) return 'approvals that count for longer than the delay';
  // An epoch is about a day.
  const least = leastLifetime(vault.kind) + Math.ceil(delay / DAY_SECONDS);
  return lifetime < least ? `transactions of a ${vault.kind} vault to live ${least} epochs or more` : null;
}
