import { COIN_OBJECT_LENGTH } from './coin-object.ts';

/** Nanos for each byte stored (`obj_data_cost_refundable` 100 times `storage_gas_price` 76). */
const STORAGE_PRICE = 7600n;

/**
 * Bytes of a coin for the storage price. The network counts 129 (the sizes in memory, `object_size_for_gas_metering`),
 * 4 more than BCS; the rest is margin, about a quarter.
 */
const METERED_COIN_LENGTH = BigInt(COIN_OBJECT_LENGTH + 35);

/**
 * The least gas budget that is safe for a transfer, nanos.
 *
 * Computation: the network charges 1000 units at least and rounds up to the next 1000. A transfer of a few coins stays
 * in the first step; reading an input costs about 2 units, so 255 coins stay in it too. One step of margin is added,
 * and one for each 64 coins and payments. Storage: each payment is a new coin and the first gas coin is written again;
 * what merged coins give back is not counted on. What is not used is not charged.
 */
export function transferGasBudget(plan: { coins: number; payments: number; gasPrice: bigint }): bigint {
  const steps = 2 + Math.floor((plan.coins + plan.payments) / 64);
  const computation = BigInt(steps) * 1000n * plan.gasPrice;
  const storage = BigInt(plan.payments + 1) * METERED_COIN_LENGTH * STORAGE_PRICE;
  return computation + storage;
}
