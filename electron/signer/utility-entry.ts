import { join } from 'node:path';
import { deriveScryptWith } from '../stronghold/scrypt.ts';
import { scryptFromBundle } from '../stronghold/scrypt-thread.ts';
import { nodeEffects } from './node-effects.ts';
import { Signer } from './serve.ts';

/** The part of Electron's `process.parentPort` that the signer uses: declared here, so that it imports no Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

deriveScryptWith(scryptFromBundle(join(import.meta.dirname, 'scrypt.js')));

const port = (process as unknown as { parentPort: ParentPort }).parentPort;
const signer = new Signer(nodeEffects);

port.on('message', async ({ data }) => {
  const reply = await signer.answer(data);
  if (reply) port.postMessage(reply);
});
