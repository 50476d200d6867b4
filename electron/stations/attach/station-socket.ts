import { chmod, lstat, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import type { AnswerCall } from '../../contract/serve.ts';
import type { Topic } from '../../contract/topics.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { DeskHolder } from '../desk-holder.ts';
import { LineDoor } from './line-door.ts';
import { overLines } from './line-socket.ts';

/** The longest path that the system takes for a socket, in bytes. */
const MOST_PATH_BYTES = 103;

/** Where a treasury's folder has its socket; refuses `attach-refused` where this system or the folder cannot have one. */
export function socketOf(folder: string): Result<string> {
  if (process.platform === 'win32') {
    return refuse('attach-refused', 'on Windows a second program cannot attach to an open treasury');
  }
  const file = path.join(folder, 'station.sock');
  return Buffer.byteLength(file) <= MOST_PATH_BYTES
    ? ok(file)
    : refuse('attach-refused', `the path of the folder is too long for a socket: ${file}`);
}

/** The open socket of a station. */
export interface StationSocket {
  notify(topics: readonly Topic[]): void;
  /** Ends every connection and removes the socket. */
  close(): Promise<void>;
}

/**
 * Serves the contract on the socket in the treasury's folder, for programs of the same user alone (mode 0600). The caller
 * has hold of the folder's books, so that a socket that is there already was left by a process that is dead.
 */
export async function serveSocket(holder: DeskHolder, answer: AnswerCall): Promise<Result<StationSocket>> {
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
