import { Code, ConnectError } from '@connectrpc/connect';
import { type Refusal, refuse } from '../../../../core/result.ts';
import { proxyFaultIn } from '../../../../way/proxy-fault.ts';
import type { Status } from '../../grpc/generated/base_pb.ts';
import { RetryInfoSchema } from '../../grpc/generated/error_details_pb.ts';
import { connectionWords } from '../connection-words.ts';
import { NodeFault } from '../node-fault.ts';
import { plainWords } from '../plain-words.ts';
import { boundedWait, RateLimited, retryAfterMs } from '../rate-limit.ts';

/** An error that the node names by a gRPC status, in the answer or beside it. */
export class NodeStatus extends Error {
  override readonly name = 'NodeStatus';
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

/** The error of one item of an answer. */
export const itemStatus = ({ code, message }: Status): NodeStatus => new NodeStatus(code, message);

/**
 * Names what a call threw: {@link RateLimited}, another {@link NodeFault}, or {@link NodeStatus} where the node itself gave a
 * status. Connect gives the same codes for its own findings, so these are told by their words.
 */
export function faultOf(error: unknown): NodeFault | NodeStatus {
  if (error instanceof NodeFault || error instanceof NodeStatus) return error;
  const proxy = proxyFaultIn(error);
  if (proxy) return new NodeFault(proxy.fault, proxy.message);
  if (!(error instanceof ConnectError)) return new NodeFault('node-unreachable', reached(systemCode(error)));
  const { rawMessage, code, metadata } = error;
  const status = /^HTTP (\d{3})$/.exec(rawMessage)?.[1];
  if (status !== undefined) return httpFault(Number(status), metadata);
  if (/larger than configured readMaxBytes/.test(rawMessage)) {
    return new NodeFault('node-answer-too-large', 'expected a message of bounded size, got a larger one');
  }
  if (/^unsupported content type/.test(rawMessage)) {
    return new NodeFault('node-not-grpc', `expected gRPC, got ${mediaType(rawMessage)}`);
  }
  if (/^(parse binary|protocol error|unsupported response encoding|premature|incomplete)/.test(rawMessage)) {
    return new NodeFault('node-answer-malformed', 'expected an answer of gRPC, got other bytes');
  }
  const system = systemCode(error.cause);
  if (system !== null) return systemFault(system);
  const wait = waitTold(error);
  // A node that has too much to do says so by either code; only with a wait is it sure that this is what it means.
  if (code === Code.ResourceExhausted || (code === Code.Unavailable && wait > 0))
    return new RateLimited(wait);
  if (code === Code.DeadlineExceeded) return new NodeFault('node-timeout', ended(error));
  // A server that is killed ends its streams with Canceled, though nobody here has cancelled anything.
  return passing.has(code)
    ? new NodeFault('node-unreachable', ended(error))
    : new NodeStatus(code, rawMessage);
}

/** How long a node asks not to be asked, by `google.rpc.RetryInfo` or by the header; the longer one, milliseconds. */
function waitTold(error: ConnectError): number {
  const waits = error
    .findDetails(RetryInfoSchema)
    .map(({ retryDelay }) =>
      retryDelay ? boundedWait(Number(retryDelay.seconds) * 1000 + retryDelay.nanos / 1_000_000) : 0,
    );
  return Math.max(retryAfterMs(error.metadata.get('retry-after'), Date.now()), ...waits);
}

/** Status codes that say nothing of what was asked: the node, or what is before it, could not answer now. */
const passing: ReadonlySet<Code> = new Set([
  Code.Canceled,
  Code.Unknown,
  Code.Internal,
  Code.Unavailable,
  Code.DataLoss,
]);

/** A stream that the other end closed is a connection that broke off; the numbers of HTTP/2 mean nothing to a reader. */
const ended = ({ code, rawMessage }: ConnectError): string =>
  /^http\/2 stream closed/i.test(rawMessage)
    ? reached('ECONNRESET')
    : `expected an answer, the node could not give one (${Code[code]}): ${plainWords(rawMessage)}`;

function httpFault(status: number, metadata: Headers): NodeFault {
  if (status === 429) return new RateLimited(retryAfterMs(metadata.get('retry-after'), Date.now()));
  if (status >= 300 && status < 400) {
    return new NodeFault('node-redirects', 'expected an answer from the node itself, got a redirect');
  }
  return status === 404 || status === 405 || status === 415
    ? new NodeFault('node-not-grpc', `expected gRPC, got HTTP status ${status}`)
    : new NodeFault('node-unreachable', `expected an answer, got HTTP status ${status}`);
}

/** What the system names: a certificate that is not accepted, an end of the connection, another protocol. */
function systemFault(code: string): NodeFault {
  if (
    /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_|SIGNATURE|CRL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/.test(code)
  ) {
    return new NodeFault('node-certificate', `expected a certificate that this computer trusts, got ${code}`);
  }
  // Bytes that are no HTTP/2, or a server whose TLS knows no HTTP/2.
  return /^(ERR_HTTP2_ERROR|ERR_HTTP2_SESSION_ERROR|ERR_SSL_)|ALPN|EPROTO|WRONG_VERSION/.test(code)
    ? new NodeFault('node-not-grpc', `expected gRPC over HTTP/2, got another protocol (${code})`)
    : new NodeFault('node-unreachable', reached(code));
}

const reached = (code: string | null): string =>
  `expected a node at the address, got ${code === null ? 'a failed connection' : connectionWords(code)}`;

/** The system's code of a failed connection, never free text from elsewhere. */
function systemCode(error: unknown): string | null {
  let cause: unknown = error;
  for (let depth = 0; depth < 4 && cause instanceof Error; depth++) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(cause.code)) {
      return cause.code;
    }
    cause = cause.cause;
  }
  return null;
}

/** A media type for a message: only what such a name may have, so that a node cannot write on the screen. */
const mediaType = (text: string): string =>
  /[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,40}/i.exec(text)?.[0] ?? 'no media type';

/** What a call that only reads failed with. */
export function readRefusal(fault: NodeFault | NodeStatus): Refusal {
  if (fault instanceof NodeFault) return refuse(fault.code, fault.message);
  switch (fault.code) {
    case Code.FailedPrecondition:
      return refuse(
        'node-pruned',
        `this node no longer has what was asked for: ${plainWords(fault.message)}`,
      );
    case Code.Aborted:
      return refuse('node-unreachable', `the node could not look now: ${plainWords(fault.message)}`);
    case Code.Unimplemented:
      return refuse('node-not-grpc', `this node does not serve that call: ${plainWords(fault.message)}`);
    default:
      return refuse('node-refused', saidBy(fault));
  }
}

/** The same for a checkpoint, an epoch or a transaction of a number that the node has passed: it has thrown it away. */
export const pastRefusal =
  (name: string) =>
  (fault: NodeFault | NodeStatus): Refusal =>
    fault instanceof NodeStatus && fault.code === Code.NotFound
      ? refuse('node-pruned', `this node no longer has ${name}`)
      : readRefusal(fault);

export const saidBy = ({ code, message }: NodeStatus): string =>
  `the node refused (${Code[code] ?? code}): ${plainWords(message)}`;
