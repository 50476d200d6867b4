import { parentPort } from 'node:worker_threads';
import { nodeEffects } from './node-effects.ts';
import { Signer } from './serve.ts';

const port = parentPort;
if (!port) throw new Error('the signer is started as a worker thread');
const signer = new Signer(nodeEffects);

port.on('message', async (message: unknown) => {
  const reply = await signer.answer(message);
  if (reply) port.postMessage(reply);
});
