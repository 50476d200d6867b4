import { lstat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { ok, type Result, refuse } from '../../core/result.ts';
import { inspectFolder } from '../../stronghold/safe-path.ts';
import { socketOf } from './socket-path.ts';

/**
 * Connects to the process that has a treasury open. Refuses `attach-refused` where nobody serves the folder's socket, and
 * where folder or socket are not this user's own: others could have put a socket of theirs there.
 */
export async function connectToStation(folder: string): Promise<Result<Socket>> {
  const file = socketOf(folder);
  if (!file.ok) return file;
  const folderIsOwn = await inspectFolder(folder);
  if (!folderIsOwn.ok) return refuse('attach-refused', folderIsOwn.message);
  const found = await lstat(file.value).catch(() => null);
  if (!found?.isSocket()) return refuse('attach-refused', `there is no socket at ${file.value}`);
  if (found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    return refuse('attach-refused', `the socket at ${file.value} is not this user's alone`);
  }
  return new Promise((resolve) => {
    const socket = connect(file.value);
    socket.once('connect', () => resolve(ok(socket)));
    socket.once('error', (error) => resolve(refuse('attach-refused', error.message)));
  });
}
