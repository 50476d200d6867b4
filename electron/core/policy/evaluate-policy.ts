import type { Asset } from '../asset.ts';
import { amountText } from '../money.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Policy, Rule } from './policy.ts';

/** A payment that some rule let pass before. `at`: milliseconds. */
export interface Spend {
  readonly at: number;
  readonly ruleId: string;
  /** Base units. */
  readonly units: bigint;
}

/** What each rule let pass in its own window, base units; a rule that is not there let nothing pass. */
export type SpentByRule = ReadonlyMap<string, bigint>;

export interface Spending {
  readonly vaultId: string;
  /** Addresses paid, from the decoded bytes. */
  readonly recipients: readonly string[];
  /** Base units paid in all, without the fee, from the decoded bytes. */
  readonly total: bigint;
  /** Epochs that the transaction lives beyond the present one; null where nobody counts them, or none is built yet. */
  readonly lives: bigint | null;
  /** How amounts are written in a refusal. */
  readonly asset: Asset;
}

/**
 * Finds the first rule that lets this spending pass. Rules over whose limits it goes are passed by (escalation);
 * where none is left, nothing may be spent (a policy without rules is deposit-only). Refuses `policy-no-rule`, and
 * `expiration-too-far` where a rule would let it pass, were it not to live so long.
 */
export function evaluatePolicy(policy: Policy, spent: SpentByRule, spending: Spending): Result<Rule> {
  const own = new Set(policy.vaults.map((vault) => vault.receiveAddress));
  const toOwnVault = spending.recipients.every((recipient) => own.has(recipient));
  const text = (units: bigint | string) => amountText(BigInt(units), spending.asset);
  const reasons: string[] = [];
  let tooLong: Rule | null = null;
  for (const rule of policy.rules) {
    if (rule.vaultId !== spending.vaultId) continue;
    if (rule.destination === 'own-vault' && !toOwnVault) continue;
    if (rule.maxAmount !== null && spending.total > BigInt(rule.maxAmount.units)) {
      reasons.push(`"${rule.title}" ends at ${text(rule.maxAmount.units)}`);
      continue;
    }
    const before = spent.get(rule.id) ?? 0n;
    if (rule.window !== null && before + spending.total > BigInt(rule.window.max.units)) {
      reasons.push(`"${rule.title}" has spent its window of ${text(rule.window.max.units)}`);
      continue;
    }
    if (spending.lives !== null && spending.lives > BigInt(rule.lifetime)) {
      tooLong ??= rule;
      continue;
    }
    return ok(rule);
  }
  if (tooLong) {
    return refuse(
      'expiration-too-far',
      `expected a transaction that lives ${tooLong.lifetime} epochs at most by "${tooLong.title}", got ${spending.lives}`,
    );
  }
  const why = reasons.length > 0 ? reasons.join('; ') : 'no rule names this vault and destination';
  return refuse('policy-no-rule', `expected a rule that lets ${text(spending.total)} pass: ${why}`);
}

/** When a rule's rolling window begins, milliseconds; null for a rule without one. */
export function windowStart(rule: Rule, now: number): number | null {
  return rule.window === null ? null : now - rule.window.seconds * 1000;
}

/**
 * What each rule let pass in its rolling window, up to and including `now`. A spend in the future counts too.
 * @param spends every spend that may lie in a window
 */
export function spentByRule(rules: readonly Rule[], spends: Iterable<Spend>, now: number): SpentByRule {
  const starts = new Map<string, number>();
  for (const rule of rules) {
    const start = windowStart(rule, now);
    if (start !== null) starts.set(rule.id, start);
  }
  const spent = new Map<string, bigint>();
  for (const { at, ruleId, units } of spends) {
    const since = starts.get(ruleId);
    if (since !== undefined && at > since) spent.set(ruleId, (spent.get(ruleId) ?? 0n) + units);
  }
  return spent;
}
