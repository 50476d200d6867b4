/** Where coins live. Stardust is to follow as `stardust:*`. */
export const networkIds = ['iota:mainnet', 'iota:testnet', 'iota:practice'] as const;

export type NetworkId = (typeof networkIds)[number];

/** A network and the chain it was opened on: transaction bytes carry no chain id, so everything around them must. */
export interface NetworkIdentity {
  readonly id: NetworkId;
  /** First four bytes of the genesis checkpoint's digest, 8 hex digits, as `iota_getChainIdentifier` gives it. */
  readonly chain: string;
}
