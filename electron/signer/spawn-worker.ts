import { Worker } from 'node:worker_threads';
import type { SignerTransport } from './transport.ts';

/** Starts a signer as a worker thread: for the demo and the tests, where there is no Electron. */
export const spawnSignerWorker = (): SignerTransport => spawn(new URL('./worker-entry.ts', import.meta.url));

/** The same for the process of a ceremony. */
export const spawnCeremonyWorker = (): SignerTransport =>
  spawn(new URL('./ceremony/worker-entry.ts', import.meta.url));

function spawn(entry: URL): SignerTransport {
  const worker = new Worker(entry, {
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const exits: (() => void)[] = [];
  let gone = false;
  worker.on('error', () => {}); // 'exit' follows and tells all that matters
  worker.once('exit', () => {
    gone = true;
    for (const listener of exits) listener();
  });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => void (gone ? listener() : exits.push(listener)),
    kill: () => void worker.terminate(),
  };
}
