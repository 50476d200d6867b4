import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { it, onTestFinished } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { asGrpc } from '../../../../electron/core/node-url.ts';
import { fetchByWay } from '../../../../electron/way/fetch-by-way.ts';
import { DIRECT } from '../../../../electron/way/line-way.ts';
import { SELF_SIGNED } from '../../../support/grpc/certificate.ts';
import { expectRefusal } from './samples.ts';

/** Its address as one that says http. */
async function plainly(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function lineTo(url: string) {
  const timeoutMs = 20_000;
  const options = { network: 'iota:practice', genesis: null, timeoutMs, way: DIRECT } as const;
  return connectIota({ ...options, url, fetch: fetchByWay(DIRECT, timeoutMs) });
}

it.each([
  ['by JSON-RPC', (url: string) => url],
  ['by gRPC', asGrpc],
])('TLS at an address that says http is told from a node that is not there, %s', async (_, named) => {
  const tls = await plainly(createSecureServer(SELF_SIGNED));
  expectRefusal(await lineTo(named(tls)).latestCheckpoint(), 'node-other-protocol');
  const shut = await plainly(createServer((socket) => void socket.on('error', () => {}).destroy()));
  expectRefusal(await lineTo(named(shut)).latestCheckpoint(), 'node-unreachable');
});
