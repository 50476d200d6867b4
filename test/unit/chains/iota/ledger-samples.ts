import type { Coin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinContent, coinObjectDigest } from '../../../../electron/chains/iota/pure/coin-object.ts';
import type { Answer } from './fake-node.ts';
import { address, digestOf, sender } from './samples.ts';

export const genesis = 'c0ffee01';
export const coinType = '0x2::coin::Coin<0x2::iota::IOTA>';

/** A coin in a page of `iotax_getCoins`. */
export const listedCoin = (coin: Coin) => ({
  coinType: '0x2::iota::IOTA',
  coinObjectId: coin.id,
  version: coin.version,
  digest: coinObjectDigest(coin),
  balance: coin.balance,
  previousTransaction: coin.previousTransaction,
});

/** A coin in an answer of `iota_multiGetObjects`. */
export const coinObject = (coin: Coin, overrides: object = {}) => ({
  data: {
    objectId: coin.id,
    version: coin.version,
    digest: coinObjectDigest(coin),
    type: coinType,
    owner: { AddressOwner: coin.owner } as unknown,
    previousTransaction: coin.previousTransaction,
    storageRebate: coin.storageRebate,
    bcs: {
      dataType: 'moveObject',
      type: coinType,
      version: coin.version,
      bcsBytes: Buffer.from(coinContent(coin)).toString('base64'),
    },
    ...overrides,
  },
});

/** The answers of a node that holds these coins of {@link sender}, paged by two. */
export function holding(coins: readonly Coin[]): Record<string, Answer> {
  return {
    iota_getChainIdentifier: () => genesis,
    iotax_getCoins: ({ params }) => {
      const from = coins.findIndex(({ id }) => id === params[2]) + 1;
      const data = coins.slice(from, from + 2).map(listedCoin);
      const hasNextPage = from + 2 < coins.length;
      return { data, hasNextPage, nextCursor: data.at(-1)?.coinObjectId ?? null };
    },
    iota_multiGetObjects: ({ params }) =>
      (params[0] as string[]).map((id) => {
        const found = coins.find((coin) => coin.id === id);
        return found ? coinObject(found) : { error: { code: 'notExists', object_id: id } };
      }),
    iotax_getBalance: () => ({
      coinType: '0x2::iota::IOTA',
      coinObjectCount: coins.length,
      totalBalance: coins.reduce((sum, { balance }) => sum + BigInt(balance), 0n).toString(),
    }),
  };
}

export const transaction = (digest: string, overrides: object = {}) => ({
  digest,
  transaction: { data: { messageVersion: 'v1', sender }, txSignatures: [] },
  effects: {
    messageVersion: 'v1',
    status: { status: 'success' } as object,
    transactionDigest: digest,
    gasUsed: {
      computationCost: '1000000',
      computationCostBurned: '1000000',
      storageCost: '1960800',
      storageRebate: '980400',
      nonRefundableStorageFee: '0',
    },
  },
  balanceChanges: [
    { owner: { AddressOwner: sender }, coinType: '0x2::iota::IOTA', amount: '-1980405' },
    { owner: { AddressOwner: address(2) }, coinType: '0x2::iota::IOTA', amount: '5' },
    { owner: { AddressOwner: address(2) }, coinType: `${address(9)}::fake::IOTA`, amount: '5000' },
    { owner: { ObjectOwner: address(3) }, coinType: '0x2::iota::IOTA', amount: '7' },
    { owner: { Shared: { initial_shared_version: 4 } }, coinType: '0x2::iota::IOTA', amount: '8' },
    { owner: 'Immutable', coinType: '0x2::iota::IOTA', amount: '9' },
  ],
  timestampMs: '1700000000000',
  checkpoint: '10',
  ...overrides,
});

export const checkpoint = (sequence: number, transactions: string[], overrides: object = {}) => ({
  sequenceNumber: String(sequence),
  digest: digestOf(sequence % 30),
  previousDigest: digestOf((sequence + 29) % 30),
  epoch: '1',
  timestampMs: '1700000000000',
  transactions,
  ...overrides,
});
