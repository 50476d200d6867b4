/**
 * The network's prices (official protocol configuration and `gas_v1.rs`): computation is read in units of which 1000
 * make the smallest charge; storage is charged per byte of every object left behind and given back whole
 * (rebate rate 100 %) when an object is changed or goes.
 */
export const gasRules = {
  /** Nanos per computation unit. */
  referencePrice: 1_000n,
  /** The highest price per unit. */
  highestPrice: 100_000n,
  /** Units to which a transaction's computation is rounded up. */
  roundingStep: 1_000n,
  /** Units that every budget must cover. */
  baseUnits: 1_000n,
  /** Nanos; 50 IOTA. */
  largestBudget: 50_000_000_000n,
  /** 100 units x 76 nanos. */
  storagePricePerByte: 7_600n,
} as const;

/**
 * Bytes at which a coin is metered: 40 of contents, 1 of type, 8 of version, and the fixed 80 of owner, previous
 * transaction and rebate (`object_size_for_gas_metering`). The object's own BCS is 125 bytes long.
 */
const METERED_COIN_BYTES = 129n;

/** Nanos that are kept for one coin's storage: 980 400. */
export const COIN_STORAGE_COST = METERED_COIN_BYTES * gasRules.storagePricePerByte;

/** Reading costs 15 internal units a byte; 1000 internal units make one. */
const INTERNAL_UNITS_PER_BYTE_READ = 15n;

/** What one transaction is charged, nanos. The payer's balance falls by computation + storage - rebate. */
export interface GasCharge {
  readonly computation: bigint;
  readonly storage: bigint;
  readonly rebate: bigint;
}

/** What nothing costs. */
export const NO_GAS: GasCharge = { computation: 0n, storage: 0n, rebate: 0n };

/** Two charges together. */
export const addGas = (a: GasCharge, b: GasCharge): GasCharge => ({
  computation: a.computation + b.computation,
  storage: a.storage + b.storage,
  rebate: a.rebate + b.rebate,
});

/** Net gas, nanos; negative when more storage is given back than all costs. */
export function netGas(charge: GasCharge): bigint {
  return charge.computation + charge.storage - charge.rebate;
}

/**
 * Computation of a transaction over so many input coins, nanos: reading them is all that coin commands are metered
 * for; what is read is rounded up to the next step.
 */
export function computationCost(inputCoins: number, price: bigint): bigint {
  const used = (BigInt(inputCoins) * METERED_COIN_BYTES * INTERNAL_UNITS_PER_BYTE_READ) / 1_000n;
  const step = gasRules.roundingStep;
  const rounded = used > 0n && used % step === 0n ? used : (used / step + 1n) * step;
  return rounded * price;
}
