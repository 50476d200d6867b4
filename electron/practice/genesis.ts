import { NANOS_PER_IOTA } from '../chains/iota/pure/nanos.ts';
import { blake2b256 } from '../core/digest.ts';
import type { Effects } from './apply-transaction.ts';
import type { Coin } from './coin.ts';
import { CLOCK_ID, SYSTEM_STATE_ID, type SystemObject } from './documents/system-object.ts';
import { genesisBytes } from './documents/system-transaction.ts';
import { documentDigest } from './documents/tagged-digest.ts';
import { NO_GAS } from './gas.ts';
import { type PracticeKey, practiceKey } from './practice-key.ts';
import { derivedId } from './run-commands.ts';

/** The beginning of a practice network: everything in it follows from the seed text. */
export interface Genesis {
  readonly seed: string;
  /** BCS of the transaction that made the first objects. */
  readonly bytes: Uint8Array;
  /** Its digest, base58. */
  readonly digest: string;
  readonly coins: readonly Coin[];
  readonly system: readonly SystemObject[];
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
  const origin = blake2b256(utf8.encode(`sallyport/practice/genesis/1\0${seed}`));
  const faucet = practiceKey(seed, 'faucet');
  const customer = practiceKey(seed, 'customer');
  const coin = (nth: bigint, owner: PracticeKey, balance: bigint): Coin => ({
    id: derivedId(origin, nth),
    version: 1n,
    owner: owner.address,
    balance,
    previousTransaction: '',
    storageRebate: 0n,
  });
  const coins = [coin(0n, faucet, FAUCET_NANOS), coin(1n, customer, CUSTOMER_NANOS)];
  const system = [
    { id: SYSTEM_STATE_ID, version: 1n, value: 1n, previousTransaction: '' },
    { id: CLOCK_ID, version: 1n, value: 0n, previousTransaction: '' },
  ];
  // What a transaction makes does not name it yet; the objects do.
  const bytes = genesisBytes(coins, system);
  const digest = documentDigest('TransactionData', bytes);
  return {
    seed,
    bytes,
    digest,
    coins: coins.map((made) => ({ ...made, previousTransaction: digest })),
    system: system.map((made) => ({ ...made, previousTransaction: digest })),
    faucet,
    customer,
  };
}

/** What the genesis transaction did. */
export function genesisEffects({ coins, system }: Genesis): Effects {
  return {
    failure: null,
    error: null,
    charge: NO_GAS,
    version: 1n,
    created: [...coins].sort((a, b) => (a.id < b.id ? -1 : 1)),
    mutated: [],
    deleted: [],
    system: system.map((after) => ({ before: null, after })),
    gasCoin: null,
  };
}

/** All nanos that are at the beginning; none is ever made, and computation burns them. */
export const GENESIS_SUPPLY = FAUCET_NANOS + CUSTOMER_NANOS;
