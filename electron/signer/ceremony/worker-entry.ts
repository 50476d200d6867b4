import { parentPort } from 'node:worker_threads';
import { ceremonyServer } from './serve.ts';

const port = parentPort;
if (!port) throw new Error('a ceremony is started as a worker thread');
const server = ceremonyServer();

port.on('message', async (message: unknown) => {
  const reply = await server.answer(message);
  if (reply) port.postMessage(reply);
});
