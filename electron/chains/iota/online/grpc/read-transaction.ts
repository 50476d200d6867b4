import { Code } from '@connectrpc/connect';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { ExecutedTransaction } from '../../grpc/generated/base_pb.ts';
import { LedgerService, type TransactionResult } from '../../grpc/generated/ledger_service_pb.ts';
import { itemStatus, readRefusal } from './grpc-fault.ts';
import type { GrpcCalls } from './grpc-node.ts';

/**
 * What the node tells of one transaction; null where it does not know it.
 * @param paths fields of `ExecutedTransaction`
 */
export async function readTransaction(
  node: GrpcCalls,
  digest: Uint8Array,
  paths: string[],
): Promise<Result<ExecutedTransaction | null>> {
  const results: TransactionResult[] = [];
  const read = await node.read(
    LedgerService.method.getTransactions,
    { requests: { requests: [{ digest: { digest } }] }, readMask: { paths } },
    ({ transactionResults, hasNext }) => {
      results.push(...transactionResults);
      return ok(hasNext ? 'more' : 'enough');
    },
  );
  if (!read.ok) return read;
  const [result, ...more] = results;
  if (!result || more.length > 0 || result.result.case === undefined) {
    return refuse('node-answer-malformed', `expected one transaction or error, got ${results.length}`);
  }
  if (result.result.case === 'executedTransaction') return ok(result.result.value);
  const status = itemStatus(result.result.value);
  return status.code === Code.NotFound ? ok(null) : readRefusal(status);
}
