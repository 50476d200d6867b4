import type { TransferView } from '../../../core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { HIGHEST_GAS_PRICE, LEAST_GAS_PRICE } from './fee-terms.ts';

/** Units of computation that every budget must cover, `base_tx_cost_fixed`. */
const LEAST_UNITS = 1_000n;

/** The protocol's `max_tx_gas`, nanos: 50 IOTA, which it takes. */
export const HIGHEST_BUDGET = 50_000_000_000n;

/** See `Chain.checkFee`: the bounds of the protocol's configuration, which no node's word moves. */
export const checkFee = ({ details, feeAtMost }: TransferView): Result<void> =>
  checkGas(BigInt(details['gasPrice'] ?? '0'), feeAtMost.units);

/** The same of a price and a budget, nanos. */
export function checkGas(price: bigint, budget: bigint): Result<void> {
  if (price < LEAST_GAS_PRICE || price > HIGHEST_GAS_PRICE) {
    return refuse(
      'fee-price',
      `expected a gas price from ${LEAST_GAS_PRICE} to ${HIGHEST_GAS_PRICE} nanos, got ${price}`,
    );
  }
  const least = LEAST_UNITS * price;
  if (budget < least) {
    return refuse('fee-too-low', `expected a gas budget of at least ${least} nanos, got ${budget}`);
  }
  return budget > HIGHEST_BUDGET
    ? refuse('fee-too-high', `expected a gas budget of at most ${HIGHEST_BUDGET} nanos, got ${budget}`)
    : ok(undefined);
}
