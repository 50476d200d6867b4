import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ok, type Result, refuse } from '../core/result.ts';
import type { FaucetReply } from './faucet.ts';
import { rpcCodes } from './rpc-error.ts';
import type { Reply } from './rpc-handler.ts';

export interface HttpServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly answerRpc: (request: unknown) => Promise<Reply>;
  /** The body is undefined for a GET; null when the path is not the faucet's. */
  readonly answerFaucet: (path: string, body: unknown) => FaucetReply | null;
}

export interface HttpServer {
  readonly port: number;
  /** Ends every connection, those that are kept open too. */
  close(): Promise<void>;
}

/** Bytes of a request: the largest transaction in base64 with its signature is below 180 000. */
const BODY_LIMIT = 512 * 1024;

/**
 * Serves HTTP on 127.0.0.1 only. What a web page could send is refused: a foreign Host (DNS rebinding), any Origin,
 * any content type but JSON (which a page cannot send without a preflight); no CORS header is ever given.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<Result<HttpServer>> {
  let port = options.port;
  const server = createServer((request, response) => {
    void serve(request, response, port, options);
  });
  server.requestTimeout = 30_000;
  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;
  port = listening.value;
  return ok({
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(refuse('practice-port-in-use', `expected port ${port} to be free, got ${error.code}`));
    });
    server.listen(port, '127.0.0.1', () => resolve(ok((server.address() as AddressInfo).port)));
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  options: HttpServerOptions,
): Promise<void> {
  const refusal = refuseForeign(request, port);
  if (refusal !== null) return send(response, refusal, { error: 'refused' });
  const path = request.url ?? '/';
  if (request.method === 'GET') {
    const reply = options.answerFaucet(path, undefined);
    return reply ? send(response, reply.status, reply.body) : send(response, 405, { error: 'POST only' });
  }
  const body = await readBody(request);
  if (body === null) return send(response, 413, rpcError(rpcCodes.tooLarge, 'Request is too big'));
  const parsed = parseJson(body);
  try {
    if (path === '/') {
      if (parsed === undefined) return send(response, 200, rpcError(rpcCodes.parse, 'Parse error'));
      return deliver(response, await options.answerRpc(parsed));
    }
    const reply = options.answerFaucet(path, parsed ?? null);
    return reply ? send(response, reply.status, reply.body) : send(response, 404, { error: 'not found' });
  } catch (error) {
    // A ledger that cannot be written (a full disk), or a bug: no answer may look like a success.
    const words = error instanceof Error ? error.message : 'unknown';
    return send(response, 500, rpcError(rpcCodes.internal, `practice node failed: ${words}`));
  }
}

/** The HTTP status with which a request is refused before it is read; null for one to be served. */
function refuseForeign(request: IncomingMessage, port: number): number | null {
  const { host, origin, 'content-type': type = '' } = request.headers;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (host === undefined || !own.includes(host.toLowerCase()) || origin !== undefined) return 403;
  if (request.method === 'GET') return null;
  if (request.method !== 'POST') return 405;
  return /^application\/json(;|$)/i.test(type.trim()) ? null : 415;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += (chunk as Buffer).length;
      if (length <= BODY_LIMIT) chunks.push(chunk as Buffer);
    }
  } catch {
    return null; // The client went away in the middle.
  }
  return length > BODY_LIMIT ? null : Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function deliver(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'json':
      send(response, reply.status, reply.body);
      return;
    case 'busy':
      response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1' });
      response.end('Too Many Requests');
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Maintenance</title><p>We will be back soon.</p>');
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

const rpcError = (code: number, message: string) => ({ jsonrpc: '2.0', id: null, error: { code, message } });
