import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { Http2Server, ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GetServiceInfoResponseSchema } from '../../../../../electron/chains/iota/grpc/generated/ledger_service_pb.ts';
import { GrpcNode } from '../../../../../electron/chains/iota/online/grpc/grpc-node.ts';
import { streamCheckpoints } from '../../../../../electron/chains/iota/online/grpc/stream-checkpoints.ts';
import { parseDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { publicNetworks } from '../../../../../electron/chains/iota/pure/public-networks.ts';
import { SELF_SIGNED } from '../../../../support/grpc/certificate.ts';
import { framed, startHttp2 } from '../../../../support/grpc/start-http2.ts';
import { expectRefusal, unwrap } from '../samples.ts';

const GRPC = { ':status': 200, 'content-type': 'application/grpc+proto' } as const;
const genesis = new Uint8Array(32).fill(7);
const info = toBinary(
  GetServiceInfoResponseSchema,
  create(GetServiceInfoResponseSchema, {
    chainId: { digest: genesis },
    epoch: 3n,
    executedCheckpointHeight: 100n,
    executedCheckpointTimestamp: { seconds: 1_700_000_000n, nanos: 5_000_000 },
  }),
);

const nodeAt = (url: string, options: Partial<ConstructorParameters<typeof GrpcNode>[0]> = {}) =>
  new GrpcNode({ network: 'iota:practice', url, genesis: null, timeoutMs: 20_000, ...options });

const derOf = (pem: string): string => new X509Certificate(pem).raw.toString('base64');

type Answer = (stream: ServerHttp2Stream, path: string) => void;

/** A server that answers each call by `answer`, but tells honestly what it is. */
const answering = (answer: Answer, options = {}) =>
  startHttp2((server: Http2Server) => {
    server.on('stream', (stream: ServerHttp2Stream, headers) => {
      stream.on('error', () => {});
      const path = String(headers[':path']);
      if (path.endsWith('/GetServiceInfo')) ended(stream, framed(info));
      else answer(stream, path);
    });
  }, options);

/** The same, also for what it is. */
const lying = (answer: Answer, options = {}) =>
  startHttp2((server: Http2Server) => {
    server.on('stream', (stream: ServerHttp2Stream, headers) => {
      stream.on('error', () => {});
      answer(stream, String(headers[':path']));
    });
  }, options);

function ended(stream: ServerHttp2Stream, bytes: Uint8Array, status = '0', message = ''): void {
  stream.respond(GRPC, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status, 'grpc-message': message }));
  stream.end(bytes);
}

const failed = (stream: ServerHttp2Stream, status: string, headers = {}): void =>
  stream.respond(
    { ...GRPC, 'grpc-status': status, 'grpc-message': 'so it is', ...headers },
    { endStream: true },
  );

const streamed = (node: GrpcNode) => streamCheckpoints(node.begin(), { from: 1n, to: 5n, objects: true });

