import { formatAmount } from '../money.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Policy, Rule } from './policy.ts';

/** A payment that some rule let pass before. `at`: milliseconds. */
export interface Spend {
  readonly at: number;
  readonly ruleId: string;
  /** Nanos, decimal string. */
  readonly amount: string;
}

export interface Spending {
  readonly vaultId: string;
  /** Addresses paid, from the decoded bytes. */
  readonly recipients: readonly string[];
  /** Nanos paid in all, gas not counted, from the decoded bytes. */
  readonly total: bigint;
  readonly now: number;
}

/**
 * Finds the first rule that lets this spending pass. Rules over whose limits it goes are passed by (escalation);
 * where none is left, nothing may be spent (a policy without rules is deposit-only).
 */
export function evaluatePolicy(policy: Policy, spends: readonly Spend[], spending: Spending): Result<Rule> {
  const own = new Set(policy.vaults.map((vault) => vault.receiveAddress));
  const toOwnVault = spending.recipients.every((recipient) => own.has(recipient));
  const reasons: string[] = [];
  for (const rule of policy.rules) {
    if (rule.vaultId !== spending.vaultId) continue;
    if (rule.destination === 'own-vault' && !toOwnVault) continue;
    if (rule.maxAmount !== null && spending.total > BigInt(rule.maxAmount)) {
      reasons.push(`"${rule.title}" ends at ${formatAmount(BigInt(rule.maxAmount))} IOTA`);
      continue;
    }
    if (
      rule.window !== null &&
      spentInWindow(rule, spends, spending.now) + spending.total > BigInt(rule.window.max)
    ) {
      reasons.push(`"${rule.title}" has spent its window of ${formatAmount(BigInt(rule.window.max))} IOTA`);
      continue;
    }
    return ok(rule);
  }
  const why = reasons.length > 0 ? reasons.join('; ') : 'no rule names this vault and destination';
  return refuse(
    'policy-no-rule',
    `expected a rule that lets ${formatAmount(spending.total)} IOTA pass: ${why}`,
  );
}

/** Nanos that this rule let pass in its rolling window, up to and including `now`. A spend in the future counts too. */
export function spentInWindow(rule: Rule, spends: readonly Spend[], now: number): bigint {
  if (rule.window === null) return 0n;
  const since = now - rule.window.seconds * 1000;
  return spends
    .filter((spend) => spend.ruleId === rule.id && spend.at > since)
    .reduce((sum, spend) => sum + BigInt(spend.amount), 0n);
}
