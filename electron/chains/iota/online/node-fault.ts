import { JsonRpcError } from '@iota/iota-sdk/client';
import { type Refusal, refuse } from '../../../core/result.ts';
import type { ProxyFaultCode } from '../../../way/proxy-fault.ts';
import { plainWords } from './plain-words.ts';
import { refusedExecution } from './refused-execution.ts';

type NodeFaultCode =
  | ProxyFaultCode
  | 'node-unreachable'
  | 'node-timeout'
  | 'node-rate-limited'
  | 'node-pruned'
  | 'node-not-json'
  | 'node-redirects'
  | 'node-other-protocol'
  | 'node-not-grpc'
  | 'node-certificate'
  | 'node-answer-malformed'
  | 'node-answer-too-large';

/** A failure that the bounded transport has found and named; it passes through the SDK's client unchanged. */
export class NodeFault extends Error {
  override readonly name = 'NodeFault';
  readonly code: NodeFaultCode;

  constructor(code: NodeFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The JSON-RPC code with which a node says that its answer would be too large for itself. */
const OVERSIZED_RESPONSE = -32702;

/**
 * JSON-RPC codes with which a node says that it could not look now: too many subscriptions (-32006), server busy
 * (-32604), internal error (-32603), unknown (-32001), transient (-32050).
 */
const passingCodes: readonly number[] = [-32006, -32604, -32603, -32001, -32050];

/**
 * JSON-RPC codes with which a node says that it looked at a transaction and refused it, or never took the request:
 * not JSON (-32700), oversized (-32701), no request (-32600), no such method (-32601), wrong parameters (-32602),
 * refused by the validators (-32002). With any other code a transaction may have been accepted all the same.
 */
const definiteCodes: readonly number[] = [-32700, -32701, -32600, -32601, -32602, -32002];

/** What went wrong in a call that only reads. */
export function readRefusal(error: unknown): Refusal {
  if (error instanceof JsonRpcError && error.code === OVERSIZED_RESPONSE) {
    return refuse('node-answer-too-large', 'expected an answer, the node names it too large to be given');
  }
  if (error instanceof JsonRpcError && !passingCodes.includes(error.code)) {
    return refuse('node-refused', saidBy(error));
  }
  return commonRefusal(error);
}

/** Words with which nodes say that they do not have what was asked for. */
const NOT_THERE = /not found|could not find|pruned|no longer available/i;

/** The same for a reading of a checkpoint that the node knows of: where it does not have it, it has thrown it away. */
export const readCheckpointRefusal =
  (sequence: bigint) =>
  (error: unknown): Refusal =>
    error instanceof JsonRpcError && NOT_THERE.test(error.message)
      ? refuse('node-pruned', `this node no longer has checkpoint ${sequence} (${error.code})`)
      : readRefusal(error);

/**
 * What went wrong in a submission: `node-rejected` only where it is sure that nothing was accepted. -32002 alone does not say so:
 * its words are read too.
 */
export function submitRefusal(error: unknown): Refusal {
  if (error instanceof JsonRpcError && !passingCodes.includes(error.code)) {
    const named = refusedExecution(error.message, `the node refused (${error.code})`);
    if (named) return named;
  }
  if (error instanceof JsonRpcError && definiteCodes.includes(error.code)) {
    return refuse('node-rejected', saidBy(error));
  }
  return commonRefusal(error);
}

function commonRefusal(error: unknown): Refusal {
  if (error instanceof NodeFault) return refuse(error.code, error.message);
  if (error instanceof JsonRpcError) {
    return refuse(
      'node-unreachable',
      `expected an answer, the node could not give one (${error.code}): ${plainWords(error.message)}`,
    );
  }
  // What is left comes from the SDK, which reads some answers before they are checked here.
  const words = error instanceof Error ? plainWords(error.message) : 'another failure';
  return refuse('node-answer-malformed', `expected an answer of the API's shape: ${words}`);
}

const saidBy = ({ code, message }: JsonRpcError): string =>
  `the node refused (${code}): ${plainWords(message)}`;
