import { Code } from '@connectrpc/connect';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { ExecutedTransaction } from '../../grpc/generated/base_pb.ts';
import { LedgerService, type TransactionResult } from '../../grpc/generated/ledger_service_pb.ts';
import { itemStatus, readRefusal } from './grpc-fault.ts';
import type { GrpcCalls } from './grpc-node.ts';

/**
 * What the node tells of transactions, in the order of their digests; null for one that it does not know.
 * @param digests at most 50
 * @param paths fields of `ExecutedTransaction`
 */
export async function readTransactions(
  node: GrpcCalls,
  digests: readonly Uint8Array[],
  paths: string[],
): Promise<Result<readonly (ExecutedTransaction | null)[]>> {
  const results: TransactionResult[] = [];
  const read = await node.read(
    LedgerService.method.getTransactions,
    { requests: { requests: digests.map((digest) => ({ digest: { digest } })) }, readMask: { paths } },
    ({ transactionResults, hasNext }) => {
      results.push(...transactionResults);
      return ok(hasNext && results.length < digests.length ? 'more' : 'enough');
    },
  );
  if (!read.ok) return read;
  const count = digests.length;
  if (results.length !== count || results.some(({ result }) => result.case === undefined)) {
    return refuse(
      'node-answer-malformed',
      `expected one transaction or error for each of ${count}, got ${results.length}`,
    );
  }
  const found: (ExecutedTransaction | null)[] = [];
  for (const { result } of results) {
    if (result.case === 'executedTransaction') {
      found.push(result.value);
    } else if (result.case === 'error') {
      const status = itemStatus(result.value);
      if (status.code !== Code.NotFound) return readRefusal(status);
      found.push(null);
    }
  }
  return ok(found);
}

/** As {@link readTransactions}, of one. */
export async function readTransaction(
  node: GrpcCalls,
  digest: Uint8Array,
  paths: string[],
): Promise<Result<ExecutedTransaction | null>> {
  const read = await readTransactions(node, [digest], paths);
  return read.ok ? ok(read.value[0] ?? null) : read;
}
