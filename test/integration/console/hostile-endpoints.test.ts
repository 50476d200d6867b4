import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { create, toBinary } from '@bufbuild/protobuf';
import { expect, it, onTestFinished } from 'vitest';
import { GetServiceInfoResponseSchema } from '../../../electron/chains/iota/grpc/generated/ledger_service_pb.ts';
import { parseDigest } from '../../../electron/chains/iota/pure/ledger/digests.ts';
import { changeEndpoints } from '../../../electron/console/ledger/change-node.ts';
import { SELF_SIGNED } from '../../support/grpc/certificate.ts';
import { framed, startHttp2 } from '../../support/grpc/start-http2.ts';
import { openDesk } from '../../support/treasury-fixture.ts';
import type { TreasuryNode } from '../../support/treasury-node.ts';
import { enter, must } from '../../support/treasury-steps.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const GRPC_TYPE = { ':status': 200, 'content-type': 'application/grpc+proto' } as const;
const MEBIBYTE = 1024 * 1024;
const MOST_SENT = 64 * MEBIBYTE;

interface Hostile {
  readonly url: string;
  readonly sent?: () => number;
}

async function listening(server: Server, scheme = 'http'): Promise<Hostile> {
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const answering = (answer: RequestListener) => listening(createServer(answer));

/** A JSON body without an end, written as fast as anybody reads. */
async function endless(): Promise<Hostile> {
  let sent = 0;
  const chunk = ' '.repeat(MEBIBYTE);
  const server = await answering((_, response) => {
    response.writeHead(200, JSON_TYPE);
    const write = (): void => {
      while (!response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', write);
      }
    };
    write();
  });
  return { ...server, sent: () => sent };
}

const bySsh = () =>
  listening(
    createTcpServer((socket) => {
      socket.write('SSH-2.0-OpenSSH_9.6\r\n');
    }),
  );

const plain = (status: number, headers: Record<string, string>, body = '') =>
  answering((_, response) => response.writeHead(status, headers).end(body));

type Start = (honest: Pick<TreasuryNode, 'trustRoot'>) => Promise<Hostile>;
const byJson: Readonly<Record<string, readonly [code: string, start: Start]>> = {
  'a page of HTML': ['node-not-json', () => plain(200, { 'content-type': 'text/html' }, '<html>')],
  'a page of HTML that says it is JSON': ['node-not-json', () => plain(200, JSON_TYPE, '<html>')],
  'a redirect': ['node-redirects', () => plain(302, { location: 'https://else.invalid/' })],
  'an end in the middle': [
    'node-unreachable',
    () =>
      answering((_, response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' }).write('{');
        setTimeout(() => response.destroy(), 50);
      }),
  ],
  'a body without an end': ['node-answer-too-large', endless],
  'four gigabytes, as it says': [
    'node-answer-too-large',
    () => plain(200, { ...JSON_TYPE, 'content-length': '4000000000' }, '{'),
  ],
  'a million levels': ['node-answer-malformed', () => plain(200, JSON_TYPE, '['.repeat(1_000_000))],
  'a message of another protocol': ['node-other-protocol', bySsh],
  'an alert of TLS where none is expected': [
    'node-other-protocol',
    () =>
      listening(
        createTcpServer((socket) => {
          socket.on('error', () => {});
          // RFC 8446, section 6: fatal, protocol_version.
          socket.once('data', () => socket.end(Buffer.from('15030300020246', 'hex')));
        }),
      ),
  ],
  'HTTP/2 where HTTP/1 is expected': ['node-other-protocol', () => streaming(() => {})],
  'no TLS where it is expected': [
    'node-other-protocol',
    async () => {
      const { url } = await plain(200, JSON_TYPE, '{}');
      return { url: url.replace('http:', 'https:') };
    },
  ],
  'a certificate of its own': [
    'node-certificate',
    () =>
      listening(
        createSecureServer(SELF_SIGNED, (_, response) => response.end('{}')),
        'https',
      ),
  ],
  'another chain': [
    'node-network-mismatch',
    () => plain(200, JSON_TYPE, '{"jsonrpc":"2.0","id":1,"result":"c0ffee99"}'),
  ],
  'a request to wait': ['node-rate-limited', () => plain(429, { 'retry-after': '90' })],
  'nothing at all': ['node-timeout', () => answering(() => {})],
};

/** By gRPC: HTTP/2 whatever is asked. */
const streaming = (
  answer: (stream: import('node:http2').ServerHttp2Stream) => void,
  options: { readonly tls?: boolean } = {},
) =>
  startHttp2((server) => {
    server.on('stream', (stream: import('node:http2').ServerHttp2Stream) => {
      stream.on('error', () => {});
      answer(stream);
    });
  }, options);

const messages = (body: Uint8Array) =>
  streaming((stream) => {
    stream.respond(GRPC_TYPE, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(body);
  });

/** It names the right chain, and of the checkpoints that it promises it tells for ever that it looks for them. */
const streamWithoutEnd: Start = ({ trustRoot }) => {
  const genesis = must(parseDigest(trustRoot.split(':')[1] ?? ''));
  const info = create(GetServiceInfoResponseSchema, {
    chainId: { digest: genesis },
    executedCheckpointHeight: 1_000_000n,
    executedCheckpointTimestamp: { seconds: 1n, nanos: 0 },
  });
  // progress#4 {latest_scanned_sequence_number#1 9}
  const progress = framed(Uint8Array.of(0x22, 2, 8, 9));
  return startHttp2((server) => {
    server.on('stream', (stream: import('node:http2').ServerHttp2Stream, headers) => {
      stream.on('error', () => {});
      stream.respond(GRPC_TYPE, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      if (String(headers[':path']).endsWith('/GetServiceInfo')) {
        return void stream.end(framed(toBinary(GetServiceInfoResponseSchema, info)));
      }
      const timer = setInterval(() => stream.write(progress), 5);
      stream.on('close', () => clearInterval(timer));
    });
  });
};

const byGrpc: typeof byJson = {
  'a page of HTML': [
    'node-not-grpc',
    () =>
      streaming((stream) => {
        stream.respond({ ':status': 200, 'content-type': 'text/html' });
        stream.end('<html>');
      }),
  ],
  'a redirect': [
    'node-redirects',
    () => streaming((stream) => stream.respond({ ':status': 302, location: '/' }, { endStream: true })),
  ],
  'HTTP/1 where HTTP/2 is expected': ['node-not-grpc', () => plain(200, JSON_TYPE, '{}')],
  'a message of another protocol': ['node-not-grpc', bySsh],
  'a certificate of its own': ['node-certificate', () => streaming(() => {}, { tls: true })],
  'four gigabytes, as it says': [
    'node-answer-too-large',
    () => messages(framed(Buffer.alloc(1000), 0xfffffff0)),
  ],
  'a million levels': ['node-answer-malformed', () => messages(framed(Buffer.alloc(1_000_000, 0x7b)))],
  'bytes that are no message': ['node-answer-malformed', () => messages(framed(Buffer.alloc(4, 0xff)))],
  'a stream without an end': ['node-timeout', streamWithoutEnd],
  'a broken connection': ['node-unreachable', () => streaming((stream) => stream.session?.destroy())],
  'nothing at all': ['node-timeout', () => streaming(() => {})],
};

it.each([
  ['JSON-RPC', 'json', byJson],
  ['gRPC', 'grpc', byGrpc],
] as const)(
  'whatever a first endpoint answers by %s, it is named, little of it is read, and the second one is followed',
  async (_, by, hostiles) => {
    const desk = await openDesk(undefined, undefined, by);
    const { station, node } = desk;
    const dev = await enter(desk, 'Dev');
    const honest = station.line.view().url;
    const address = station.policy.present().vaults[0]?.receiveAddress ?? '';
    const found: Record<string, unknown> = {};
    for (const [name, [, start]] of Object.entries(hostiles)) {
      const hostile = await start(node);
      const url = by === 'grpc' ? `grpc+${hostile.url}` : hostile.url;
      // One that is in the file already is not tested again: it has turned hostile since.
      must(await station.treasury.adopt({ ...station.treasury.file(), node: { kind: 'url', url } }));
      must(await changeEndpoints(station, dev, { urls: [url, honest] }));
      await node.deposit(address, 1_000_000_000n);
      await node.checkpoint();
      await station.line.follow();
      const view = station.line.view();
      expect([name, view.url, view.state, view.problem]).toEqual([name, honest, 'connected', null]);
      expect(view.endpoints[0], name).toMatchObject({ url, state: 'left' });
      expect(hostile.sent?.() ?? 0, name).toBeLessThan(MOST_SENT);
      found[name] = view.endpoints[0]?.problem?.code;
    }
    expect(found).toEqual(Object.fromEntries(Object.entries(hostiles).map(([name, [code]]) => [name, code])));
    const page = await station.books.deposits.list({ search: '', offset: 0, limit: 50 }, null);
    expect(page.rows.filter(({ state }) => state === 'final')).toHaveLength(Object.keys(hostiles).length);
  },
  180_000,
);
