import { sizeDelimitedDecodeStream } from '@bufbuild/protobuf/wire';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { Fetch } from '../../../../way/line-way.ts';
import { type CheckpointData, CheckpointDataSchema } from '../../grpc/generated/ledger_service_pb.ts';
import { refusing } from '../grpc/read-certified.ts';
import { signatureOf } from '../grpc/read-spend.ts';
import { CheckpointParts } from '../grpc/stream-checkpoints.ts';
import { plainBytes } from '../grpc/wire-bytes.ts';
import type { HistoryStore, StoredCheckpoint, StoredTransaction } from './history-store.ts';

export interface HistoryFilesOptions {
  /** Folder of the files, without a slash at its end. */
  readonly url: string;
  readonly fetch: Fetch;
  /** Milliseconds for one file. */
  readonly timeoutMs: number;
}

/** Bytes of one checkpoint: 10 000 transactions, with all that they wrote. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * A store of files by HTTP, one a checkpoint: `URL/NUMBER.checkpoint` has the messages with which `GetCheckpoint` of
 * `iota.grpc.v1` answers, each behind its length. This is a format of our own: that of IOTA's public store is not known here.
 */
export const historyFiles = (options: HistoryFilesOptions): HistoryStore => ({
  async fetch(sequence) {
    const bytes = await download(options, sequence);
    return bytes.ok && bytes.value !== null ? parse(bytes.value, sequence) : (bytes as Result<null>);
  },
});

async function download(
  { url, fetch, timeoutMs }: HistoryFilesOptions,
  sequence: bigint,
): Promise<Result<Uint8Array | null>> {
  try {
    const response = await fetch(`${url}/${sequence}.checkpoint`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    const { status } = response;
    if (status !== 200) {
      await response.body?.cancel();
      return status === 404 ? ok(null) : unreachable(`HTTP status ${status}`);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    // Leaving the loop ends the connection.
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MOST_BYTES) {
        return refuse(
          'history-too-large',
          `expected checkpoint ${sequence} of at most ${MOST_BYTES} bytes, got more`,
        );
      }
      chunks.push(chunk);
    }
    return ok(Buffer.concat(chunks));
  } catch (error) {
    return unreachable(
      error instanceof Error && error.name === 'TimeoutError' ? `nothing within ${timeoutMs} ms` : 'none',
    );
  }
}

const unreachable = (got: string) => refuse('history-unreachable', `expected an answer, got ${got}`);
const malformed = (message: string) => refuse('history-malformed', message);

async function parse(bytes: Uint8Array, sequence: bigint): Promise<Result<StoredCheckpoint>> {
  const parts = new CheckpointParts(sequence, sequence);
  const transactions: StoredTransaction[] = [];
  try {
    for await (const message of sizeDelimitedDecodeStream(CheckpointDataSchema, whole(bytes))) {
      if (parts.enough) return malformed(`expected the end behind checkpoint ${sequence}, got more`);
      const taken = parts.take(message);
      if (!taken.ok) return malformed(taken.message);
      const read = transactionsOf(message);
      if (!read.ok) return malformed(read.message);
      transactions.push(...read.value);
    }
  } catch {
    return malformed(`expected the messages of checkpoint ${sequence}, got other bytes`);
  }
  const [checkpoint] = parts.complete;
  if (!checkpoint) return malformed(`expected the end of checkpoint ${sequence}, got less`);
  const { certificate } = checkpoint;
  return certificate === null
    ? malformed(`expected a certificate of checkpoint ${sequence}, got none`)
    : ok({ ...checkpoint, certificate, transactions });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const transactionsOf = ({ payload }: CheckpointData): Result<readonly StoredTransaction[]> =>
  refusing(() =>
    payload.case !== 'executedTransactions'
      ? []
      : payload.value.executedTransactions.map(({ transaction, signatures }) => ({
          bytes: plainBytes(transaction, 'transaction'),
          signatures: (signatures?.signatures ?? []).map((each) =>
            signatureOf(plainBytes(each, 'signature')),
          ),
        })),
  );
