import { NodeFault } from './node-fault.ts';

export interface BoundedFetchOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds for the whole exchange, the body included. */
  readonly timeoutMs: number;
  /** Most bytes of an answer. */
  readonly maxBytes: number;
}

/** Most bytes of an answer: a page of 50 transactions with everything shown stays far below. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * A fetch for JSON-RPC over HTTP that believes nothing: one time limit for the exchange, no redirect, JSON only, a
 * bounded body, and the answer to this very request (the SDK compares no ids).
 * Throws {@link NodeFault} and nothing else.
 */
export function boundedFetch(options: BoundedFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const limit = AbortSignal.timeout(options.timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    try {
      const response = await options.fetch(input, { ...init, signal, redirect: 'manual' });
      checkHead(response);
      const text = await readBody(response, options.maxBytes);
      checkEnvelope(text, init?.body);
      return new Response(text, { status: 200, headers: { 'content-type': 'application/json' } });
    } catch (error) {
      if (error instanceof NodeFault) throw error;
      if (limit.aborted) {
        throw new NodeFault('node-timeout', `expected an answer within ${options.timeoutMs} ms, got none`);
      }
      throw new NodeFault('node-unreachable', `expected a node at the address, got ${reasonOf(error)}`);
    }
  };
}

function checkHead(response: Response): void {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new NodeFault('node-unreachable', 'expected an answer from the node itself, got a redirect');
  }
  if (status === 429 || status >= 500) {
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

async function readBody(response: Response, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new NodeFault('node-answer-malformed', `expected at most ${maxBytes} bytes, got more`);
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  if (response.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let length = 0;
  let text = '';
  // Leaving the loop by a throw cancels the stream, and with it the connection.
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    text += decodeUtf8(() => decoder.decode(chunk, { stream: true }));
  }
  return text + decodeUtf8(() => decoder.decode());
}

function decodeUtf8(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new NodeFault('node-not-json', 'expected JSON in UTF-8, got other bytes');
  }
}

/** JSON-RPC 2.0, section 5: the answer carries the request's id and either a result or an error. */
function checkEnvelope(text: string, requestBody: unknown): void {
  const answer = parseJson(text);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new NodeFault('node-answer-malformed', 'expected a JSON-RPC answer, got another JSON value');
  }
  const request = typeof requestBody === 'string' ? JSON.parse(requestBody) : {};
  if (!('id' in answer) || answer.id !== request.id) {
    throw new NodeFault('node-answer-malformed', 'expected the answer to this request, got another id');
  }
  const error = 'error' in answer ? answer.error : null;
  if (error !== null && error !== undefined && !isRpcError(error)) {
    throw new NodeFault(
      'node-answer-malformed',
      'expected an error with code and message, got another shape',
    );
  }
  if (!('result' in answer) && (error === null || error === undefined)) {
    throw new NodeFault('node-answer-malformed', 'expected a result or an error, got neither');
  }
}

function isRpcError(error: unknown): boolean {
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

/** The system's code of a failed connection (ECONNREFUSED, ENOTFOUND, ...), never free text from elsewhere. */
function reasonOf(error: unknown): string {
  let cause: unknown = error;
  for (let depth = 0; depth < 4 && cause instanceof Error; depth++) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(cause.code)) {
      return cause.code;
    }
    cause = cause.cause;
  }
  return 'a failed connection';
}
