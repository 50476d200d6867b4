import { setImmediate as breathe } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import type {
  CheckpointDataSchema,
  StreamCheckpointsRequest,
} from '../../chains/iota/grpc/generated/ledger_service_pb.ts';
import type { MetFaults } from '../faults.ts';
import type { PracticeCheckpoint } from '../store/checkpoint-table.ts';
import { inChunks, messageSize } from './chunks.ts';
import { fields, readMask, type Selection } from './field-mask.ts';
import { type Telling, tellingOf } from './lies.ts';
import { checkpointMessage, type TransactionMessage, transactionMessage } from './messages.ts';
import { checkpointAt, type ServiceContext } from './service-context.ts';

type Data = MessageInitShape<typeof CheckpointDataSchema>;

const DEFAULT_PROGRESS_MS = 2_000;
/** So many checkpoints are told before anything else gets its turn. */
const CHECKPOINTS_AT_ONCE = 16;

/** What is told of checkpoints. */
export interface PartsAsked {
  readonly selection: Selection;
  /** Bytes of a message. */
  readonly most: number;
  readonly telling: Telling;
}

/** A checkpoint in its parts: itself, its transactions, its end. */
export function* checkpointParts(
  checkpoint: PracticeCheckpoint,
  { selection, most, telling }: PartsAsked,
): Generator<Data> {
  const told = telling.checkpoint(checkpoint);
  const message = checkpointMessage(told, selection.inside('checkpoint'), () => telling.certificate(told));
  yield { payload: { case: 'checkpoint', value: message } };
  if (selection.touches('transactions')) {
    const inner = selection.inside('transactions');
    const messages = function* (): Generator<TransactionMessage> {
      for (const recorded of telling.transactions(checkpoint)) {
        yield transactionMessage(telling.transaction(recorded), checkpoint.timestamp, inner, telling);
      }
    };
    for (const { items } of inChunks(messages(), sizeOf, most)) {
      yield { payload: { case: 'executedTransactions', value: { executedTransactions: [...items] } } };
    }
  }
  yield { payload: { case: 'endMarker', value: { sequenceNumber: BigInt(checkpoint.sequence) } } };
}

/** History first, then live; ends behind the last one that was asked for, or when the node stops. */
export async function* streamCheckpoints(
  context: ServiceContext,
  request: StreamCheckpointsRequest,
  { met, left }: { readonly met: MetFaults; readonly left: AbortSignal },
): AsyncGenerator<Data> {
  const { ledger, stopping } = context;
  const selection = readMask(request.readMask, fields.checkpoint);
  const asked = {
    selection,
    most: messageSize(request.maxMessageSizeBytes),
    telling: tellingOf(ledger, met),
  };
  const ended = AbortSignal.any([left, stopping]);
  let next = request.startSequenceNumber ?? BigInt(ledger.latest().sequence);
  const last = request.endSequenceNumber;
  if (last !== undefined && last < next) {
    throw new ConnectError('end_sequence_number is before start_sequence_number', Code.InvalidArgument);
  }
  const from = next;
  while (!ended.aborted && (last === undefined || next <= last)) {
    if (next > BigInt(ledger.latest().sequence)) {
      const woken = await nextCheckpoint(context, ended, request.progressIntervalMs ?? DEFAULT_PROGRESS_MS);
      if (!woken && next > from && !ended.aborted) {
        yield { payload: { case: 'progress', value: { latestScannedSequenceNumber: next - 1n } } };
      }
      continue;
    }
    yield* checkpointParts(checkpointAt(context, next), asked);
    next += 1n;
    if (met.has('stall')) await untilAborted(ended);
    if ((next - from) % BigInt(CHECKPOINTS_AT_ONCE) === 0n) await breathe();
  }
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits for the next checkpoint; false when it took too long, or the wait was ended. */
function nextCheckpoint(
  { ledger }: ServiceContext,
  ended: AbortSignal,
  milliseconds: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (sealed: boolean) => () => {
      clearTimeout(timer);
      forget();
      ended.removeEventListener('abort', stop);
      resolve(sealed);
    };
    const stop = finish(false);
    const timer = setTimeout(stop, Math.max(100, milliseconds));
    const forget = ledger.onSealed(finish(true));
    ended.addEventListener('abort', stop, { once: true });
  });
}

/** Bytes that a message takes, near enough: its documents and some for their frames. */
export function sizeOf({
  transaction,
  effects,
  signatures,
  inputObjects,
  outputObjects,
}: TransactionMessage): number {
  const FRAME = 120;
  const objects = [...(inputObjects?.objects ?? []), ...(outputObjects?.objects ?? [])];
  const documents = [transaction, effects, ...(signatures?.signatures ?? []), ...objects];
  return documents.reduce((sum, each) => sum + FRAME + (each?.bcs?.data?.length ?? 0), FRAME);
}
