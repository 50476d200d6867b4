import { Code, ConnectError } from '@connectrpc/connect';
import { base58 } from '@scure/base';
import type { FaultBox } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { PracticeCheckpoint } from '../store/checkpoint-table.ts';

/** What the services use. */
export interface ServiceContext {
  readonly ledger: Ledger;
  readonly faults: FaultBox;
  /** Closes epochs that are over. */
  readonly keepTime: () => void;
  /** Has what waits sealed in time. */
  readonly planCheckpoint: () => void;
  /** Ends the process at once. */
  readonly crash: () => void;
  /** Aborted when the node stops. */
  readonly stopping: AbortSignal;
}

/** How the node calls itself in answers. */
export const SERVER = 'sallyport-practice-node/1';
export const CHAIN_NAME = 'practice';

/** The headers of every good answer. */
export function tellState({ ledger }: ServiceContext, header: Headers): void {
  const latest = ledger.latest();
  const lowest = ledger.firstKept().toString();
  const told = {
    'chain-id': ledger.checkpoints.at(0)!.digest,
    chain: CHAIN_NAME,
    epoch: ledger.epoch().number.toString(),
    'checkpoint-height': latest.sequence.toString(),
    'timestamp-ms': latest.timestamp.toString(),
    timestamp: new Date(latest.timestamp).toISOString(),
    'lowest-available-checkpoint': lowest,
    'lowest-available-checkpoint-objects': lowest,
    server: SERVER,
  };
  for (const [name, value] of Object.entries(told)) header.set(`x-iota-${name}`, value);
}

/**
 * A checkpoint that this node still tells.
 * @throws ConnectError NOT_FOUND
 */
export function checkpointAt({ ledger }: ServiceContext, sequence: bigint): PracticeCheckpoint {
  const number = sequence > BigInt(Number.MAX_SAFE_INTEGER) ? -1 : Number(sequence);
  const found = number >= ledger.firstKept() ? ledger.checkpoints.at(number) : undefined;
  if (!found) throw new ConnectError(`Checkpoint ${sequence} not found`, Code.NotFound);
  return found;
}

/**
 * 32 bytes as base58.
 * @throws ConnectError INVALID_ARGUMENT
 */
export function digestOf(given: { readonly digest: Uint8Array } | undefined): string {
  if (given?.digest.length !== 32) {
    throw new ConnectError('invalid digest: expected 32 bytes', Code.InvalidArgument);
  }
  return base58.encode(given.digest);
}

/** An error as an item of an answer has it. */
export const statusOf = (error: unknown): { code: number; message: string } => {
  const { code, rawMessage } = ConnectError.from(error);
  return { code, message: rawMessage };
};
