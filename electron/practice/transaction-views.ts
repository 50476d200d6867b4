import { base58, base64 } from '@scure/base';
import type { Address } from '../chains/iota/pure/address.ts';
import { BcsReader } from '../chains/iota/pure/bcs-reader.ts';
import { BcsWriter } from '../chains/iota/pure/bcs-writer.ts';
import { bytesToHex } from '../core/digest.ts';
import { balanceChanges, type Effects } from './apply-transaction.ts';
import { COIN_OBJECT_TYPE, COIN_TYPE, type Coin, coinDigest, DELETED_DIGEST } from './coin.ts';
import { dependenciesOf, systemObjectDigest } from './documents/effects-document.ts';
import { SHARED_FROM, type SystemObject } from './documents/system-object.ts';
import { gasView } from './ledger-views.ts';
import type { Executed, Recorded } from './store/transaction-table.ts';
import type { Argument, Command, ObjectReference, Transaction } from './transaction.ts';

/** What to show of a transaction; all off unless asked for. */
export interface TransactionOptions {
  readonly showInput?: boolean | undefined;
  readonly showRawInput?: boolean | undefined;
  readonly showEffects?: boolean | undefined;
  readonly showEvents?: boolean | undefined;
  readonly showObjectChanges?: boolean | undefined;
  readonly showRawEffects?: boolean | undefined;
  readonly showBalanceChanges?: boolean | undefined;
}

const ZERO_ADDRESS: Address = `0x${'0'.repeat(64)}`;

/**
 * JSON-RPC's `IotaTransactionBlockResponse`. Checkpoint and time are absent until there is a checkpoint.
 * @param timestamp of the checkpoint, milliseconds since the Unix epoch; null where there is none
 */
export function transactionView(
  executed: Executed,
  timestamp: number | null,
  options: TransactionOptions,
): object {
  const { transaction, effects, checkpoint, digest } = executed;
  const sender = transaction?.sender ?? ZERO_ADDRESS;
  return {
    digest,
    ...(options.showInput && {
      transaction: {
        data: transaction ? transactionDataView(transaction) : systemDataView(executed),
        txSignatures: executed.signatures,
      },
    }),
    ...(options.showRawInput && { rawTransaction: rawView(executed) }),
    ...(options.showRawEffects && { rawEffects: [...executed.effectsBytes] }),
    ...(options.showEffects && { effects: effectsView(digest, effects, executed.epoch) }),
    ...(options.showEvents && { events: [] }),
    ...(options.showObjectChanges && { objectChanges: objectChangesView(sender, effects) }),
    ...(options.showBalanceChanges && { balanceChanges: balanceChangesView(effects) }),
    ...(checkpoint !== null &&
      timestamp !== null && { timestampMs: timestamp.toString(), checkpoint: checkpoint.toString() }),
  };
}

/** JSON-RPC's `TransactionEffects`. */
export function effectsView(digest: string, effects: Effects, epoch: number): object {
  const owned = (coin: Coin) => ({ owner: { AddressOwner: coin.owner }, reference: referenceView(coin) });
  const shared = (object: SystemObject) => ({
    owner: { Shared: { initial_shared_version: Number(SHARED_FROM) } },
    reference: systemReferenceView(object),
  });
  const changed = effects.system.filter(({ before }) => before !== null);
  const made = effects.system.filter(({ before }) => before === null);
  const before = [
    ...effects.mutated.map((change) => change.before),
    ...effects.deleted,
    ...changed.map((change) => change.before!),
  ];
  const created = [...effects.created.map(owned), ...made.map(({ after }) => shared(after))];
  return {
    messageVersion: 'v1',
    status: effects.error === null ? { status: 'success' } : { status: 'failure', error: effects.error },
    executedEpoch: epoch.toString(),
    gasUsed: gasView(effects.charge),
    modifiedAtVersions: before.map((coin) => ({
      objectId: coin.id,
      sequenceNumber: coin.version.toString(),
    })),
    transactionDigest: digest,
    ...(changed.length > 0 && {
      sharedObjects: changed.map((change) => systemReferenceView(change.before!)),
    }),
    ...(created.length > 0 && { created }),
    mutated: [
      ...effects.mutated.map(({ after }) => owned(after)),
      ...changed.map(({ after }) => shared(after)),
    ],
    ...(effects.deleted.length > 0 && {
      deleted: effects.deleted.map((coin) => ({
        objectId: coin.id,
        version: effects.version.toString(),
        digest: DELETED_DIGEST,
      })),
    }),
    gasObject: effects.gasCoin ? owned(effects.gasCoin) : noGasObject(),
    dependencies: dependenciesOf(effects),
  };
}

/** JSON-RPC's `BalanceChange` list. */
export function balanceChangesView(effects: Effects): object[] {
  return [...balanceChanges(effects)].map(([owner, amount]) => ({
    owner: { AddressOwner: owner },
    coinType: COIN_TYPE,
    amount: amount.toString(),
  }));
}

