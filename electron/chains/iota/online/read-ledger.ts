import type * as v from 'valibot';
import type { ErrorCode } from '../../../core/error-code.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import type { Checkpoint, LedgerTransaction } from '../../line.ts';
import {
  checkpointPageSchema,
  isComplete,
  type TransactionAnswer,
  transactionPageSchema,
  transactionsSchema,
} from './answer-schemas.ts';
import { ledgerTransaction, transactionOptions } from './ledger-transaction.ts';
import type { NodeCalls } from './node-connection.ts';
import { readCheckpointRefusal } from './node-fault.ts';

/** Nodes take about 50 digests in one call. */
const CHUNK = 50;

type CheckpointAnswer = v.InferOutput<typeof checkpointPageSchema>['data'][number];
type ToldTransaction = v.InferOutput<typeof transactionsSchema>[number];

/** A node's index is behind its checkpoints by seconds; what is missing of an older one is gone, milliseconds. */
const INDEXED_MS = 10 * 60_000;

/** The node to ask, and what its clock says. */
export interface TimedCalls {
  readonly calls: NodeCalls;
  /** Milliseconds; null where it tells no time. */
  readonly time: () => number | null;
}

/**
 * See `Line.checkpoints`. Refuses gaps, another order, broken chains of digests and transactions not asked for. Of
 * checkpoints that are too large together fewer are read: no busy hour of the ledger stops a desk. Those before one that the
 * node does not tell whole are given; the one itself refuses `node-index-late` while it is young, else `node-pruned`.
 */
export async function readCheckpoints(
  node: TimedCalls,
  from: bigint,
  limit: number,
): Promise<Result<readonly Checkpoint[]>> {
  const read = await readTogether(node, from, limit);
  return isTooLarge(read) && limit > 1 ? readCheckpoints(node, from, Math.floor(limit / 2)) : read;
}

const isTooLarge = (read: Result<unknown>): boolean => !read.ok && read.code === 'node-answer-too-large';

async function readTogether(
  node: TimedCalls,
  from: bigint,
  limit: number,
): Promise<Result<readonly Checkpoint[]>> {
  // The cursor is the last checkpoint that is known: the page begins behind it.
  const cursor = from === 0n ? null : (from - 1n).toString();
  const page = await node.calls.call(
    (client) => client.getCheckpoints({ cursor, limit, descendingOrder: false }),
    checkpointPageSchema,
    readCheckpointRefusal(from),
  );
  if (!page.ok) return page;
  const checkpoints = page.value.data;
  const [first] = checkpoints;
  if (first && checkpoints.every(({ sequenceNumber }) => BigInt(sequenceNumber) > from)) {
    return refuse(
      'node-pruned',
      `this node no longer has checkpoint ${from}; the first one that it gives is ${first.sequenceNumber}`,
    );
  }
  const linked = checkLinks(checkpoints, from, limit);
  if (!linked.ok) return linked;
  const transactions = await readTransactions(node.calls, checkpoints);
  if (!transactions.ok) {
    const [first] = checkpoints;
    return first && transactions.code === 'node-pruned' ? lacking(first, node.time()) : transactions;
  }
  const read: Checkpoint[] = [];
  for (const checkpoint of checkpoints) {
    const told = transactionsOf(checkpoint, transactions.value, node.time());
    if (!told.ok) return read.length > 0 && passes.has(told.code) ? ok(read) : told;
    read.push({
      sequence: BigInt(checkpoint.sequenceNumber),
      digest: checkpoint.digest,
      previous: checkpoint.previousDigest ?? null,
      timestamp: Number(checkpoint.timestampMs),
      epoch: epochAfter(checkpoint),
      transactions: told.value.map(ledgerTransaction),
    });
  }
  return ok(read);
}

/** What does not say that the checkpoints before are wrong. */
const passes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['node-index-late', 'node-pruned']);

function transactionsOf(
  checkpoint: CheckpointAnswer,
  told: ReadonlyMap<string, ToldTransaction>,
  now: number | null,
): Result<readonly TransactionAnswer[]> {
  const own: TransactionAnswer[] = [];
  for (const digest of checkpoint.transactions) {
    const transaction = told.get(digest) as ToldTransaction;
    if (!isComplete(transaction)) return lacking(checkpoint, now);
    if (transaction.checkpoint == null) return late(checkpoint);
    if (transaction.checkpoint !== checkpoint.sequenceNumber) {
      return malformed(`expected transactions of checkpoint ${checkpoint.sequenceNumber}, got another's`);
    }
    own.push(transaction);
  }
  return ok(own);
}

