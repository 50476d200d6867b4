import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { base58 } from '@scure/base';
import type { LedgerService, ObjectRequest } from '../../chains/iota/grpc/generated/ledger_service_pb.ts';
import type { Address } from '../../chains/iota/pure/address.ts';
import { bytesToHex } from '../../core/digest.ts';
import type { MetFaults } from '../faults.ts';
import type { Executed, Recorded } from '../store/transaction-table.ts';
import { checkpointParts, sizeOf, streamCheckpoints } from './checkpoint-stream.ts';
import { inChunks, messageSize } from './chunks.ts';
import { epochMessage } from './epoch-message.ts';
import { fields, readMask } from './field-mask.ts';
import { metFaults, tellingOf } from './lies.ts';
import { objectMessage, type PracticeObject, transactionMessage } from './messages.ts';
import {
  CHAIN_NAME,
  checkpointAt,
  digestOf,
  SERVER,
  type ServiceContext,
  statusOf,
} from './service-context.ts';

/** No more items in one request. */
const MOST_ITEMS = 1_000;
/** An object in a message, with its reference. */
const OBJECT_SIZE = 300;

/** Checkpoints, transactions, objects and epochs. */
export function ledgerService(context: ServiceContext): ServiceImpl<typeof LedgerService> {
  const { ledger } = context;
  return {
    getServiceInfo({ readMask: mask }, { values }) {
      const met = values.get(metFaults);
      const wants = readMask(mask, fields.info).wants;
      const latest = ledger.checkpoints.at(tellingOf(ledger, met).latest())!;
      const lowest = BigInt(ledger.firstKept());
      return {
        ...(wants('chain_id') && { chainId: { digest: chainOf(context, met) } }),
        ...(wants('chain') && { chain: CHAIN_NAME }),
        ...(wants('epoch') && { epoch: BigInt(ledger.epoch().number) }),
        ...(wants('executed_checkpoint_height') && { executedCheckpointHeight: BigInt(latest.sequence) }),
        ...(wants('executed_checkpoint_timestamp') && {
          executedCheckpointTimestamp: timestampFromMs(latest.timestamp),
        }),
        ...(wants('lowest_available_checkpoint') && { lowestAvailableCheckpoint: lowest }),
        ...(wants('lowest_available_checkpoint_objects') && { lowestAvailableCheckpointObjects: lowest }),
        ...(wants('server') && { server: SERVER }),
      };
    },

    async *getObjects({ requests, readMask: mask, maxMessageSizeBytes }, { values }) {
      const telling = tellingOf(ledger, values.get(metFaults));
      const selection = readMask(mask, fields.object);
      const asked = bounded(requests?.requests ?? []);
      const results = asked.map((request) => {
        try {
          const object = findObject(context, request);
          const value = objectMessage(object, selection, telling.object(object));
          return { result: { case: 'object' as const, value } };
        } catch (error) {
          return { result: { case: 'error' as const, value: statusOf(error) } };
        }
      });
      const most = messageSize(maxMessageSizeBytes);
      for (const { items, more } of inChunks(results, () => OBJECT_SIZE, most)) {
        yield { objects: [...items], hasNext: more };
      }
    },

    async *getTransactions({ requests, readMask: mask, maxMessageSizeBytes }, { values }) {
      const telling = tellingOf(ledger, values.get(metFaults));
      const selection = readMask(mask, fields.transaction);
      const asked = bounded(requests?.requests ?? []);
      const results = function* () {
        for (const { digest } of asked) {
          try {
            const found = telling.transaction(findTransaction(context, digestOf(digest)));
            const value = transactionMessage(found, timeOf(context, found), selection, telling);
            yield { result: { case: 'executedTransaction' as const, value } };
          } catch (error) {
            yield { result: { case: 'error' as const, value: statusOf(error) } };
          }
        }
      };
      const most = messageSize(maxMessageSizeBytes);
      const size = (each: { result: { case: string; value: object } }) =>
        each.result.case === 'error' ? 200 : sizeOf(each.result.value);
      for (const { items, more } of inChunks(results(), size, most)) {
        yield { transactionResults: [...items], hasNext: more };
      }
    },

    async *getCheckpoint({ checkpointId, readMask: mask, maxMessageSizeBytes }, { values }) {
      const telling = tellingOf(ledger, values.get(metFaults));
      const selection = readMask(mask, fields.checkpoint);
      const most = messageSize(maxMessageSizeBytes);
      const sequence = (): bigint => {
        switch (checkpointId.case) {
          case 'sequenceNumber':
            return checkpointId.value;
          case 'digest': {
            const found = ledger.checkpoints.find(digestOf(checkpointId.value));
            if (!found) throw new ConnectError('Checkpoint not found', Code.NotFound);
            return BigInt(found.sequence);
          }
          case 'latest':
            return BigInt(telling.latest());
          default:
            throw new ConnectError('missing checkpoint_id', Code.InvalidArgument);
        }
      };
      yield* checkpointParts(checkpointAt(context, sequence()), { selection, most, telling });
    },

    streamCheckpoints: (request, { signal, values }) =>
      streamCheckpoints(context, request, { met: values.get(metFaults), left: signal }),

    getEpoch({ epoch: number, readMask: mask }, { values }) {
      const selection = readMask(mask, fields.epoch);
      const wanted = number === undefined ? ledger.epoch().number : Number(number);
      const epoch = Number.isSafeInteger(wanted) ? ledger.checkpoints.epoch(wanted) : undefined;
      if (!epoch) throw new ConnectError(`Epoch ${number} not found`, Code.NotFound);
      return {
        epoch: epochMessage(ledger, epoch, { selection, telling: tellingOf(ledger, values.get(metFaults)) }),
      };
    },
  };
}

