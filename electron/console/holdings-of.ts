import type { Chain } from '../chains/chain.ts';
import type { Line } from '../chains/line.ts';
import { isOf } from '../core/amount.ts';
import type { InputEvidence } from '../core/proposal/evidence.ts';
import { type Result, refuse } from '../core/result.ts';

/**
 * All that an address can spend, by the line. Sums of it are of the chain's asset; refuses `asset-wrong` for evidence of
 * another one.
 */
export async function holdingsOf(
  line: Pick<Line, 'holdings'>,
  { asset }: Pick<Chain, 'asset'>,
  owner: string,
): Promise<Result<readonly InputEvidence[]>> {
  const inputs = await line.holdings(owner);
  if (!inputs.ok) return inputs;
  const other = inputs.value.find(({ amount }) => !isOf(amount, asset));
  return other
    ? refuse('asset-wrong', `expected holdings of ${asset.id} only, got ${other.amount.asset} at ${owner}`)
    : inputs;
}
