import { fork } from 'node:child_process';
import type { SpawnSigner } from '../../../electron/signer/transport.ts';

const entry = new URL('./toy-signer-child.ts', import.meta.url);

/** Starts a signer that also knows the toy chain, as a process of its own. */
export const spawnToySigner: SpawnSigner = () => {
  const child = fork(entry, {
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    send: (message) => {
      if (child.connected && typeof message === 'object' && message !== null) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void gone.then(listener),
    kill: () => void child.kill('SIGKILL'),
  };
};
