import type { OwnAddress } from '../../books/rows.ts';
import type { GatherPlanView } from '../../contract/mandates.ts';
import type { GatherPlan } from '../../core/mandate/plan-gather.ts';
import { accountNames } from '../movements/account-names.ts';
import type { Station } from '../station.ts';

/**
 * What a plan moves, and what it leaves, as screens show it. Amounts are base units.
 * @param own the addresses of the plan
 */
export async function planView(
  station: Pick<Station, 'books' | 'attested'>,
  plan: GatherPlan,
  own: ReadonlyMap<string, OwnAddress>,
): Promise<Pick<GatherPlanView, 'moves' | 'total' | 'feeAtMost' | 'dust' | 'later'>> {
  const moves: GatherPlanView['moves'] = [];
  for (const { from, units, feeAtMost } of plan.moves) {
    const [accountAlias = ''] = await accountNames(station, [own.get(from)]);
    moves.push({ from, accountAlias, amount: units.toString(), feeAtMost: feeAtMost.toString() });
  }
  const sum = (each: (move: GatherPlan['moves'][number]) => bigint) =>
    plan.moves.reduce((all, move) => all + each(move), 0n).toString();
  return {
    moves,
    total: sum(({ units }) => units),
    feeAtMost: sum(({ feeAtMost }) => feeAtMost),
    dust: leftView(plan.dust),
    later: leftView(plan.later),
  };
}

/** What stays behind, in text. */
export const leftView = ({ addresses, units }: GatherPlan['dust']) => ({
  addresses,
  amount: units.toString(),
});
