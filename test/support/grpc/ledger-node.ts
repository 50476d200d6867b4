import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import {
  CheckpointDataSchema,
  LedgerService,
} from '../../../electron/chains/iota/grpc/generated/ledger_service_pb.ts';
import { StateService } from '../../../electron/chains/iota/grpc/generated/state_service_pb.ts';
import { TransactionExecutionService } from '../../../electron/chains/iota/grpc/generated/transaction_execution_service_pb.ts';
import type { Committee } from '../../../electron/chains/iota/pure/ledger/committee.ts';
import { sameDigest, summaryDigest } from '../../../electron/chains/iota/pure/ledger/digests.ts';
import type { OfferedCheckpoint } from '../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { coinOfObject } from '../../../electron/chains/iota/pure/read-coin-object.ts';
import { bytesToHex } from '../../../electron/core/digest.ts';
import { startHttp2 } from './start-http2.ts';

/** A checkpoint with the objects of its transactions. */
export interface LedgerCheckpoint extends OfferedCheckpoint {
  readonly objects: readonly {
    readonly inputs: readonly Uint8Array[];
    readonly outputs: readonly Uint8Array[];
  }[];
}

/** What a node of gRPC serves; a test changes it while the node runs. */
export interface ServedLedger {
  genesis: Uint8Array;
  /** From number 0 on. */
  checkpoints: LedgerCheckpoint[];
  lowest: bigint;
  /** By epoch. */
  committees: Committee[];
  /** Numbers of the closing checkpoints by epoch. */
  closings: number[];
  /** Objects of every address. */
  owned: Uint8Array[];
  /** Where set, each stream of checkpoints ends after so many parts, cleanly. */
  mostParts: number | null;
  /** Numbers of the checkpoints that were asked for one by one. */
  askedAlone: number[];
  /** Objects that were asked for by name: `ID@VERSION`. */
  askedObjects: string[];
  /** Answers in place of its own. */
  ledger: Partial<ServiceImpl<typeof LedgerService>>;
  execution: Partial<ServiceImpl<typeof TransactionExecutionService>>;
}

const wrapped = (bytes: Uint8Array) => ({ bcs: { data: Uint8Array.of(0, ...bytes) } });
/** Signatures are sent where they are asked for, as by a real node. */
const asksSignature = (mask: Mask): boolean =>
  mask?.paths.some((path) => /(?:^|\.)(?:signature|epoch_close_proof|\*)$/.test(path)) ?? false;
/** So are objects. */
const asksObjects = (mask: Mask): boolean => mask?.paths.some((path) => /objects|\*$/.test(path)) ?? false;
const plain = (bytes: Uint8Array) => ({ bcs: { data: bytes } });
type Mask = { readonly paths: readonly string[] } | undefined;

