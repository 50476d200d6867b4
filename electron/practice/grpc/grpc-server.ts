import {
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { type ConnectRouter, createContextValues, type Interceptor } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { LedgerService } from '../../chains/iota/grpc/generated/ledger_service_pb.ts';
import { StateService } from '../../chains/iota/grpc/generated/state_service_pb.ts';
import { TransactionExecutionService } from '../../chains/iota/grpc/generated/transaction_execution_service_pb.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { MetFaults } from '../faults.ts';
import { meetFaults } from './call-faults.ts';
import { executionService } from './execution-service.ts';
import { ledgerService } from './ledger-service.ts';
import { metFaults } from './lies.ts';
import { type ServiceContext, tellState } from './service-context.ts';
import { stateService } from './state-service.ts';

export interface GrpcServer {
  readonly port: number;
  /** Ends every stream and connection. */
  close(): Promise<void>;
}

/** Requests are at most so large, as on the real node. */
const MOST_REQUEST_BYTES = 4 * 1024 * 1024;

/** Serves gRPC over HTTP/2 without TLS on 127.0.0.1 only. A foreign host and any Origin are refused, as by the JSON-RPC node. */
export async function startGrpcServer(port: number, context: ServiceContext): Promise<Result<GrpcServer>> {
  const told: Interceptor = (next) => async (request) => {
    const answer = await next(request);
    tellState(context, answer.header);
    return answer;
  };
  const met = new WeakMap<object, MetFaults>();
  const handle = connectNodeAdapter({
    routes(router: ConnectRouter) {
      router.service(LedgerService, ledgerService(context));
      router.service(StateService, stateService(context));
      router.service(TransactionExecutionService, executionService(context));
    },
    interceptors: [told],
    contextValues: (request) => createContextValues().set(metFaults, met.get(request) ?? new Map()),
    connect: false,
    grpcWeb: false,
    acceptCompression: [],
    readMaxBytes: MOST_REQUEST_BYTES,
  });
  const server = createServer((request, response) => {
    if (isForeign(request)) return refuseCall(response);
    const faults = context.faults.take(request.url.split('/').at(-1) ?? '');
    met.set(request, faults);
    context.keepTime();
    void meetFaults(faults, request, response, context).then((goesOn) => {
      if (goesOn) handle(request, response);
    });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  const listening = await new Promise<Result<number>>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(refuse('practice-port-in-use', `expected port ${port} to be free, got ${error.code}`));
    });
    server.listen(port, '127.0.0.1', () => resolve(ok((server.address() as AddressInfo).port)));
  });
  if (!listening.ok) return listening;
  return ok({
    port: listening.value,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.close();
        // Streams end cleanly; what still hangs then is cut off.
        setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, GRACE_MS).unref();
      }),
  });
}

/** How long calls have to end once the node stops. */
const GRACE_MS = 250;

const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?$/i;

const isForeign = ({ headers, authority }: Http2ServerRequest): boolean =>
  headers.origin !== undefined || !OWN_HOST.test(authority ?? headers.host ?? '');

function refuseCall(response: Http2ServerResponse): void {
  response.writeHead(403, { 'content-type': 'text/plain' });
  response.end('refused');
}
