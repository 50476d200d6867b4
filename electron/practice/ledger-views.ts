import { base64 } from '@scure/base';
import { coinContent } from '../chains/iota/pure/coin-object.ts';
import { COIN_OBJECT_TYPE, COIN_TYPE, type Coin, coinDigest, evidenceOf } from './coin.ts';
import { givenObjectBytes } from './documents/given-object.ts';
import { documentDigest } from './documents/tagged-digest.ts';
import type { GasCharge } from './gas.ts';
import type { GivenObject } from './gift.ts';
import { type PracticeCheckpoint, transactionsOf } from './store/checkpoint-table.ts';

/** What to show of an object; all off unless asked for. */
export interface ObjectOptions {
  readonly showType?: boolean | undefined;
  readonly showOwner?: boolean | undefined;
  readonly showPreviousTransaction?: boolean | undefined;
  readonly showStorageRebate?: boolean | undefined;
  readonly showBcs?: boolean | undefined;
  readonly showContent?: boolean | undefined;
}

/** JSON-RPC's `IotaObjectData` of a coin. */
export function objectView(coin: Coin, options: ObjectOptions): object {
  return {
    objectId: coin.id,
    version: coin.version.toString(),
    digest: coinDigest(coin),
    ...(options.showType && { type: COIN_OBJECT_TYPE }),
    ...(options.showOwner && { owner: { AddressOwner: coin.owner } }),
    ...(options.showPreviousTransaction && { previousTransaction: coin.previousTransaction }),
    ...(options.showStorageRebate && { storageRebate: coin.storageRebate.toString() }),
    ...(options.showContent && {
      content: {
        dataType: 'moveObject',
        type: COIN_OBJECT_TYPE,
        fields: { balance: coin.balance.toString(), id: { id: coin.id } },
      },
    }),
    ...(options.showBcs && {
      bcs: {
        dataType: 'moveObject',
        type: COIN_OBJECT_TYPE,
        version: coin.version.toString(),
        bcsBytes: base64.encode(coinContent(evidenceOf(coin))),
      },
    }),
  };
}

/** JSON-RPC's `IotaObjectData` of an object that an address was given; its content is shown as bytes only. */
export function givenView(object: GivenObject, options: ObjectOptions): object {
  const { type, previousTransaction } = object;
  const version = object.version.toString();
  return {
    objectId: object.id,
    version,
    digest: documentDigest('Object', givenObjectBytes(object)),
    ...(options.showType && { type }),
    ...(options.showOwner && { owner: { AddressOwner: object.owner } }),
    ...(options.showPreviousTransaction && { previousTransaction }),
    ...(options.showStorageRebate && { storageRebate: '0' }),
    ...(options.showBcs && {
      bcs: { dataType: 'moveObject', type, version, bcsBytes: base64.encode(object.content) },
    }),
  };
}

/** JSON-RPC's `CoinStruct`. */
export function coinView(coin: Coin): object {
  return {
    coinType: COIN_TYPE,
    coinObjectId: coin.id,
    version: coin.version.toString(),
    digest: coinDigest(coin),
    balance: coin.balance.toString(),
    previousTransaction: coin.previousTransaction,
  };
}

/** JSON-RPC's `GasCostSummary`; all computation is burnt, no storage fee is kept. */
export function gasView(charge: GasCharge): object {
  return {
    computationCost: charge.computation.toString(),
    computationCostBurned: charge.computation.toString(),
    storageCost: charge.storage.toString(),
    storageRebate: charge.rebate.toString(),
    nonRefundableStorageFee: '0',
  };
}

/**
 * JSON-RPC's `Checkpoint`.
 * @param certificate BCS; JSON-RPC shows the signature in it and not who signed
 */
export function checkpointView(checkpoint: PracticeCheckpoint, certificate: Uint8Array): object {
  const { endOfEpoch } = checkpoint;
  return {
    epoch: checkpoint.epoch.toString(),
    sequenceNumber: checkpoint.sequence.toString(),
    digest: checkpoint.digest,
    networkTotalTransactions: checkpoint.totalTransactions.toString(),
    ...(checkpoint.previousDigest !== null && { previousDigest: checkpoint.previousDigest }),
    epochRollingGasCostSummary: gasView(checkpoint.epochGas),
    timestampMs: checkpoint.timestamp.toString(),
    ...(endOfEpoch && {
      endOfEpochData: {
        nextEpochCommittee: endOfEpoch.committee.map(({ publicKey, stake }) => [
          base64.encode(publicKey),
          stake.toString(),
        ]),
        nextEpochProtocolVersion: endOfEpoch.protocolVersion.toString(),
        epochCommitments: [],
        epochSupplyChange: Number(endOfEpoch.supplyChange),
      },
    }),
    transactions: transactionsOf(checkpoint),
    checkpointCommitments: [],
    validatorSignature: base64.encode(certificate.subarray(8, 56)),
  };
}
