import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  createServer as createHttp2Server,
  type Http2Server,
  type ServerHttp2Session,
} from 'node:http2';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { grpcSessions } from '../../../electron/chains/iota/online/grpc/grpc-sessions.ts';
import type { OpenSocket } from '../../../electron/way/open-socket.ts';

/** What becomes of requests whose connections end in an awkward moment: one line each, and an end of its own. */

const directly: OpenSocket = async ({ hostname, port }) => connect({ host: hostname, port: Number(port) });

/** A server that keeps its first answer open, and ends each later one. */
function answering(): Http2Server {
  let isFirst = true;
  const server = createHttp2Server();
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200 });
    if (!isFirst) stream.end();
    isFirst = false;
  });
  return server;
}

async function urlOf(server: Server | Http2Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Sessions = ReturnType<typeof grpcSessions>;

async function ask(sessions: Sessions): Promise<ClientHttp2Stream> {
  const stream = await sessions.request('POST', '/a.Service/Method', {}, {});
  stream.on('error', () => {});
  const [headers] = await once(stream, 'response');
  console.log(headers[':status']);
  return stream;
}

const pings = { pingIntervalMs: 60_000, pingTimeoutMs: 60_000 };

/** The node asks for the end of a session while an answer is still open. */
async function askedToEnd(): Promise<void> {
  const server = answering();
  const begun = once(server, 'session');
  const sessions = grpcSessions(await urlOf(server), directly, pings);
  const { session } = await ask(sessions);
  const heard = once(session as ClientHttp2Session, 'goaway');
  const [theirs] = (await begun) as [ServerHttp2Session];
  theirs.goaway();
  await heard;
  await ask(sessions);
}

async function endAsTheyOpen(): Promise<void> {
  // The session's own word of the error, for which nobody can listen yet.
  process.on('uncaughtException', () => {});
  for (const ticks of [0, 1, 2]) {
    const open = async () => endingIn(ticks) as Duplex as Socket;
    const sessions = grpcSessions('http://127.0.0.1:1', open, pings);
    console.log(
      ticks,
      await ask(sessions).then(
        () => 'answered',
        () => 'refused',
      ),
    );
  }
}

/** A connection that ends with an error so many ticks after HTTP/2 has taken it. */
function endingIn(ticks: number): Duplex {
  const connection = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  connection.once('newListener', function taken(event) {
    if (event !== 'close') connection.once('newListener', taken);
    else later(ticks, () => connection.destroy(new Error('so it ends')));
  });
  return connection;
}

function later(ticks: number, then: () => void): void {
  if (ticks === 0) then();
  else process.nextTick(later, ticks - 1, then);
}

const ways = { askedToEnd, endAsTheyOpen };
await ways[process.argv[2] as keyof typeof ways]();
process.exit(0);
