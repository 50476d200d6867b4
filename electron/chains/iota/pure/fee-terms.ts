import * as v from 'valibot';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { parseWith } from '../../../core/schema.ts';
import type { FeeTerms } from '../../chain.ts';

/**
 * Nanos per computation unit. IOTA's protocol sets its reference price itself (`base_gas_price` with
 * `protocol_defined_base_fee`, since protocol version 5) and takes no transaction below it.
 */
export const LEAST_GAS_PRICE = 1_000n;
/** The protocol's `max_gas_price`: the network takes this price, and none above. */
export const HIGHEST_GAS_PRICE = 100_000n;

const termsSchema = v.strictObject({
  gasPrice: v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,18}$/, 'expected a gas price in nanos')),
});

/** The terms of a gas price in nanos, as a line hands them to its chain. */
export const iotaTerms = (gasPrice: bigint): FeeTerms => ({
  chain: 'iota',
  terms: { gasPrice: gasPrice.toString() },
});

/**
 * The gas price of IOTA's terms. One outside of the network's bounds is not believed: bytes of such a price are refused
 * for ever, and once signed they bind their coins. Refuses `node-answer-malformed`.
 */
export function gasPriceOf({ chain, terms }: FeeTerms): Result<bigint> {
  const parsed = parseWith(termsSchema, terms);
  if (chain !== 'iota' || !parsed.ok) {
    return refuse('node-answer-malformed', 'expected the fee terms of an IOTA network');
  }
  const price = BigInt(parsed.value.gasPrice);
  if (price < LEAST_GAS_PRICE) {
    return refuse(
      'node-answer-malformed',
      `expected a gas price of at least ${LEAST_GAS_PRICE} nanos, got ${price}`,
    );
  }
  return price > HIGHEST_GAS_PRICE
    ? refuse(
        'node-answer-malformed',
        `expected a gas price of at most ${HIGHEST_GAS_PRICE} nanos, got ${price}`,
      )
    : ok(price);
}
