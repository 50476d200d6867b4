import { chmod, lstat, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { Caller } from '../../console/officers/callers.ts';
import type { AnswerCall } from '../../contract/serve.ts';
import type { Topic } from '../../contract/topics.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { AnyDesk } from '../any-desk.ts';
import { LineDoor } from './line-door.ts';
import { overLines } from './line-socket.ts';
import { socketOf } from './socket-path.ts';

/** The treasury that is served, and who calls it. */
export interface Served {
  readonly desk: AnyDesk | null;
  callerOf(desk: AnyDesk, callerId: string): Caller;
  forget(callerId: string): Promise<Result<void>>;
}

/** The open socket of a station. */
export interface StationSocket {
  notify(topics: readonly Topic[]): void;
  /** Ends every connection and removes the socket. */
  close(): Promise<void>;
}

/**
 * Serves the contract on the socket in the treasury's folder, for programs of the same user only (mode 0600). The caller
 * has hold of the folder's books, so that a socket that is there already was left by a process that is dead.
 */
export async function serveSocket(holder: Served, answer: AnswerCall): Promise<Result<StationSocket>> {
  const { desk } = holder;
  if (desk === null) return refuse('treasury-not-open', 'expected an open treasury');
  const file = socketOf(desk.treasury.folder);
  if (!file.ok) return file;
  const doors = new Map<LineDoor, () => void>();
  const server = createServer((socket) => {
    const callerId = `socket ${desk.effects.uuid()}`;
    const lines = overLines(socket, {
      onMessage: (message) => door.take(message),
      onEnd: () => {
        doors.delete(door);
        door.end();
        void holder.forget(callerId).catch(() => {});
      },
    });
    const { officers } = holder.callerOf(desk, callerId);
    const { send, close } = lines;
    const door = new LineDoor({ desk, officers, callerId, answer, send, close });
    doors.set(door, close);
  });
  const listening = await listen(server, file.value);
  if (!listening.ok) return listening;
  return ok({
    notify(topics) {
      for (const door of doors.keys()) door.notify(topics);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const close of doors.values()) close();
      await closed;
    },
  });
}

async function listen(server: Server, file: string): Promise<Result<void>> {
  try {
    // Only a socket is removed: anything else with this name is somebody's file.
    const left = await lstat(file).catch(() => null);
    if (left?.isSocket()) await rm(file);
    const mask = process.umask(0o177);
    try {
      server.listen(file);
    } finally {
      process.umask(mask);
    }
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve);
      server.once('error', reject);
    });
    await chmod(file, 0o600);
    return ok(undefined);
  } catch (error) {
    server.close();
    return refuse(
      'attach-refused',
      `the socket of this treasury cannot be served: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}
