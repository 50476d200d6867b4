import type { LaunchedConsole } from './launch.ts';
import { processesOf } from './processes.ts';

const signalOwnNode = async ({ app }: LaunchedConsole, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> => {
  const pids = await processesOf(app, 'Sallyport practice node');
  if (pids.length === 0) throw new Error('expected a practice node in a process of its own');
  for (const pid of pids) process.kill(pid, signal);
};

/** A desk's own practice node answers nothing from now on. It is not gone: a node that is gone is started again. */
export const haltOwnNode = (running: LaunchedConsole): Promise<void> => signalOwnNode(running, 'SIGSTOP');

/** It answers again. */
export const wakeOwnNode = (running: LaunchedConsole): Promise<void> => signalOwnNode(running, 'SIGCONT');
