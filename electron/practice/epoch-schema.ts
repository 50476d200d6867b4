import * as v from 'valibot';
import { gasRules } from './gas.ts';

/** What the next epoch may have; what is left out stays as it is. */
export const nextEpochSchema = v.strictObject({
  /** Reference gas price, nanos per unit. */
  gasPrice: v.optional(
    v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(Number(gasRules.highestPrice))),
  ),
  protocolVersion: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10_000))),
});
