import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { create } from '@bufbuild/protobuf';
import { sizeDelimitedEncode } from '@bufbuild/protobuf/wire';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { onTestFinished } from 'vitest';
import {
  type CheckpointData,
  CheckpointDataSchema,
  LedgerService,
} from '../../../electron/chains/iota/grpc/generated/ledger_service_pb.ts';
import type { LedgerCheckpoint } from './ledger-node.ts';

/** What a store answers for a checkpoint: its file, or whatever the function writes itself. */
type Answer = Uint8Array | ((response: ServerResponse) => void);

/** A historical store over HTTP; a test changes its files while it runs. */
export interface HistoryServer {
  readonly url: string;
  readonly files: Map<bigint, Answer>;
  /** Paths that were asked for. */
  readonly asked: string[];
}

/** Starts a store without files; it ends with the test. */
export async function startHistoryServer(): Promise<HistoryServer> {
  const files = new Map<bigint, Answer>();
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const [, number] = /^\/history\/([0-9]+)\.checkpoint$/.exec(url) ?? [];
    const answer = number === undefined ? undefined : files.get(BigInt(number));
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(response);
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/history`, files, asked };
}

const fileOf = (messages: readonly CheckpointData[]): Uint8Array =>
  Buffer.concat(messages.map((message) => sizeDelimitedEncode(CheckpointDataSchema, message)));

const wrapped = (bytes: Uint8Array) => ({ bcs: { data: Uint8Array.of(0, ...bytes) } });
const plain = (bytes: Uint8Array) => ({ bcs: { data: bytes } });

/** The file of a checkpoint; its transactions have bytes that nobody signed. */
export function historyFile(number: bigint, checkpoint: LedgerCheckpoint): Uint8Array {
  const { summary, contents, certificate, effects, objects } = checkpoint;
  const executedTransactions = effects.map((bytes, place) => ({
    transaction: plain(Uint8Array.of(1)),
    effects: plain(bytes),
    inputObjects: { objects: (objects[place]?.inputs ?? []).map(wrapped) },
    outputObjects: { objects: (objects[place]?.outputs ?? []).map(wrapped) },
  }));
  const head = {
    sequenceNumber: number,
    summary: wrapped(summary),
    contents: plain(contents),
    ...(certificate && { signature: wrapped(certificate) }),
  };
  return fileOf([
    create(CheckpointDataSchema, { payload: { case: 'checkpoint', value: head } }),
    create(CheckpointDataSchema, {
      payload: { case: 'executedTransactions', value: { executedTransactions } },
    }),
    create(CheckpointDataSchema, { payload: { case: 'endMarker', value: { sequenceNumber: number } } }),
  ]);
}

/** Copies checkpoints from a node of gRPC into the store, as whoever keeps one would. */
export async function keepHistory(
  { files }: HistoryServer,
  grpcUrl: string,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): Promise<void> {
  const ledger = createClient(
    LedgerService,
    createGrpcTransport({ baseUrl: grpcUrl, acceptCompression: [] }),
  );
  const readMask = { paths: ['*'] };
  for (let number = from; number <= to; number++) {
    const messages: CheckpointData[] = [];
    const checkpointId = { case: 'sequenceNumber', value: number } as const;
    for await (const message of ledger.getCheckpoint({ checkpointId, readMask })) messages.push(message);
    files.set(number, fileOf(messages));
  }
}
