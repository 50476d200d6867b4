import { type createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import type { OpenSocket } from '../../../../way/open-socket.ts';
import { SocketAhead } from '../../../../way/socket-ahead.ts';

/** What Connect takes its sessions from. */
type Sessions = NonNullable<Parameters<typeof createGrpcTransport>[0]['sessionManager']>;

interface Pings {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}

/**
 * Connect's sessions over connections of a way. A session that ends while it looked well is begun anew with the next request.
 * @param url without a path
 */
export function grpcSessions(url: string, open: OpenSocket, pings: Pings): Sessions {
  const ahead = new SocketAhead(open);
  const sessions = new Http2SessionManager(url, pings, { createConnection: () => ahead.take() });
  return {
    authority: sessions.authority,
    async request(method, path, headers, options) {
      const state = sessions.state();
      if (state === 'closed' || state === 'error') await ahead.prepare(new URL(url));
      return sessions.request(method, path, headers, options);
    },
    notifyResponseByteRead: (stream) => sessions.notifyResponseByteRead(stream),
  };
}
