import { base58 } from '@scure/base';
import type { Address } from '../chains/iota/pure/address.ts';
import type { Coin as CoinContent } from '../chains/iota/pure/coin-evidence.ts';
import { coinObjectDigest } from '../chains/iota/pure/coin-object.ts';

/** One `Coin<0x2::iota::IOTA>` object, whole. */
export interface Coin {
  readonly id: Address;
  readonly version: bigint;
  readonly owner: Address;
  /** Nanos. */
  readonly balance: bigint;
  /** Base58. */
  readonly previousTransaction: string;
  /** Nanos paid for the object's storage, given back when it goes. */
  readonly storageRebate: bigint;
}

/** The types of every object here, as nodes write them. */
export const COIN_OBJECT_TYPE = '0x2::coin::Coin<0x2::iota::IOTA>';
export const COIN_TYPE = '0x2::iota::IOTA';

/** The digest of an object that is gone: 32 bytes of 99, base58. */
export const DELETED_DIGEST = base58.encode(new Uint8Array(32).fill(99));

/** The coin as a proposal's evidence has it. */
export function evidenceOf(coin: Coin): CoinContent {
  return {
    ...coin,
    version: coin.version.toString(),
    balance: coin.balance.toString(),
    storageRebate: coin.storageRebate.toString(),
  };
}

/** The object digest, base58. */
export function coinDigest(coin: Coin): string {
  return coinObjectDigest(evidenceOf(coin));
}
