import { type IotaTransport, JsonRpcError } from '@iota/iota-sdk/client';
import type { Fetch } from '../../../way/line-way.ts';
import { proxyFaultIn } from '../../../way/proxy-fault.ts';
import { connectionWords, isOfCertificate, isOtherProtocol } from './connection-words.ts';
import { type JsonBounds, JsonCounter, tooLarge } from './json-bounds.ts';
import { NodeFault } from './node-fault.ts';
import { asAllowed, type Quiet, RateLimited, retryAfterMs } from './rate-limit.ts';
import { asTls } from './speaks-tls.ts';

export interface BoundedTransportOptions {
  readonly url: string;
  readonly fetch: Fetch;
  /** Milliseconds for one exchange, the body included. */
  readonly timeoutMs: number;
  /** Ends every exchange: the time for all of them together is over. */
  readonly total: AbortSignal;
  readonly bounds: JsonBounds;
  /** Until when the node asked not to be asked, kept over all transports to it. */
  readonly quiet: Quiet;
  /** Told what the node's own clock said with an answer, milliseconds. */
  readonly timeTold: (nodeAt: number) => void;
}

/**
 * JSON-RPC over HTTP that believes nothing: a time limit for each exchange and for all together, no redirect, JSON only,
 * bounded before it is parsed and parsed once, and the answer to this very request (the SDK compares no ids). Its requests
 * throw {@link NodeFault}, or `JsonRpcError` for an error that the node names, and nothing else.
 */
export function boundedTransport(options: BoundedTransportOptions): IotaTransport {
  let lastId = 0;
  return {
    async request<T>({ method, params }: { method: string; params: unknown[] }): Promise<T> {
      lastId += 1;
      const body = JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params });
      const answer = checkAnswer(await asAllowed(options, () => exchange(options, body)), lastId);
      if (answer.error) throw new JsonRpcError(answer.error.message, answer.error.code);
      // What it is, the caller's schema says; the SDK passes it on.
      return answer.result as T;
    },
    subscribe: () => Promise.reject(new Error('expected a request, got a subscription')),
  };
}

/** One exchange. Throws {@link NodeFault}, {@link RateLimited} among them. */
async function exchange(options: BoundedTransportOptions, body: string): Promise<unknown> {
  const { url, fetch, timeoutMs, total, bounds } = options;
  const one = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.any([one, total]),
      redirect: 'manual',
    });
    tellTime(response, options.timeTold);
    checkHead(response);
    return parseJson(await readBody(response, bounds));
  } catch (error) {
    if (error instanceof NodeFault) throw error;
    const proxy = proxyFaultIn(error);
    if (proxy) throw new NodeFault(proxy.fault, proxy.message);
    if (total.aborted) throw new NodeFault('node-timeout', 'expected all answers in time, got too few');
    if (one.aborted)
      throw new NodeFault('node-timeout', `expected an answer within ${timeoutMs} ms, got none`);
    const code = systemCode(error);
    const words = code === null ? 'a failed connection' : connectionWords(code);
    if (code !== null && isOfCertificate(code)) {
      throw new NodeFault('node-certificate', `expected a certificate to accept, got ${words}`);
    }
    const fault = code !== null && isOtherProtocol(code) ? 'node-other-protocol' : 'node-unreachable';
    throw await asTls(new NodeFault(fault, `expected a node at the address, got ${words}`), url);
  }
}

/** RFC 9110, 6.6.1: when the answer was made, to the second. One that is none tells nothing. */
function tellTime({ headers }: Response, tell: (nodeAt: number) => void): void {
  const at = Date.parse(headers.get('date') ?? '');
  if (Number.isSafeInteger(at) && at >= 0) tell(at);
}

function checkHead(response: Response): void {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new NodeFault('node-redirects', 'expected an answer from the node itself, got a redirect');
  }
  if (status === 429) throw new RateLimited(retryAfterMs(response.headers.get('retry-after'), Date.now()));
  if (status >= 500) {
    throw new NodeFault('node-unreachable', `expected an answer, got HTTP status ${status}`);
  }
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new NodeFault('node-not-json', `expected JSON, got ${mediaType(type)} with HTTP status ${status}`);
  }
  if (status !== 200) throw new NodeFault('node-unreachable', `expected HTTP status 200, got ${status}`);
}

/** The media type for a message: only what such a name may have, so that a node cannot write on the screen. */
function mediaType(header: string): string {
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,40}/i.exec(header)?.[0] ?? 'no media type';
}

async function readBody(response: Response, bounds: JsonBounds): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > bounds.bytes) {
    await response.body?.cancel();
    throw tooLarge(`${bounds.bytes} bytes`);
  }
  const counter = new JsonCounter(bounds);
  const chunks: Uint8Array[] = [];
  // Leaving the loop by a throw cancels the stream, and with it the connection.
  for await (const chunk of response.body ?? []) {
    counter.add(chunk);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new NodeFault('node-not-json', 'expected JSON in UTF-8, got other bytes');
  }
}

interface Answer {
  readonly result: unknown;
  readonly error: { readonly code: number; readonly message: string } | null;
}

/** JSON-RPC 2.0, section 5: the answer carries the request's id and either a result or an error. */
function checkAnswer(answer: unknown, id: number): Answer {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new NodeFault('node-answer-malformed', 'expected a JSON-RPC answer, got another JSON value');
  }
  if (!('id' in answer) || answer.id !== id) {
    throw new NodeFault('node-answer-malformed', 'expected the answer to this request, got another id');
  }
  const result = 'result' in answer ? answer.result : undefined;
  const error = 'error' in answer ? answer.error : null;
  if (error !== null && error !== undefined) {
    if (isRpcError(error)) return { result, error };
    throw new NodeFault(
      'node-answer-malformed',
      'expected an error with code and message, got another shape',
    );
  }
  if (result === undefined) {
    throw new NodeFault('node-answer-malformed', 'expected a result or an error, got neither');
  }
  return { result, error: null };
}

function isRpcError(error: unknown): error is { readonly code: number; readonly message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    Number.isSafeInteger(error.code) &&
    'message' in error &&
    typeof error.message === 'string'
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NodeFault('node-not-json', `expected JSON, got ${text.length} characters that are not`);
  }
}

/** The code of a failed connection (ECONNREFUSED, ENOTFOUND, ...), never free text from elsewhere; null where there is none. */
function systemCode(error: unknown): string | null {
  let cause: unknown = error;
  for (let depth = 0; depth < 4 && cause instanceof Error; depth++) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(cause.code)) {
      return cause.code;
    }
    cause = cause.cause;
  }
  return null;
}
