import { join } from 'node:path';
import { deriveScryptWith } from '../../stronghold/scrypt.ts';
import { scryptFromBundle } from '../../stronghold/scrypt-thread.ts';
import { ceremonyServer } from './serve.ts';

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

deriveScryptWith(scryptFromBundle(join(import.meta.dirname, 'scrypt.js')));

const port = (process as unknown as { parentPort: ParentPort }).parentPort;
const server = ceremonyServer();

port.on('message', async ({ data }) => {
  const reply = await server.answer(data);
  if (reply) port.postMessage(reply);
});
