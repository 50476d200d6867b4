import { bcs } from '@iota/iota-sdk/bcs';
import { base58 } from '@scure/base';
import type { Address } from '../../chains/iota/pure/address.ts';
import type { Effects } from '../apply-transaction.ts';
import { type Coin, coinDigest } from '../coin.ts';
import { SHARED_FROM, type SystemObject, systemObjectBytes } from './system-object.ts';
import { documentDigest } from './tagged-digest.ts';

type Data = Parameters<typeof bcs.TransactionEffects.serialize>[0]['V1'];
type Change = Iterable<unknown> & Data['changedObjects'] extends Iterable<infer One> ? One : never;

/** The transaction whose effects are written. */
export interface EffectsOf {
  /** Base58. */
  readonly digest: string;
  readonly epoch: number;
}

/** BCS of `TransactionEffects` V1, by the official SDK's own definition. */
export function effectsBytes({ digest, epoch }: EffectsOf, effects: Effects): Uint8Array {
  const { failure, charge, gasCoin } = effects;
  const changes = changedObjects(effects);
  const place = gasCoin ? changes.findIndex(({ id }) => id === gasCoin.id) : -1;
  return bcs.TransactionEffects.serialize({
    V1: {
      status: failure
        ? {
            Failed: {
              error: failure.error,
              command: failure.command === null ? null : BigInt(failure.command),
            },
          }
        : { Success: true },
      executedEpoch: BigInt(epoch),
      gasUsed: {
        computationCost: charge.computation,
        computationCostBurned: charge.computation,
        storageCost: charge.storage,
        storageRebate: charge.rebate,
        nonRefundableStorageFee: 0n,
      },
      transactionDigest: digest,
      gasObjectIndex: place < 0 ? null : place,
      eventsDigest: null,
      dependencies: dependenciesOf(effects),
      lamportVersion: effects.version,
      changedObjects: changes.map(({ id, change }) => [id, change] as unknown as Change),
      unchangedSharedObjects: [],
      auxDataDigest: null,
    },
  }).toBytes();
}

/** The digest of an effects document, base58. */
export const effectsDigest = (bytes: Uint8Array): string => documentDigest('TransactionEffects', bytes);

/** The transactions that wrote what this one read: base58, in the order of their bytes. */
export function dependenciesOf(effects: Effects): readonly string[] {
  const before = [
    ...effects.mutated.map((change) => change.before.previousTransaction),
    ...effects.deleted.map((coin) => coin.previousTransaction),
    ...effects.system.flatMap((change) => (change.before ? [change.before.previousTransaction] : [])),
  ];
  return [...new Set(before)]
    .map((digest) => Buffer.from(base58.decode(digest)))
    .sort(Buffer.compare)
    .map((bytes) => base58.encode(bytes));
}

/** The digest of a system object, base58. */
export const systemObjectDigest = (object: SystemObject): string =>
  documentDigest('Object', systemObjectBytes(object));

function changedObjects(effects: Effects): { readonly id: Address; readonly change: object }[] {
  const owned = (coin: Coin) => ({ AddressOwner: coin.owner });
  const existed = (coin: Coin) => ({ Exist: [[coin.version, coinDigest(coin)], owned(coin)] });
  const wrote = (coin: Coin) => ({ ObjectWrite: [coinDigest(coin), owned(coin)] });
  const shared = { Shared: { initialSharedVersion: SHARED_FROM } };
  return [
    ...effects.created.map((coin) => ({
      id: coin.id,
      change: {
        inputState: { NotExist: true },
        outputState: wrote(coin),
        idOperation: { Created: true },
      },
    })),
    ...effects.mutated.map(({ before, after }) => ({
      id: after.id,
      change: { inputState: existed(before), outputState: wrote(after), idOperation: { None: true } },
    })),
    ...effects.deleted.map((coin) => ({
      id: coin.id,
      change: {
        inputState: existed(coin),
        outputState: { NotExist: true },
        idOperation: { Deleted: true },
      },
    })),
    ...effects.system.map(({ before, after }) => ({
      id: after.id,
      change: {
        inputState: before
          ? { Exist: [[before.version, systemObjectDigest(before)], shared] }
          : { NotExist: true },
        outputState: { ObjectWrite: [systemObjectDigest(after), shared] },
        idOperation: before ? { None: true } : { Created: true },
      },
    })),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}
