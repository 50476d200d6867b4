import type { PowerMonitor } from 'electron';

export interface PowerWatch {
  readonly monitor: Pick<PowerMonitor, 'on'>;
  /** Seconds since the last mouse or keyboard event on this machine. */
  readonly idleSeconds: () => number;
  /** Seconds of idleness after which to lock; read at each look, so that a changed setting counts at once. */
  readonly limitSeconds: () => number;
  readonly lock: (reason: 'suspend' | 'lock-screen' | 'idle') => void;
  /** Calls `look` again and again. @returns a function that ends it */
  readonly every: (milliseconds: number, look: () => void) => () => void;
}

/**
 * Locks when the machine sleeps, when its screen is locked and when nobody has touched it for long; and again after the
 * same time, as long as nobody does: an attached program may have opened a vault meanwhile.
 *
 * @returns a function that ends the watch for idleness
 */
export function watchPower({ monitor, idleSeconds, limitSeconds, lock, every }: PowerWatch): () => void {
  monitor.on('suspend', () => lock('suspend'));
  monitor.on('lock-screen', () => lock('lock-screen'));
  let lockedAt = 0;
  return every(1000, () => {
    const idle = idleSeconds();
    if (idle < limitSeconds()) {
      lockedAt = 0;
    } else if (idle - lockedAt >= limitSeconds()) {
      lockedAt = idle;
      lock('idle');
    }
  });
}