describe('a server that is no honest node', () => {
  it('that answers is read: the control of all that follow', async () => {
    const server = await answering(() => {});
    expect(unwrap(await nodeAt(server.url).info())).toMatchObject({
      newest: 100n,
      newestAt: 1_700_000_000_005,
    });
  });

  it.each<[string, Answer, string]>([
    [
      'answers HTML',
      (stream) => {
        stream.respond({ ':status': 200, 'content-type': 'text/html' });
        stream.end('<html>log in here</html>');
      },
      'node-not-grpc',
    ],
    [
      'redirects',
      (stream) => stream.respond({ ':status': 302, location: 'https://else.invalid/' }, { endStream: true }),
      'node-redirects',
    ],
    [
      'knows no such place',
      (stream) => stream.respond({ ':status': 404 }, { endStream: true }),
      'node-not-grpc',
    ],
    [
      'is down behind a balancer',
      (stream) => stream.respond({ ':status': 502 }, { endStream: true }),
      'node-unreachable',
    ],
    [
      'asks to be left in peace',
      (stream) => stream.respond({ ':status': 429, 'retry-after': '30' }, { endStream: true }),
      'node-rate-limited',
    ],
    ['has too much to do', (stream) => failed(stream, '8', { 'retry-after': '30' }), 'node-rate-limited'],
    ['wants a password', (stream) => failed(stream, '16'), 'node-refused'],
    ['does not serve the call', (stream) => failed(stream, '12'), 'node-not-grpc'],
    ['cancels what nobody cancelled', (stream) => failed(stream, '1'), 'node-unreachable'],
    ['resets the stream', (stream) => stream.close(8), 'node-unreachable'],
    ['kills the connection', (stream) => stream.session?.destroy(), 'node-unreachable'],
    [
      'sends bytes that are no message',
      (stream) => ended(stream, framed(Buffer.from('ffffffff', 'hex'))),
      'node-answer-malformed',
    ],
    [
      'ends in the middle of a message',
      (stream) => ended(stream, framed(info, info.length + 9)),
      'node-answer-malformed',
    ],
    ['answers nothing', (stream) => ended(stream, Buffer.alloc(0)), 'node-answer-malformed'],
    [
      'answers twice',
      (stream) => ended(stream, Buffer.concat([framed(info), framed(info)])),
      'node-answer-malformed',
    ],
    [
      'compresses what nobody can read',
      (stream) => {
        stream.respond({ ...GRPC, 'grpc-encoding': 'gzip' });
        stream.end(framed(info));
      },
      'node-answer-malformed',
    ],
    [
      'nests groups a million deep',
      (stream) => ended(stream, framed(Buffer.alloc(1_000_000, 0x7b))),
      'node-answer-malformed',
    ],
    [
      'announces four gigabytes',
      (stream) => ended(stream, framed(Buffer.alloc(1000), 0xfffffff0)),
      'node-answer-too-large',
    ],
    [
      'tells another chain in a header than in its answer',
      (stream) => {
        stream.respond(
          { ...GRPC, 'x-iota-chain-id': '11111111111111111111111111111111' },
          { waitForTrailers: true },
        );
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end(framed(info));
      },
      'node-network-mismatch',
    ],
  ])('%s', async (_, answer, code) => {
    const server = await lying(answer);
    expectRefusal(await nodeAt(server.url).info(), code as never);
  });

  it('that speaks HTTP/1 is named, and so is one that speaks no HTTP', async () => {
    const old = createServer((_, response) => response.end('{}'));
    const other = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.write('SSH-2.0-OpenSSH_9.6\r\n');
    });
    for (const server of [old, other]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const { port } = server.address() as AddressInfo;
      expectRefusal(await nodeAt(`http://127.0.0.1:${port}`).info(), 'node-not-grpc');
    }
    old.closeAllConnections();
  });

  it('at a port where nobody listens', async () => {
    const server = await answering(() => {});
    await server.kill();
    expectRefusal(await nodeAt(server.url).info(), 'node-unreachable');
  });

  it('with a certificate of its own is not asked, but where that certificate is trusted', async () => {
    const server = await answering(() => {}, { tls: true });
    expectRefusal(await nodeAt(server.url).info(), 'node-certificate');
    unwrap(await nodeAt(server.url, { way: { proxy: null, authorities: [derOf(SELF_SIGNED.cert)] } }).info());
  });

  it('that never answers costs the time of one answer', async () => {
    const server = await lying(() => {});
    expectRefusal(await nodeAt(server.url, { timeoutMs: 100 }).info(), 'node-timeout');
  });

  it.each([
    ['on mainnet is nothing for another network, whatever the address', 'iota:practice'],
    ['on mainnet is not testnet', 'iota:testnet'],
  ])('%s', async (_, network) => {
    const digest = unwrap(parseDigest(publicNetworks['iota:mainnet'] as string));
    const server = await lying((stream) =>
      ended(
        stream,
        framed(
          toBinary(
            GetServiceInfoResponseSchema,
            create(GetServiceInfoResponseSchema, {
              chainId: { digest },
              executedCheckpointHeight: 1n,
              executedCheckpointTimestamp: { seconds: 1n, nanos: 0 },
            }),
          ),
        ),
      ),
    );
    expectRefusal(await nodeAt(server.url, { network }).info(), 'node-network-mismatch');
    unwrap(await nodeAt(server.url, { network: 'iota:mainnet' }).info());
  });

  it('on another chain is read no further', async () => {
    const asked: string[] = [];
    const server = await answering((_, path) => asked.push(path));
    const node = nodeAt(server.url, { genesis: '11111111111111111111111111111111' });
    expectRefusal(await streamed(node), 'node-network-mismatch');
    expect(asked).toEqual([]);
  });
});

describe('a stream', () => {
  it('that stands still is left after the time of one answer', async () => {
    const server = await answering((stream) => stream.respond(GRPC));
    expectRefusal(await streamed(nodeAt(server.url, { timeoutMs: 100 })), 'node-timeout');
  });

  it('that tells for ever of its progress alone is left after the time of one answer', async () => {
    const server = await answering((stream) => {
      stream.respond(GRPC);
      // progress#4 {latest_scanned_sequence_number#1 9}
      const timer = setInterval(() => stream.write(framed(Uint8Array.of(0x22, 2, 8, 9))), 10);
      stream.on('close', () => clearInterval(timer));
    });
    const answer = await streamed(nodeAt(server.url, { timeoutMs: 60 }));
    expectRefusal(answer, 'node-timeout');
    expect(answer).toMatchObject({ message: 'expected an answer within 60 ms, got none' });
  });

  it('of gigabytes of what nobody asked for is left after the time of one answer, and fills no memory', async () => {
    let sent = 0;
    const chunk = framed(
      Buffer.concat([Uint8Array.of(0x9a, 0x06, 0x80, 0x80, 0x40), Buffer.alloc(1024 * 1024)]),
    );
    const server = await answering((stream) => {
      stream.respond(GRPC);
      const write = (): void => {
        while (!stream.destroyed && stream.writable) {
          sent += chunk.length;
          if (!stream.write(chunk)) return void stream.once('drain', write);
        }
      };
      write();
    });
    const before = process.memoryUsage().rss;
    expectRefusal(await streamed(nodeAt(server.url, { timeoutMs: 500 })), 'node-timeout');
    expect(sent).toBeGreaterThan(1_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  it('below the lowest checkpoint is named as pruned', async () => {
    const server = await answering((stream) => failed(stream, '5'));
    expectRefusal(await streamed(nodeAt(server.url)), 'node-pruned');
  });
});
