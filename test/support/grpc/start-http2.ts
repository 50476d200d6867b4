import { createSecureServer, createServer, type Http2Server } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { SELF_SIGNED } from './certificate.ts';

export interface StartedServer {
  readonly url: string;
  /** Ends every connection at once and takes no more: what a kill does. */
  kill(): Promise<void>;
}

/** An HTTP/2 server on loopback that does what `prepare` has it do; it ends with the test. */
export async function startHttp2(
  prepare: (server: Http2Server) => void,
  { tls = false }: { readonly tls?: boolean } = {},
): Promise<StartedServer> {
  const server = tls ? createSecureServer(SELF_SIGNED) : createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => session.on('error', () => {}));
  server.on('sessionError', () => {});
  prepare(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const kill = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(kill);
  const { port } = server.address() as AddressInfo;
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, kill };
}

/** A message of gRPC: not compressed, its length, its bytes (gRPC over HTTP/2, "Length-Prefixed-Message"). */
export function framed(message: Uint8Array, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}
