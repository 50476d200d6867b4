import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ConnectProxy {
  readonly url: string;
  /** Every request as it came in, whole, the oldest first. */
  readonly requests: readonly string[];
  /** What was asked for, by `CONNECT`. */
  targets(): readonly string[];
  stop(): Promise<void>;
}

/** What a proxy answers to a request; null: it makes the way. `never`: nothing. */
export type ProxyAnswer = (request: string) => string | null;
export const NEVER = '';

/**
 * A real HTTP proxy on loopback, which makes ways by CONNECT and notes what it is asked. Names are looked up in `hosts` alone.
 * @param hosts ports of this computer by `host:port`
 */
export async function startConnectProxy(
  hosts: Readonly<Record<string, string>>,
  answer: ProxyAnswer = () => null,
): Promise<ConnectProxy> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    keep(socket);
    socket.once('data', (chunk) => {
      const request = chunk.toString('latin1');
      requests.push(request);
      const told = answer(request);
      if (told === NEVER) return;
      if (told !== null) return void socket.end(told);
      const target = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(request)?.[1] ?? '';
      const place = hosts[target];
      if (place === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      const onward = connect(Number(new URL(place).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      keep(onward);
      onward.on('error', () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(stop);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    targets: () => requests.map((request) => request.split(' ')[1] ?? ''),
    stop,
  };
}
