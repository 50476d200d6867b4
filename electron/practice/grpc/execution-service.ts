import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { base64 } from '@scure/base';
import type {
  ExecuteTransactionItem,
  TransactionExecutionService,
} from '../../chains/iota/grpc/generated/transaction_execution_service_pb.ts';
import { BcsFault, BcsReader } from '../../chains/iota/pure/bcs-reader.ts';
import { effectsBytes, effectsDigest } from '../documents/effects-document.ts';
import { documentDigest } from '../documents/tagged-digest.ts';
import type { MetFaults } from '../faults.ts';
import { finalOtherwise, refusedByFault } from '../refused-by-fault.ts';
import type { InputError } from '../rpc-error.ts';
import type { Executed } from '../store/transaction-table.ts';
import { fields, readMask } from './field-mask.ts';
import { timeOf } from './ledger-service.ts';
import { metFaults, tellingOf } from './lies.ts';
import { objectBytes, transactionMessage } from './messages.ts';
import { digestOf, type ServiceContext, statusOf } from './service-context.ts';

const MOST_ITEMS = 20;
const LONGEST_WAIT_MS = 60_000;

/** Executing and trying out. A transaction that failed is a result, not an error. */
export function executionService(context: ServiceContext): ServiceImpl<typeof TransactionExecutionService> {
  const { ledger } = context;
  return {
    async executeTransactions(
      { transactions, readMask: mask, checkpointInclusionTimeoutMs },
      { signal, values },
    ) {
      const met = values.get(metFaults);
      const selection = readMask(mask, fields.transaction);
      const results = bounded(transactions).map((item) => {
        try {
          return submit(context, item, met);
        } catch (error) {
          return statusOf(error);
        }
      });
      context.planCheckpoint();
      if (met.has('crashAfter')) context.crash();
      if (met.has('hangAfter')) await new Promise(() => {});
      const wait = Math.min(Number(checkpointInclusionTimeoutMs ?? 0n), LONGEST_WAIT_MS);
      const digests = results.flatMap((result) => ('digest' in result ? [result.digest] : []));
      if (wait > 0)
        await inCheckpoint(context, digests, AbortSignal.any([signal, AbortSignal.timeout(wait)]));
      return {
        transactionResults: results.map((result) => {
          if (!('digest' in result)) return { result: { case: 'error' as const, value: result } };
          if (met.has('otherSignatures')) {
            return { result: { case: 'error' as const, value: statusOf(refusalOf(finalOtherwise)) } };
          }
          const executed = ledger.find(result.digest)!;
          if (wait > 0 && executed.checkpoint === null) {
            const message = 'transaction was executed, but is in no checkpoint yet';
            return { result: { case: 'error' as const, value: { code: Code.DeadlineExceeded, message } } };
          }
          const value = transactionMessage(
            executed,
            timeOf(context, executed),
            selection,
            tellingOf(ledger, met),
          );
          return { result: { case: 'executedTransaction' as const, value } };
        }),
      };
    },

    simulateTransactions({ transactions, readMask: mask }) {
      const selection = readMask(mask, fields.simulation);
      return {
        transactionResults: bounded(transactions).map(({ transaction }) => {
          const tried = ledger.dryRun(transaction?.bcs?.data ?? new Uint8Array());
          if (!tried.ok) {
            return { result: { case: 'error' as const, value: statusOf(refusalOf(tried.error)) } };
          }
          const value = simulated(context, tried.value, selection);
          return { result: { case: 'simulatedTransaction' as const, value } };
        }),
      };
    },
  };
}

function simulated(
  { ledger }: ServiceContext,
  { transaction, effects }: Pick<Executed, 'effects'> & { transaction: NonNullable<Executed['transaction']> },
  selection: ReturnType<typeof readMask>,
) {
  const { number, gasPrice } = ledger.epoch();
  const document = effectsBytes({ digest: transaction.digest, epoch: number }, effects);
  const executed: Executed = {
    number: -1,
    digest: transaction.digest,
    kind: 'programmable',
    bytes: transaction.bytes,
    transaction,
    signatures: [],
    effects,
    effectsBytes: document,
    effectsDigest: effectsDigest(document),
    epoch: number,
    checkpoint: null,
  };
  const { failure } = effects;
  return {
    ...(selection.touches('executed_transaction') && {
      executedTransaction: transactionMessage(executed, null, selection.inside('executed_transaction'), {
        effectsOf: () => effects,
        object: objectBytes,
      }),
    }),
    ...(selection.wants('suggested_gas_price') && { suggestedGasPrice: gasPrice }),
    ...(failure &&
      (selection.wants('execution_error') || selection.wants('execution_result')) && {
        executionError: {
          source: effects.error ?? '',
          ...(failure.command !== null && { commandIndex: BigInt(failure.command) }),
        },
      }),
  };
}

/** @throws ConnectError for what the network refuses */
function submit(
  { ledger }: ServiceContext,
  { transaction, signatures }: ExecuteTransactionItem,
  met: MetFaults,
): Executed {
  const bytes = transaction?.bcs?.data ?? new Uint8Array();
  if (transaction?.digest && digestOf(transaction.digest) !== documentDigest('TransactionData', bytes)) {
    throw new ConnectError('transaction digest does not match its bytes', Code.InvalidArgument);
  }
  const given = (signatures?.signatures ?? []).map(({ bcs }) => readSignature(bcs?.data ?? new Uint8Array()));
  const refused = refusedByFault(met, bytes);
  if (refused) throw refusalOf(refused);
  if (met.has('splitVote')) {
    const locked = ledger.lock(bytes, given);
    throw locked.ok
      ? new ConnectError('Transaction timed out before reaching finality', Code.Unavailable)
      : refusalOf(locked.error);
  }
  const executed = ledger.submit(bytes, given);
  if (!executed.ok) throw refusalOf(executed.error);
  return executed.value;
}

function readSignature(bytes: Uint8Array): string {
  try {
    const reader = new BcsReader(bytes);
    const signature = reader.fixed(reader.uleb128());
    if (reader.left === 0) return base64.encode(signature);
  } catch (error) {
    if (!(error instanceof BcsFault)) throw error;
  }
  throw new ConnectError('invalid signature: expected a length and as many bytes', Code.InvalidArgument);
}

/** The status of a refusal: what is locked may be free again, what is final has happened, all else is definite. */
function refusalOf(error: InputError): ConnectError {
  switch (error.kind) {
    case 'locked':
    case 'final':
      return new ConnectError(error.message, Code.Aborted);
    case 'signature':
      return new ConnectError(`Invalid user signature: ${error.message}`, Code.InvalidArgument);
    case 'not-modelled':
      return new ConnectError(error.message, Code.Unimplemented);
    case 'malformed':
    case 'input':
      return new ConnectError(error.message, Code.InvalidArgument);
  }
}

/** Until all are in checkpoints, or the wait is ended. */
function inCheckpoint(
  { ledger }: ServiceContext,
  digests: readonly string[],
  ended: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!ended.aborted && digests.some((digest) => ledger.find(digest)?.checkpoint === null)) return;
      forget();
      ended.removeEventListener('abort', look);
      resolve();
    };
    const forget = ledger.onSealed(look);
    ended.addEventListener('abort', look);
    look();
  });
}

function bounded<T>(items: readonly T[]): readonly T[] {
  if (items.length <= MOST_ITEMS) return items;
  throw new ConnectError(
    `too many transactions: ${items.length}, at most ${MOST_ITEMS}`,
    Code.InvalidArgument,
  );
}
