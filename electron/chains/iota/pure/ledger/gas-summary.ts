import type { BcsReader } from '../bcs-reader.ts';
import type { BcsWriter } from '../bcs-writer.ts';

/** What gas cost, in nanos. */
export interface GasSummary {
  readonly computation: bigint;
  /** The part of `computation` that nobody gets. */
  readonly burned: bigint;
  readonly storage: bigint;
  readonly rebate: bigint;
  readonly nonRefundable: bigint;
}

export const NO_GAS: GasSummary = { computation: 0n, burned: 0n, storage: 0n, rebate: 0n, nonRefundable: 0n };

export function readGasSummary(reader: BcsReader): GasSummary {
  return {
    computation: reader.u64(),
    burned: reader.u64(),
    storage: reader.u64(),
    rebate: reader.u64(),
    nonRefundable: reader.u64(),
  };
}

export function writeGasSummary(writer: BcsWriter, gas: GasSummary): void {
  writer.u64(gas.computation).u64(gas.burned).u64(gas.storage).u64(gas.rebate).u64(gas.nonRefundable);
}

/** What the sender paid, net, in nanos: below zero where more storage was given back. */
export const netGas = (gas: GasSummary): bigint => gas.computation + gas.storage - gas.rebate;
