import path from 'node:path';
import { ok, type Result, refuse } from '../../core/result.ts';

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
