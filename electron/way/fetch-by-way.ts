import { Agent, type ClientRequestArgs, type IncomingMessage, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { isIPv6 } from 'node:net';
import { Readable } from 'node:stream';
import type { Fetch, LineWay } from './line-way.ts';
import { type OpenSocket, openSocketBy } from './open-socket.ts';

/** An idle connection is closed after this time, milliseconds: before servers usually do. */
const IDLE_MS = 4_000;

/**
 * `fetch` as lines use it, over connections of this way: HTTP/1.1, uncompressed, no redirect is followed, nothing is told but
 * what it is called with.
 * @param timeoutMs see `openSocketBy`
 */
export function fetchByWay(way: LineWay, timeoutMs: number): Fetch {
  const open = openSocketBy(way, timeoutMs);
  const plain = new Agent({ keepAlive: true, timeout: IDLE_MS });
  const secure = new SecureAgent({ keepAlive: true, timeout: IDLE_MS });
  plain.createConnection = connecting(open, 'http');
  secure.createConnection = connecting(open, 'https');
  return (address, { method = 'GET', headers = {}, body, signal }) =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const isSecure = url.protocol === 'https:';
      const agent = isSecure ? secure : plain;
      const asked = (isSecure ? secureRequest : request)(url, { method, headers, agent, signal });
      asked.on('error', reject);
      asked.on('upgrade', (_, socket) => {
        socket.destroy();
        reject(notHttp('expected an answer, got a change of the protocol'));
      });
      asked.on('response', (incoming) => {
        try {
          resolve(responseOf(incoming));
        } catch {
          incoming.destroy();
          reject(notHttp('expected an answer of HTTP'));
        }
      });
      asked.end(body);
    });
}

const notHttp = (message: string): Error => Object.assign(new TypeError(message), { code: 'ERR_NOT_HTTP' });

/** As an agent opens connections: what it gets, it gets by the callback. */
const connecting =
  (open: OpenSocket, scheme: string): Agent['createConnection'] =>
  (to, done) => {
    open(originOf(scheme, to), 'http/1.1').then(
      (socket) => done?.(null, socket),
      (error: unknown) => done?.(error as Error, undefined as never),
    );
    return undefined;
  };

const originOf = (scheme: string, { host, port }: ClientRequestArgs): URL =>
  new URL(`${scheme}://${isIPv6(host ?? '') ? `[${host}]` : host}:${port}`);

/** Throws for a status that is none of HTTP. */
function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) incoming.resume();
  const body = isEmpty ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}
