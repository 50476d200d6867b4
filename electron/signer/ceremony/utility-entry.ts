import { ceremonyServer } from './serve.ts';

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const port = (process as unknown as { parentPort: ParentPort }).parentPort;
const server = ceremonyServer();

port.on('message', async ({ data }) => {
  const reply = await server.answer(data);
  if (reply) port.postMessage(reply);
});
