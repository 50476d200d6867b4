import type * as v from 'valibot';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import type { Checkpoint, LedgerTransaction } from '../../line.ts';
import {
  checkpointPageSchema,
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

/**
 * See `Line.checkpoints`. Refuses gaps, another order, broken chains of digests and transactions not asked for. Of
 * checkpoints that are too large together fewer are read: no busy hour of the ledger stops a desk.
 */
export async function readCheckpoints(
  node: NodeCalls,
  from: bigint,
  limit: number,
): Promise<Result<readonly Checkpoint[]>> {
  const read = await readTogether(node, from, limit);
  return isTooLarge(read) && limit > 1 ? readCheckpoints(node, from, Math.floor(limit / 2)) : read;
}

const isTooLarge = (read: Result<unknown>): boolean => !read.ok && read.code === 'node-answer-too-large';

async function readTogether(
  node: NodeCalls,
  from: bigint,
  limit: number,
): Promise<Result<readonly Checkpoint[]>> {
  // The cursor is the last checkpoint that is known: the page begins behind it.
  const cursor = from === 0n ? null : (from - 1n).toString();
  const page = await node.call(
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
  const transactions = await readTransactions(node, checkpoints);
  if (!transactions.ok) return transactions;
  const read: Checkpoint[] = [];
  for (const checkpoint of checkpoints) {
    const own = checkpoint.transactions.map((digest) => transactions.value.get(digest) as TransactionAnswer);
    if (own.some((transaction) => transaction.checkpoint !== checkpoint.sequenceNumber)) {
      return malformed(`expected transactions of checkpoint ${checkpoint.sequenceNumber}, got another's`);
    }
    read.push({
      sequence: BigInt(checkpoint.sequenceNumber),
      digest: checkpoint.digest,
      previous: checkpoint.previousDigest ?? null,
      timestamp: Number(checkpoint.timestampMs),
      epoch: epochAfter(checkpoint),
      transactions: own.map(ledgerTransaction),
    });
  }
  return ok(read);
}

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
): Promise<Result<ReadonlyMap<string, TransactionAnswer>>> {
  const listed = checkpoints.flatMap(({ sequenceNumber, transactions }) =>
    transactions.map((digest) => ({ digest, sequence: BigInt(sequenceNumber) })),
  );
  const digests = listed.map(({ digest }) => digest);
  const read = new Map<string, TransactionAnswer>();
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
  return ok(transactions.map(ledgerTransaction));
}

/** Whether the answer, and the effects in it, are of the transaction that was asked for. */
export function isNamed(transaction: TransactionAnswer, digest: string | undefined): Result<void> {
  return transaction.digest === digest && transaction.effects.transactionDigest === digest
    ? ok(undefined)
    : malformed('expected the transaction that was asked for, got another digest');
}

function malformed(message: string): Refusal {
  return refuse('node-answer-malformed', message);
}