/** Starts a node that serves a ledger by gRPC; it ends with the test. */
export async function startLedgerNode(served: ServedLedger) {
  const head = (number: number, mask: Mask) => {
    if (BigInt(number) < served.lowest) throw new ConnectError('not there', Code.NotFound);
    return headKept(number, mask);
  };
  const headKept = (number: number, mask: Mask) => {
    const checkpoint = served.checkpoints[number];
    if (!checkpoint) throw new ConnectError('not there', Code.NotFound);
    const { summary, contents, certificate } = checkpoint;
    return {
      sequenceNumber: BigInt(number),
      summary: wrapped(summary),
      contents: plain(contents),
      ...(certificate && asksSignature(mask) ? { signature: wrapped(certificate) } : {}),
    };
  };
  function* parts(number: number, mask: Mask) {
    yield create(CheckpointDataSchema, { payload: { case: 'checkpoint', value: head(number, mask) } });
    const { effects, objects } = served.checkpoints[number] as LedgerCheckpoint;
    for (const [place, bytes] of effects.entries()) {
      const { inputs = [], outputs = [] } = objects[place] ?? {};
      const executedTransactions = [
        {
          effects: plain(bytes),
          ...(asksObjects(mask) && {
            inputObjects: { objects: inputs.map(wrapped) },
            outputObjects: { objects: outputs.map(wrapped) },
          }),
        },
      ];
      yield create(CheckpointDataSchema, {
        payload: { case: 'executedTransactions', value: { executedTransactions } },
      });
    }
    yield create(CheckpointDataSchema, {
      payload: { case: 'endMarker', value: { sequenceNumber: BigInt(number) } },
    });
  }
  const newest = () => served.checkpoints.length - 1;
  const ledger: Partial<ServiceImpl<typeof LedgerService>> = {
    getServiceInfo: () => ({
      chainId: { digest: served.genesis },
      epoch: BigInt(served.closings.length),
      executedCheckpointHeight: BigInt(newest()),
      executedCheckpointTimestamp: { seconds: 1_700_000_000n, nanos: 0 },
      lowestAvailableCheckpoint: served.lowest,
      server: 'a test',
    }),
    async *streamCheckpoints({ startSequenceNumber, endSequenceNumber, readMask }) {
      const end = Number(endSequenceNumber ?? newest());
      let left = served.mostParts ?? Number.POSITIVE_INFINITY;
      for (let number = Number(startSequenceNumber ?? newest()); number <= end; number++) {
        for (const part of parts(number, readMask)) {
          if (left === 0) return;
          left -= 1;
          yield part;
        }
      }
    },
    async *getCheckpoint({ checkpointId, readMask }) {
      const number =
        checkpointId.case === 'sequenceNumber'
          ? Number(checkpointId.value)
          : served.checkpoints.findIndex(
              ({ summary }) =>
                checkpointId.case === 'digest' &&
                sameDigest(summaryDigest(summary), checkpointId.value.digest),
            );
      served.askedAlone.push(number);
      yield* parts(number, readMask);
    },
    getEpoch: ({ epoch, readMask }) => {
      const number = Number(epoch ?? served.closings.length);
      const committee = served.committees[number];
      const closing = served.closings[number];
      if (!committee) throw new ConnectError('no such epoch', Code.NotFound);
      return {
        epoch: {
          epoch: BigInt(number),
          committee: {
            epoch: BigInt(number),
            members: {
              members: committee.members.map(({ publicKey, stake }) => ({ publicKey, weight: stake })),
            },
          },
          referenceGasPrice: 1000n,
          protocolConfig: { protocolVersion: 39n },
          ...(closing === undefined ? {} : { epochCloseProof: { checkpoint: headKept(closing, readMask) } }),
        },
      };
    },
    async *getObjects({ requests }) {
      const coins = served.checkpoints
        .flatMap(({ objects }) => objects.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]))
        .map((bytes) => ({ bytes, coin: coinOfObject(bytes) }));
      const objects = (requests?.requests ?? []).map(({ objectRef }) => {
        const id = `0x${bytesToHex(objectRef?.objectId?.objectId ?? new Uint8Array())}`;
        served.askedObjects.push(`${id}@${objectRef?.version}`);
        const found = coins.find(({ coin }) => coin?.id === id && coin.version === `${objectRef?.version}`);
        return found
          ? { result: { case: 'object' as const, value: wrapped(found.bytes) } }
          : { result: { case: 'error' as const, value: { code: Code.NotFound, message: 'not there' } } };
      });
      yield { objects, hasNext: false };
    },
    async *getTransactions() {
      yield {
        transactionResults: [
          { result: { case: 'error' as const, value: { code: Code.NotFound, message: 'unknown' } } },
        ],
        hasNext: false,
      };
    },
  };
  const adapter = connectNodeAdapter({
    routes(router) {
      router.service(LedgerService, { ...ledger, ...served.ledger });
      router.service(StateService, {
        listOwnedObjects: ({ pageToken, pageSize = 50 }) => {
          const from = pageToken?.[0] ?? 0;
          const end = from + Math.min(pageSize, 2);
          return {
            objects: served.owned.slice(from, end).map(wrapped),
            ...(end < served.owned.length ? { nextPageToken: Uint8Array.of(end) } : {}),
          };
        },
      });
      router.service(TransactionExecutionService, served.execution);
    },
  });
  return startHttp2((server) => server.on('request', adapter));
}
