import { setTimeout as sleep } from 'node:timers/promises';

/** A killed process is gone within milliseconds; nobody waits longer than this for the system to say so. */
const MOST_MS = 3_000;

/** A process with keys, as its client sees it. */
interface Process {
  kill(): void;
  onExit(listener: () => void): void;
}

/**
 * Ends processes: all of them are killed before this returns.
 * @returns settles when they are gone, so that none of them writes any more
 */
export function endProcesses(...processes: readonly Process[]): Promise<void> {
  const gone = processes.map((process) => new Promise<void>((resolve) => process.onExit(() => resolve())));
  for (const process of processes) process.kill();
  const late = sleep(MOST_MS, undefined, { ref: false });
  return Promise.race([Promise.all(gone), late]).then(() => {});
}
