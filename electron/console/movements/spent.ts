import type { Books } from '../../books/books.ts';
import type { RuleWindow } from '../../books/rows.ts';
import { type SpentByRule, windowStart } from '../../core/policy/evaluate-policy.ts';
import type { Policy } from '../../core/policy/policy.ts';

/** What the rules of a vault let pass in their windows so far, by these books. */
export function spentOf(
  books: Pick<Books, 'figures'>,
  policy: Policy,
  { vaultId, now }: { readonly vaultId: string; readonly now: number },
): Promise<SpentByRule> {
  const windows = policy.rules.flatMap((rule): readonly RuleWindow[] => {
    const since = windowStart(rule, now);
    return rule.vaultId === vaultId && since !== null ? [{ ruleId: rule.id, since }] : [];
  });
  return books.figures.spent(windows);
}
