import type { ForkOptions, UtilityProcess } from 'electron';
import type { SignerTransport } from '../signer/transport.ts';

/**
 * How each process of our own is started: no environment, no flags of Node, nothing printed. Environment and flags
 * could load foreign code into the process that has keys; output could carry what it has.
 */
export const forkOptions = (serviceName: string): ForkOptions => ({
  serviceName,
  env: {},
  execArgv: [],
  stdio: 'ignore',
  allowLoadingUnsignedLibraries: false,
  respondToAuthRequestsFromMainProcess: false,
});

type Child = Pick<UtilityProcess, 'postMessage' | 'on' | 'once' | 'kill' | 'pid'>;

/** Ends a process by a signal that it cannot catch. */
export type KillNow = (pid: number) => void;

/**
 * The wire to a child. `kill` works at once even where the child is still starting or busy: SIGTERM waits for nothing
 * but could be handled, so the process is ended by SIGKILL as well.
 */
export function childTransport(child: Child, killNow: KillNow): SignerTransport {
  let gone = false;
  const end = (): void => {
    if (gone) return;
    const { pid } = child;
    child.kill();
    if (pid !== undefined) killNow(pid);
  };
  child.once('exit', () => {
    gone = true;
  });
  return {
    send(message) {
      if (!gone) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      if (gone) queueMicrotask(listener);
      else child.once('exit', () => listener());
    },
    kill() {
      // Before it has spawned a child has no pid, and Electron's own kill does nothing.
      if (child.pid === undefined) child.once('spawn', end);
      else end();
    },
  };
}
