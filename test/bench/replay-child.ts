import { connect, createServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * Stands before a node of gRPC in a process of its own. A question that it hears for the first time goes to the node, and the
 * answer is kept as the bytes that came; asked again, the same bytes are told, and the node is asked nothing.
 */
const [upstream = ''] = process.argv.slice(2);

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly trailers: IncomingHttpHeaders;
}

const known = new Map<string, Answer>();

const withoutOwn = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'connection'));

async function askNode(path: string, question: Buffer): Promise<Answer> {
  const session = connect(upstream);
  session.on('error', () => {}); // its call fails with it
  try {
    const call = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc+proto',
      te: 'trailers',
    });
    const told: { headers: IncomingHttpHeaders; trailers: IncomingHttpHeaders } = {
      headers: {},
      trailers: {},
    };
    call.on('response', (headers) => {
      told.headers = withoutOwn(headers);
    });
    call.on('trailers', (trailers) => {
      told.trailers = trailers;
    });
    call.end(question);
    return { body: await buffer(call), ...told };
  } finally {
    session.close();
  }
}

async function answer(stream: ServerHttp2Stream, path: string): Promise<void> {
  const question = await buffer(stream);
  const key = `${path} ${question.toString('base64')}`;
  const told = known.get(key) ?? (await askNode(path, question));
  known.set(key, told);
  if (stream.closed) return;
  stream.respond(told.headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(told.trailers));
  stream.end(told.body);
}

const server = createServer();
server.on('stream', (stream, headers) => {
  stream.on('error', () => {}); // whoever asked has left
  answer(stream, headers[':path'] ?? '').catch(() => stream.close());
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ grpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
process.on('message', () =>
  process.send?.({ cpuMs: Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1000 }),
);
process.on('disconnect', () => process.exit(0));
