/** A coin as a transaction names it: object id (`0x` + 64 hex), version, and object digest (base58, 32 bytes). */
export interface CoinReference {
  readonly id: string;
  /** Decimal string, u64. */
  readonly version: string;
  readonly digest: string;
}

export interface IotaPayment {
  readonly recipient: string;
  /** Nanos. */
  readonly amount: bigint;
}

/** What the bytes of an IOTA transfer say, and all that they say. */
export interface IotaTransfer {
  readonly sender: string;
  readonly gasOwner: string;
  /** Nanos per computation unit. */
  readonly gasPrice: bigint;
  /** Most gas that this transaction can cost, nanos. */
  readonly gasBudget: bigint;
  /** Every coin that the transaction consumes; what payments and gas leave of them goes to `changeTo`. */
  readonly inputs: readonly CoinReference[];
  /** Empty where it only voids others that consume the same coins. */
  readonly payments: readonly IotaPayment[];
  readonly changeTo: string;
  /** The last epoch in which it may execute; null: at any time. */
  readonly expirationEpoch: bigint | null;
}
