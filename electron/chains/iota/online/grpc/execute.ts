import { Code } from '@connectrpc/connect';
import { base64 } from '@scure/base';
import type { ErrorCode } from '../../../../core/error-code.ts';
import { type Refusal, type Result, refuse } from '../../../../core/result.ts';
import type { LedgerTransaction } from '../../../line.ts';
import type { ExecutedTransaction } from '../../grpc/generated/base_pb.ts';
import { TransactionExecutionService } from '../../grpc/generated/transaction_execution_service_pb.ts';
import { BcsWriter } from '../../pure/bcs-writer.ts';
import { digestText, sameDigest, transactionDigest } from '../../pure/ledger/digests.ts';
import { decodeEffects } from '../../pure/ledger/effects.ts';
import type { NodeFault } from '../node-fault.ts';
import { plainWords } from '../plain-words.ts';
import { refusedExecution } from '../refused-execution.ts';
import { itemStatus, NodeStatus, readRefusal, saidBy } from './grpc-fault.ts';
import { type GrpcCalls, timestampMs } from './grpc-node.ts';
import { knownObjects, provenTransaction } from './proven-transaction.ts';
import { refusing } from './read-certified.ts';
import { readTransaction } from './read-transaction.ts';
import { plainBytes, unwrapped } from './wire-bytes.ts';

/** What is asked to be told of an executed transaction. */
export const EXECUTED_MASK = [
  'effects.bcs',
  'checkpoint',
  'timestamp',
  'input_objects.bcs',
  'output_objects.bcs',
];

/**
 * Sends signed bytes; see `Line.submit`. What the node says against them counts only where it does not know the transaction
 * either: bytes that were sent before, or with other signatures, may be refused because they have happened.
 */
export async function execute(
  node: GrpcCalls,
  bytes: Uint8Array,
  serialized: string,
): Promise<Result<LedgerTransaction>> {
  const digest = transactionDigest(bytes);
  const signature = base64.decode(serialized);
  const answer = await node.ask(
    TransactionExecutionService.method.executeTransactions,
    {
      transactions: [
        {
          transaction: { digest: { digest }, bcs: { data: bytes } },
          signatures: {
            signatures: [{ bcs: { data: new BcsWriter(signature.length + 2).vector(signature).toBytes() } }],
          },
        },
      ],
      readMask: { paths: EXECUTED_MASK },
    },
    submitRefusal,
  );
  if (!answer.ok) return judged(node, digest, answer);
  const [result, ...more] = answer.value.transactionResults;
  if (!result || more.length > 0) {
    return refuse(
      'node-answer-malformed',
      `expected one answer, got ${answer.value.transactionResults.length}`,
    );
  }
  if (result.result.case === 'error') {
    return judged(node, digest, submitRefusal(itemStatus(result.result.value)));
  }
  return result.result.case === 'executedTransaction'
    ? executedAs(result.result.value, digest)
    : refuse('node-answer-malformed', 'expected a transaction or an error, got neither');
}

/** An executed transaction by the node's word, if its effects are those of the digest. */
export function executedAs(given: ExecutedTransaction, digest: Uint8Array): Result<LedgerTransaction> {
  const parts = refusing(() => ({
    effects: plainBytes(given.effects, 'list of effects'),
    objects: [given.inputObjects, given.outputObjects].flatMap((each) =>
      (each?.objects ?? []).map((object) => unwrapped(object, 'object')),
    ),
  }));
  if (!parts.ok) return parts;
  const effects = decodeEffects(parts.value.effects);
  if (!effects.ok) return effects;
  if (!sameDigest(effects.value.transaction, digest)) {
    return refuse('node-answer-malformed', `expected ${digestText(digest)}, got another transaction`);
  }
  const { checkpoint, timestamp } = given;
  return provenTransaction({ digest, effects: effects.value }, knownObjects(parts.value.objects), {
    checkpoint: checkpoint ?? null,
    timestamp: checkpoint === undefined || !timestamp ? null : timestampMs(timestamp),
  });
}

/** What a node says of bytes that it has looked at. */
const lookedAt: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'node-rejected',
  'inputs-locked',
  'address-denied',
  'payment-in-doubt',
]);

async function judged(
  node: GrpcCalls,
  digest: Uint8Array,
  refused: Refusal,
): Promise<Result<LedgerTransaction>> {
  if (!lookedAt.has(refused.code)) return refused;
  const known = await readTransaction(node, digest, EXECUTED_MASK);
  if (!known.ok) return known;
  return known.value === null ? refused : executedAs(known.value, digest);
}

/** Codes of {@link lookedAt} for what a node says after it looked; anything else leaves open whether the bytes were accepted. */
function submitRefusal(fault: NodeFault | NodeStatus): Refusal {
  if (!(fault instanceof NodeStatus)) return readRefusal(fault);
  switch (fault.code) {
    case Code.InvalidArgument:
    case Code.Aborted:
    case Code.FailedPrecondition:
      return refusedExecution(fault.message, `the node refused (${Code[fault.code]})`) ?? unnamed(fault);
    case Code.ResourceExhausted:
      return refuse('node-rate-limited', saidBy(fault));
    case Code.PermissionDenied:
    case Code.Unauthenticated:
    case Code.Unimplemented:
      return readRefusal(fault);
    case Code.DeadlineExceeded:
      return refuse('node-timeout', 'the node has passed the payment on, and it is in no checkpoint yet');
    default:
      return refuse(
        'node-unreachable',
        `the node could not tell whether it was accepted (${Code[fault.code]}): ${plainWords(fault.message)}`,
      );
  }
}

/** Aborted and FailedPrecondition are also said of what may have happened. */
const unnamed = (fault: NodeStatus): Refusal =>
  fault.code === Code.InvalidArgument
    ? refuse('node-rejected', saidBy(fault))
    : refuse('payment-in-doubt', saidBy(fault));
