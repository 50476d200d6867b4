import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RunningChild {
  /** Settles when the child writes its first line, or dies. */
  readonly started: Promise<void>;
  /** SIGKILL: the child has no say. Settles when it is gone. */
  readonly kill: () => Promise<void>;
}

/** Starts a TypeScript file in a process of its own, which can be killed at any moment. */
export function startChild(script: URL, args: readonly string[]): RunningChild {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script.pathname, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  return {
    started: Promise.race([once(child.stdout!, 'data'), exited]).then(() => undefined),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
