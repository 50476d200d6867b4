import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { base58, base64 } from '@scure/base';
import {
  type CheckpointData,
  LedgerService,
} from '../../../electron/chains/iota/grpc/generated/ledger_service_pb.ts';
import { StateService } from '../../../electron/chains/iota/grpc/generated/state_service_pb.ts';
import { TransactionExecutionService } from '../../../electron/chains/iota/grpc/generated/transaction_execution_service_pb.ts';
import { BcsWriter } from '../../../electron/chains/iota/pure/bcs-writer.ts';
import type { LightClient } from '../../../electron/chains/iota/pure/proof/light-client.ts';
import {
  advance,
  type OfferedCheckpoint,
} from '../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtGenesis } from '../../../electron/chains/iota/pure/proof/trust-root.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import type { PracticeNodeOptions } from '../../../electron/practice/practice-node.ts';
import { committeeOf } from '../../../electron/practice/validators.ts';
import { startWorld, type World } from './practice-world.ts';

export interface GrpcWorld extends World {
  readonly ledger: Client<typeof LedgerService>;
  readonly state: Client<typeof StateService>;
  readonly execution: Client<typeof TransactionExecutionService>;
  /** A method of the practice node's own. */
  readonly practice: <T>(method: string, ...params: unknown[]) => Promise<T>;
  readonly faults: (...faults: Fault[]) => Promise<void>;
}

/** A node and clients of its gRPC, made by Connect alone. */
export async function startGrpcWorld(changes: Partial<PracticeNodeOptions> = {}): Promise<GrpcWorld> {
  const world = await startWorld(changes);
  const transport = createGrpcTransport({ baseUrl: world.node.grpcUrl, acceptCompression: [] });
  const practice = <T>(method: string, ...params: unknown[]) =>
    world.client.call<T>(`practice_${method}`, params);
  return {
    ...world,
    ledger: createClient(LedgerService, transport),
    state: createClient(StateService, transport),
    execution: createClient(TransactionExecutionService, transport),
    practice,
    faults: async (...faults) => void (await practice('setFaults', { faults })),
  };
}

export const CERTIFIED = [
  'checkpoint.summary.bcs',
  'checkpoint.contents.bcs',
  'checkpoint.signature',
  'transactions.effects.bcs',
];

/** Whole checkpoints as a stream gives them, up to one. */
export async function offered(
  { ledger }: GrpcWorld,
  to: number,
  from = 0,
): Promise<readonly OfferedCheckpoint[]> {
  const found: OfferedCheckpoint[] = [];
  const request = { startSequenceNumber: BigInt(from), endSequenceNumber: BigInt(to) };
  let open: (OfferedCheckpoint & { effects: Uint8Array[] }) | null = null;
  for await (const { payload } of ledger.streamCheckpoints({ ...request, readMask: { paths: CERTIFIED } })) {
    if (payload.case === 'checkpoint') open = { ...offeredOf(payload.value), effects: [] };
    if (payload.case === 'executedTransactions') {
      for (const { effects } of payload.value.executedTransactions) open!.effects.push(effects!.bcs!.data);
    }
    if (payload.case === 'endMarker') found.push(open!);
  }
  return found;
}

type WireCheckpoint = Extract<CheckpointData['payload'], { case: 'checkpoint' }>['value'];

export function offeredOf({ summary, contents, signature }: WireCheckpoint) {
  return {
    summary: summary!.bcs!.data.subarray(1),
    certificate: signature?.bcs ? signature.bcs.data.subarray(1) : null,
    contents: contents?.bcs?.data ?? new Uint8Array(),
  };
}

/** The light client before the first checkpoint. */
export function atGenesis({ node }: World, seed = 'test'): LightClient {
  const begun = beginAtGenesis(base58.decode(node.genesis), { epoch: 0n, members: committeeOf(seed, 0) });
  if (!begun.ok) throw new Error(begun.message);
  return begun.value;
}

/** What becomes of everything up to a checkpoint: the code of what is refused, or `proven`. */
export async function verdict(world: GrpcWorld, to: number): Promise<string> {
  const proven = advance(atGenesis(world), await offered(world, to));
  return proven.ok ? 'proven' : proven.code;
}

/** What a call is refused with. */
export async function statusOf(call: Promise<unknown> | AsyncIterable<unknown>): Promise<string> {
  try {
    if (Symbol.asyncIterator in call) for await (const _ of call);
    else await call;
  } catch (error) {
    return Code[ConnectError.from(error).code]!;
  }
  return 'OK';
}

/** Signed bytes as a request has them. */
export function signed(bytes: Uint8Array, signature: string) {
  const plain = base64.decode(signature);
  const data = new BcsWriter(plain.length + 2).vector(plain).toBytes();
  return { transaction: { bcs: { data: bytes } }, signatures: { signatures: [{ bcs: { data } }] } };
}
