import type { Coin } from '../../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { objectDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import type { TransactionEffects } from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import type { ChangedObject } from '../../../../../electron/chains/iota/pure/ledger/object-change.ts';
import { bytesToHex } from '../../../../../electron/core/digest.ts';
import { emptyEffects } from '../../../../support/certified-chain.ts';

export const idOf = (fill: number): string => `0x${bytesToHex(new Uint8Array(32).fill(fill))}`;

export const coinOf = (fill: number, owner: string, nanos: number, version = '1'): Coin => ({
  id: idOf(fill),
  version,
  owner,
  balance: nanos.toString(),
  previousTransaction: '11111111111111111111111111111111',
  storageRebate: '980400',
});

/** What became of one coin: null where it was not there before, or is gone. */
export function changed(before: Coin | null, after: Coin | null): ChangedObject {
  const digest = (coin: Coin) => objectDigest(coinObjectBytes(coin));
  return {
    id: (before ?? after)?.id ?? idOf(0),
    before: before && {
      version: BigInt(before.version),
      digest: digest(before),
      owner: { kind: 'address', address: before.owner },
    },
    after: after && {
      kind: 'object',
      digest: digest(after),
      owner: { kind: 'address', address: after.owner },
    },
    idOperation: before === null ? 'created' : after === null ? 'deleted' : 'none',
  };
}

/** A transaction that does this to coins, the first of which pays the fee; with the objects of a node. */
export function transferOf(
  fill: number,
  coins: readonly (readonly [Coin | null, Coin | null])[],
  epoch = 0n,
) {
  const effects: TransactionEffects = {
    ...emptyEffects(fill, epoch),
    gas: { computation: 1_000_000n, burned: 1_000_000n, storage: 2n, rebate: 1n, nonRefundable: 0n },
    gasObject: 0,
    changed: coins.map(([before, after]) => changed(before, after)),
  };
  const bytes = (all: readonly (Coin | null)[]) =>
    all.flatMap((coin) => (coin === null ? [] : [coinObjectBytes(coin)]));
  return {
    effects,
    objects: {
      inputs: bytes(coins.map(([before]) => before)),
      outputs: bytes(coins.map(([, after]) => after)),
    },
  };
}
