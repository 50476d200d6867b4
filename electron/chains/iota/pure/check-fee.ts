import type { TransferView } from '../../../core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { GAS_PRICE_LIMIT, LEAST_GAS_PRICE } from './fee-terms.ts';

/** Units of computation that every budget must cover, `base_tx_cost_fixed`. */
const LEAST_UNITS = 1_000n;

/** See `Chain.checkFee`: the bounds of the protocol's configuration, which no node's word moves. */
export function checkFee({ details, feeAtMost }: TransferView): Result<void> {
  const price = BigInt(details['gasPrice'] ?? '0');
  if (price < LEAST_GAS_PRICE || price >= GAS_PRICE_LIMIT) {
    return refuse(
      'fee-price',
      `expected a gas price from ${LEAST_GAS_PRICE} to ${GAS_PRICE_LIMIT - 1n} nanos, got ${price}`,
    );
  }
  const least = LEAST_UNITS * price;
  return feeAtMost.units < least
    ? refuse('fee-too-low', `expected a gas budget of at least ${least} nanos, got ${feeAtMost.units}`)
    : ok(undefined);
}
