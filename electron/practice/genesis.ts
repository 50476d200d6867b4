import { base58 } from '@scure/base';
import { NANOS_PER_IOTA } from '../chains/iota/pure/nanos.ts';
import { blake2b256 } from '../core/digest.ts';
import type { Coin } from './coin.ts';
import { type PracticeKey, practiceKey } from './practice-key.ts';
import { derivedId } from './run-commands.ts';

/** The beginning of a practice network: everything in it follows from the seed text. */
export interface Genesis {
  readonly seed: string;
  /** Base58 of the transaction that made the first coins. */
  readonly digest: string;
  readonly coins: readonly Coin[];
  readonly faucet: PracticeKey;
  /** Who pays deposits in unless another sender is named. */
  readonly customer: PracticeKey;
}

/** Play nanos of the faucet and of the customers' purse; together below 2^63, as on the real network. */
const FAUCET_NANOS = 3_000_000_000n * NANOS_PER_IOTA;
const CUSTOMER_NANOS = 1_000_000_000n * NANOS_PER_IOTA;

const utf8 = new TextEncoder();

/** Builds the genesis of a seed. As on the real network its objects have no storage rebate. */
export function genesisOf(seed: string): Genesis {
  const digest = blake2b256(utf8.encode(`sallyport/practice/genesis/1\0${seed}`));
  const faucet = practiceKey(seed, 'faucet');
  const customer = practiceKey(seed, 'customer');
  const coin = (nth: bigint, owner: PracticeKey, balance: bigint): Coin => ({
    id: derivedId(digest, nth),
    version: 1n,
    owner: owner.address,
    balance,
    previousTransaction: base58.encode(digest),
    storageRebate: 0n,
  });
  return {
    seed,
    digest: base58.encode(digest),
    coins: [coin(0n, faucet, FAUCET_NANOS), coin(1n, customer, CUSTOMER_NANOS)],
    faucet,
    customer,
  };
}
