import type { Address } from '../chains/iota/pure/address.ts';
import type { Effects } from './apply-transaction.ts';
import { type Coin, coinDigest } from './coin.ts';
import { type ObjectReference, objectInputs, type Transaction } from './transaction.ts';

/** All coins that are, and which were. */
export interface CoinBook {
  live(id: Address): Coin | undefined;
  /** The version at which a coin went. */
  deletedAt(id: Address): bigint | undefined;
  /** An address's coins, by id. */
  of(owner: Address): readonly Coin[];
  all(): Iterable<Coin>;
  inputsOf(transaction: Transaction): ReadonlyMap<Address, Coin>;
  write(effects: Effects): void;
}

/** An empty book; the genesis is written into it like any other transaction. */
export function createCoinBook(): CoinBook {
  const live = new Map<Address, Coin>();
  const deleted = new Map<Address, bigint>();
  const byOwner = new Map<Address, Set<Address>>();

  const put = (coin: Coin) => {
    live.set(coin.id, coin);
    const owned = byOwner.get(coin.owner) ?? new Set();
    byOwner.set(coin.owner, owned.add(coin.id));
  };
  const remove = (coin: Coin) => {
    live.delete(coin.id);
    byOwner.get(coin.owner)?.delete(coin.id);
  };

  return {
    live: (id) => live.get(id),
    deletedAt: (id) => deleted.get(id),
    of: (owner) => [...(byOwner.get(owner) ?? [])].sort().map((id) => live.get(id)!),
    all: () => live.values(),
    inputsOf: (transaction) => new Map(objectInputs(transaction).map(({ id }) => [id, live.get(id)!])),
    write(effects) {
      for (const { before, after } of effects.mutated) {
        remove(before);
        put(after);
      }
      for (const coin of effects.deleted) {
        remove(coin);
        deleted.set(coin.id, effects.version);
      }
      for (const coin of effects.created) put(coin);
    },
  };
}

/** How a transaction names this coin. */
export function referenceOf(coin: Coin): ObjectReference {
  return { id: coin.id, version: coin.version, digest: coinDigest(coin) };
}
