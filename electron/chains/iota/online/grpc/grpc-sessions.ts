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
 * Connect's sessions over connections of a way. Connect begins a session anew by itself where the one that it has was asked to end, or
 * does not answer its ping; the connection for it is opened then, and the request made again.
 * @param url without a path
 */
export function grpcSessions(url: string, open: OpenSocket, pings: Pings): Sessions {
  const ahead = new SocketAhead(open);
  const sessions = new Http2SessionManager(url, pings, { createConnection: () => ahead.take() });
  return {
    authority: sessions.authority,
    async request(...asked) {
      const state = sessions.state();
      if (state === 'closed' || state === 'error') await ahead.prepare(new URL(url));
      const { misses } = ahead;
      const stream = await sessions.request(...asked).catch((error: unknown) => {
        if (ahead.misses === misses) throw error;
        return null;
      });
      if (stream !== null && ahead.misses === misses) return stream;
      // It was never sent, and ends with the session that has no connection.
      if (stream !== null) await new Promise((ended) => stream.on('error', () => {}).once('close', ended));
      await ahead.prepare(new URL(url));
      return sessions.request(...asked);
    },
    notifyResponseByteRead: (stream) => sessions.notifyResponseByteRead(stream),
  };
}