/** JSON-RPC's `IotaObjectChange` list. */
export function objectChangesView(sender: Address, effects: Effects): object[] {
  const shared = { sender, objectType: COIN_OBJECT_TYPE };
  const written = (coin: Coin) => ({
    owner: { AddressOwner: coin.owner },
    objectId: coin.id,
    version: coin.version.toString(),
    digest: coinDigest(coin),
  });
  return [
    ...effects.mutated.map(({ before, after }) => ({
      type: 'mutated',
      ...shared,
      ...written(after),
      previousVersion: before.version.toString(),
    })),
    ...effects.created.map((coin) => ({ type: 'created', ...shared, ...written(coin) })),
    ...effects.deleted.map((coin) => ({
      type: 'deleted',
      ...shared,
      objectId: coin.id,
      version: effects.version.toString(),
    })),
  ];
}

/** JSON-RPC's `TransactionBlockData`. */
export function transactionDataView(transaction: Transaction): object {
  return {
    messageVersion: 'v1',
    transaction: {
      kind: 'ProgrammableTransaction',
      inputs: transaction.inputs.map((input) =>
        input.kind === 'object'
          ? { type: 'object', objectType: 'immOrOwnedObject', ...referenceOfView(input.reference) }
          : pureView(input.bytes),
      ),
      transactions: transaction.commands.map(commandView),
    },
    sender: transaction.sender,
    gasData: {
      payment: transaction.payment.map(referenceOfView),
      owner: transaction.sender,
      price: transaction.gasPrice.toString(),
      budget: transaction.gasBudget.toString(),
    },
  };
}

function commandView(command: Command): object {
  switch (command.kind) {
    case 'split':
      return { SplitCoins: [argumentView(command.coin), command.amounts.map(argumentView)] };
    case 'merge':
      return { MergeCoins: [argumentView(command.into), command.sources.map(argumentView)] };
    case 'transfer':
      return { TransferObjects: [command.objects.map(argumentView), argumentView(command.recipient)] };
  }
}

/** JSON-RPC's `TransactionBlockData` of the network's own transactions. */
function systemDataView(executed: Executed): object {
  return {
    messageVersion: 'v1',
    transaction: systemKindView(executed),
    sender: ZERO_ADDRESS,
    gasData: {
      payment: [{ objectId: ZERO_ADDRESS, version: '0', digest: base58.encode(new Uint8Array(32)) }],
      owner: ZERO_ADDRESS,
      price: '1',
      budget: '0',
    },
  };
}

function noGasObject(): object {
  return {
    owner: { AddressOwner: ZERO_ADDRESS },
    reference: { objectId: ZERO_ADDRESS, version: '0', digest: base58.encode(new Uint8Array(32)) },
  };
}

function systemKindView({ kind, effects, bytes }: Executed): object {
  // After the version and the kind; see system-transaction.ts.
  const reader = new BcsReader(bytes.subarray(2));
  switch (kind) {
    case 'prologue': {
      const epoch = reader.u64();
      const round = reader.u64();
      reader.u8();
      const timestamp = reader.u64();
      return {
        kind: 'ConsensusCommitPrologueV1',
        epoch: epoch.toString(),
        round: round.toString(),
        sub_dag_index: null,
        commit_timestamp_ms: timestamp.toString(),
        consensus_commit_digest: base58.encode(reader.vector(32)),
        consensus_determined_version_assignments: { CancelledTransactions: [] },
      };
    }
    case 'end-of-epoch': {
      reader.fixed(2);
      const [epoch, , storage, computation, rebate, , start] = Array.from({ length: 7 }, () =>
        reader.u64().toString(),
      );
      const change = {
        epoch,
        storage_charge: storage,
        computation_charge: computation,
        storage_rebate: rebate,
        epoch_start_timestamp_ms: start,
      };
      return { kind: 'EndOfEpochTransaction', transactions: [{ ChangeEpoch: change }] };
    }
    default: {
      const made = [...effects.created, ...effects.system.map(({ after }) => after)];
      return { kind: 'Genesis', objects: made.map(({ id }) => id), events: [] };
    }
  }
}

/** BCS of `SenderSignedData`: a list of one intent message with its signatures. */
function rawView(executed: Recorded): string {
  const writer = new BcsWriter()
    .uleb128(1)
    .fixed(Uint8Array.of(0, 0, 0))
    .fixed(executed.bytes);
  writer.uleb128(executed.signatures.length);
  for (const signature of executed.signatures) writer.vector(base64.decode(signature));
  return base64.encode(writer.toBytes());
}

/** A node knows the meaning of plain bytes from their use; here amounts have 8 bytes and addresses 32. */
function pureView(bytes: Uint8Array): object {
  if (bytes.length === 8) {
    const value = new DataView(bytes.slice().buffer).getBigUint64(0, true).toString();
    return { type: 'pure', valueType: 'u64', value };
  }
  if (bytes.length === 32) return { type: 'pure', valueType: 'address', value: `0x${bytesToHex(bytes)}` };
  return { type: 'pure', valueType: null, value: [...bytes] };
}

function argumentView(argument: Argument): unknown {
  if (argument.kind === 'gas') return 'GasCoin';
  if (argument.kind === 'input') return { Input: argument.index };
  return argument.nested
    ? { NestedResult: [argument.command, argument.index] }
    : { Result: argument.command };
}

function referenceView(coin: Coin): object {
  return { objectId: coin.id, version: coin.version.toString(), digest: coinDigest(coin) };
}

function systemReferenceView(object: SystemObject): object {
  return { objectId: object.id, version: object.version.toString(), digest: systemObjectDigest(object) };
}

function referenceOfView({ id, version, digest }: ObjectReference): object {
  return { objectId: id, version: version.toString(), digest };
}
