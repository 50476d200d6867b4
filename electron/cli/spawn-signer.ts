import { fork } from 'node:child_process';
import type { SignerTransport } from '../signer/transport.ts';

/** Starts a signer as a child process of Node: for the demo and the tests, where there is no Electron. */
export const spawnSignerChild = (): SignerTransport =>
  spawnSignerAt(new URL('../signer/child-entry.ts', import.meta.url));

/** The same for the process of a ceremony. */
export const spawnCeremonyChild = (): SignerTransport =>
  spawnSignerAt(new URL('../signer/ceremony/child-entry.ts', import.meta.url));

/** Starts a signer of any kind by the file that it begins with. */
export function spawnSignerAt(entry: URL | string): SignerTransport {
  const child = fork(entry, {
    // Environment and flags could load foreign code into the process that has keys; output could carry what it has.
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const exits: (() => void)[] = [];
  let gone = false;
  const end = (): void => {
    if (gone) return;
    gone = true;
    for (const listener of exits) listener();
  };
  child.once('exit', end);
  child.once('error', end); // it could not be started
  return {
    send: (message) => {
      // A child that has just died answers nothing; 'exit' tells those who wait.
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void (gone ? listener() : exits.push(listener)),
    kill: () => void child.kill('SIGKILL'),
  };
}
