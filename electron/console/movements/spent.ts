import type { Books } from '../../books/books.ts';
import type { RuleWindow } from '../../books/rows.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Spends, Spent } from '../../core/policy/spend-history.ts';

/** What the rules of a vault let pass in their windows so far, by these books. It answers for windows that end at `now` only. */
export async function spentOf(
  books: Pick<Books, 'figures'>,
  policy: Pick<Policy, 'rules'>,
  { vaultId, now }: { readonly vaultId: string; readonly now: number },
): Promise<Spends> {
  const windows = policy.rules
    .filter(({ source }) => source.vaultId === vaultId)
    .flatMap(({ id, windows }) =>
      windows.map(({ seconds }): RuleWindow => ({ ruleId: id, since: now - seconds * 1000 })),
    );
  const spent = windows.length === 0 ? [] : await books.figures.spent(windows);
  const byWindow = new Map<string, Spent>();
  for (const [i, { ruleId, since }] of windows.entries()) {
    const one = spent[i];
    if (one) byWindow.set(keyOf(ruleId, since), one);
  }
  return {
    after(ruleId, start) {
      const one = byWindow.get(keyOf(ruleId, start));
      if (!one) throw new Error(`nobody asked what "${ruleId}" let pass after ${start}`);
      return one;
    },
  };
}

const keyOf = (ruleId: string, since: number): string => `${since} ${ruleId}`;