/** The genesis digest, 32 bytes. */
function chainOf({ ledger }: ServiceContext, met: MetFaults): Uint8Array {
  const digest = base58.decode(ledger.checkpoints.at(0)!.digest);
  return met.has('wrongChain') ? digest.map((byte) => byte ^ 0xff) : digest;
}

function bounded<T>(items: readonly T[]): readonly T[] {
  if (items.length <= MOST_ITEMS) return items;
  throw new ConnectError(`too many requests: ${items.length}, at most ${MOST_ITEMS}`, Code.InvalidArgument);
}

/** @throws ConnectError for an object that is not there, or no longer */
function findObject({ ledger }: ServiceContext, { objectRef }: ObjectRequest): PracticeObject {
  const bytes = objectRef?.objectId?.objectId;
  if (bytes?.length !== 32) throw new ConnectError('invalid object_id', Code.InvalidArgument);
  const id: Address = `0x${bytesToHex(bytes)}`;
  const { version } = objectRef ?? {};
  const live = ledger.coins.live(id) ?? ledger.coins.system(id) ?? ledger.given(id);
  const found = version === undefined || live?.version === version ? live : pastObject(ledger, id, version);
  if (found) return found;
  throw new ConnectError(`Object ${id} not found`, Code.NotFound);
}

/** What an object was; not told where the checkpoint that wrote it is pruned. */
function pastObject(ledger: ServiceContext['ledger'], id: Address, version: bigint) {
  // Versions are below 2^63 in the tables; a larger one is that of no object.
  const found = version < 1n << 63n ? ledger.coins.at(id, version) : undefined;
  return found && ledger.kept(found.previousTransaction) ? found : undefined;
}

/** @throws ConnectError NOT_FOUND */
export function findTransaction({ ledger }: ServiceContext, digest: string): Executed {
  const found = ledger.kept(digest);
  if (!found) throw new ConnectError(`Transaction ${digest} not found`, Code.NotFound);
  return found;
}

/** The time of a transaction's checkpoint; null without one. */
export function timeOf({ ledger }: ServiceContext, { checkpoint }: Recorded): number | null {
  return checkpoint === null ? null : (ledger.checkpoints.at(checkpoint)?.timestamp ?? null);
}
