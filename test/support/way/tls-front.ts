import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { TestCertificate } from './certificates.ts';

interface Behind {
  readonly url: string;
  readonly grpcUrl: string;
}

export interface TlsFront {
  readonly port: number;
  readonly url: string;
  /** How many connections it was offered. */
  connections(): number;
}

/** Takes TLS on loopback and hands on to a node what is asked, by HTTP/1.1 and by HTTP/2, as a balancer does. */
export async function startTlsFront(
  { cert, key }: Pick<TestCertificate, 'cert' | 'key'>,
  node: Behind,
): Promise<TlsFront> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createSecureServer({ cert, key, allowHTTP1: true });
  server.on('request', (asked, answer) => handOn(node.url, asked as never, answer as never));
  // Node would give streams of HTTP/2 to the same listener; they are handed on as streams, with what ends them.
  server.removeAllListeners('stream');
  server.on('stream', (stream, headers) => handOnStream(node.grpcUrl, stream, headers));
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  server.on('session', (session) => session.on('error', () => {}));
  server.on('sessionError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `https://127.0.0.1:${port}`, connections: () => connections };
}

function handOn(url: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { host: _, ...headers } = asked.headers;
  const onward = request(url, { method: asked.method ?? 'POST', path: asked.url ?? '/', headers });
  onward.on('error', () => answer.destroy());
  onward.on('response', (given) => {
    answer.writeHead(given.statusCode ?? 500, given.headers);
    given.pipe(answer);
  });
  asked.pipe(onward);
}

function handOnStream(
  url: string,
  stream: ServerHttp2Stream,
  { ':authority': _, ':scheme': __, ...headers }: IncomingHttpHeaders,
): void {
  // A connection for each: one that has been idle may be closed already.
  const behind = connect(url);
  behind.on('error', () => stream.close());
  const onward = behind.request(headers);
  let trailers: IncomingHttpHeaders = {};
  for (const each of [stream, onward]) each.on('error', () => {});
  onward.on('response', (head, flags) => {
    const { ':status': status, ...rest } = head;
    // A head that ends the stream has the status of gRPC in it.
    const ends = (flags & 1) === 1;
    stream.respond({ ':status': status, ...rest }, { waitForTrailers: !ends, endStream: ends });
    if (ends) return;
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    onward.on('trailers', (told) => {
      trailers = told;
    });
    onward.pipe(stream);
  });
  stream.on('close', () => behind.destroy());
  stream.pipe(onward);
}
