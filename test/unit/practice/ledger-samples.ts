import { bcs } from '@iota/iota-sdk/bcs';
import type { Coin } from '../../../electron/practice/coin.ts';
import { genesisOf } from '../../../electron/practice/genesis.ts';
import { createLedger, type Ledger } from '../../../electron/practice/ledger.ts';
import { type PracticeKey, practiceKey } from '../../../electron/practice/practice-key.ts';
import { referenceOf } from '../../../electron/practice/store/object-table.ts';

export const ALICE = practiceKey('test', 'alice');
export const BOB = practiceKey('test', 'bob');
export const START = 1_790_000_000_000;

type Data = Parameters<typeof bcs.TransactionData.serialize>[0];
export type SampleCommands = NonNullable<
  Extract<Data['V1']['kind'], { ProgrammableTransaction?: unknown }>['ProgrammableTransaction']
>['commands'];

export function newLedger(seed = 'test'): Ledger {
  return createLedger(genesisOf(seed), START, () => {});
}

export interface Sample {
  readonly sender: PracticeKey;
  readonly gas: readonly Coin[];
  /** Inputs in this order: coins, then amounts, then recipients. */
  readonly coins?: readonly Coin[];
  readonly amounts?: readonly bigint[];
  readonly recipients?: readonly string[];
  readonly commands: SampleCommands;
  readonly budget?: bigint;
  readonly price?: bigint;
}

/** The bytes of a transaction in any shape. */
export function sampleBytes(sample: Sample): Uint8Array {
  const reference = (coin: Coin) => {
    const { id, version, digest } = referenceOf(coin);
    return { objectId: id, version, digest };
  };
  return bcs.TransactionData.serialize({
    V1: {
      kind: {
        ProgrammableTransaction: {
          inputs: [
            ...(sample.coins ?? []).map((coin) => ({ Object: { ImmOrOwnedObject: reference(coin) } })),
            ...(sample.amounts ?? []).map((amount) => ({
              Pure: { bytes: bcs.U64.serialize(amount).toBytes() },
            })),
            ...(sample.recipients ?? []).map((recipient) => ({
              Pure: { bytes: bcs.Address.serialize(recipient).toBytes() },
            })),
          ],
          commands: sample.commands,
        },
      },
      sender: sample.sender.address,
      gasData: {
        payment: sample.gas.map(reference),
        owner: sample.sender.address,
        price: sample.price ?? 1000n,
        budget: sample.budget ?? 100_000_000n,
      },
      expiration: { None: true },
    },
  }).toBytes();
}

/** Submits a sample; throws unless it is executed (perhaps with a failure). */
export function execute(ledger: Ledger, sample: Sample) {
  const bytes = sampleBytes(sample);
  const executed = ledger.submit(bytes, [sample.sender.sign(bytes)]);
  if (!executed.ok) throw new Error(executed.error.message);
  return executed.value;
}

/** Splits the sender's gas coin into payments to one recipient. */
export function payments(
  sender: PracticeKey,
  gas: readonly Coin[],
  recipient: string,
  amounts: readonly bigint[],
): Sample {
  return {
    sender,
    gas,
    amounts,
    recipients: [recipient],
    commands: [
      { SplitCoins: { coin: { GasCoin: true }, amounts: amounts.map((_, index) => ({ Input: index })) } },
      {
        TransferObjects: {
          objects: amounts.map((_, index) => ({ NestedResult: [0, index] })),
          address: { Input: amounts.length },
        },
      },
    ],
  };
}