/** Of a checkpoint that the node has it lacks a transaction, or what that did. */
const lacking = (checkpoint: CheckpointAnswer, now: number | null): Refusal =>
  now === null || now - Number(checkpoint.timestampMs) < INDEXED_MS
    ? late(checkpoint)
    : refuse(
        'node-pruned',
        `this node no longer has checkpoint ${checkpoint.sequenceNumber} whole: what its transactions did is gone`,
      );

const late = ({ sequenceNumber }: CheckpointAnswer): Refusal =>
  refuse(
    'node-index-late',
    `this node has checkpoint ${sequenceNumber}, and not yet all of its transactions`,
  );

const epochAfter = ({ epoch, endOfEpochData }: CheckpointAnswer): bigint =>
  BigInt(epoch) + (endOfEpochData ? 1n : 0n);

function checkLinks(checkpoints: readonly CheckpointAnswer[], from: bigint, limit: number): Result<void> {
  if (checkpoints.length > limit) {
    return malformed(`expected at most ${limit} checkpoints, got ${checkpoints.length}`);
  }
  const seen = new Set<string>();
  for (const [index, checkpoint] of checkpoints.entries()) {
    const expected = from + BigInt(index);
    if (BigInt(checkpoint.sequenceNumber) !== expected) {
      return malformed(`expected checkpoint ${expected}, got ${checkpoint.sequenceNumber}`);
    }
    const previous = checkpoints[index - 1];
    if (previous && checkpoint.previousDigest !== previous.digest) {
      return malformed(`expected checkpoint ${expected} to follow on the one before, got another digest`);
    }
    if (previous && BigInt(checkpoint.epoch) !== epochAfter(previous)) {
      return malformed(
        `expected checkpoint ${expected} in epoch ${epochAfter(previous)}, got ${checkpoint.epoch}`,
      );
    }
    for (const digest of checkpoint.transactions) {
      if (seen.has(digest)) return malformed('expected each transaction in one checkpoint, got one twice');
      seen.add(digest);
    }
  }
  return ok(undefined);
}

async function readTransactions(
  node: NodeCalls,
  checkpoints: readonly CheckpointAnswer[],
): Promise<Result<ReadonlyMap<string, ToldTransaction>>> {
  const listed = checkpoints.flatMap(({ sequenceNumber, transactions }) =>
    transactions.map((digest) => ({ digest, sequence: BigInt(sequenceNumber) })),
  );
  const digests = listed.map(({ digest }) => digest);
  const read = new Map<string, ToldTransaction>();
  let together = CHUNK;
  for (let from = 0; from < digests.length; ) {
    const chunk = digests.slice(from, from + together);
    const answer = await node.call(
      (client) => client.multiGetTransactionBlocks({ digests: [...chunk], options: transactionOptions }),
      transactionsSchema,
      readCheckpointRefusal(listed[from]?.sequence ?? 0n),
    );
    if (isTooLarge(answer) && together > 1) {
      together = Math.floor(together / 2);
      continue;
    }
    if (!answer.ok) return answer;
    if (answer.value.length !== chunk.length) {
      return malformed(`expected ${chunk.length} transactions, got ${answer.value.length}`);
    }
    for (const [index, transaction] of answer.value.entries()) {
      const named = isNamed(transaction, chunk[index]);
      if (!named.ok) return named;
      read.set(transaction.digest, transaction);
    }
    from += chunk.length;
  }
  return ok(read);
}

/** See `Line.received`. */
export async function readReceived(
  node: NodeCalls,
  owner: string,
): Promise<Result<readonly LedgerTransaction[]>> {
  const page = await node.call(
    (client) =>
      client.queryTransactionBlocks({
        filter: { ToAddress: owner },
        options: transactionOptions,
        limit: CHUNK,
        order: 'descending',
      }),
    transactionPageSchema,
  );
  if (!page.ok) return page;
  const transactions = page.value.data;
  if (
    transactions.length > CHUNK ||
    new Set(transactions.map(({ digest }) => digest)).size < transactions.length
  ) {
    return malformed(`expected at most ${CHUNK} transactions, each once`);
  }
  for (const transaction of transactions) {
    const named = isNamed(transaction, transaction.digest);
    if (!named.ok) return named;
  }
  // What a pruned node does not tell of an early payment, the checkpoint will.
  return ok(transactions.filter(isComplete).map(ledgerTransaction));
}

/** Whether the answer, and the effects in it, are of the transaction that was asked for. */
export function isNamed(transaction: ToldTransaction, digest: string | undefined): Result<void> {
  const isSo = !isComplete(transaction) || transaction.effects.transactionDigest === digest;
  return transaction.digest === digest && isSo
    ? ok(undefined)
    : malformed('expected the transaction that was asked for, got another digest');
}

function malformed(message: string): Refusal {
  return refuse('node-answer-malformed', message);
}
