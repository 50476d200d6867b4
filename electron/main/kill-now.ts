import type { KillNow } from './child-process.ts';

/** Ends a child of this program; one that is gone already is no failure. */
export const killNow: KillNow = (pid) => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: it ended by itself between the question and the signal.
  }
};
