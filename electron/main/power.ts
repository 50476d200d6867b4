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
 * Locks when the machine sleeps, when its screen is locked and when nobody has touched it for long. Idleness locks
 * once; only a touch arms it again.
 *
 * @returns a function that ends the watch for idleness
 */
export function watchPower({ monitor, idleSeconds, limitSeconds, lock, every }: PowerWatch): () => void {
  monitor.on('suspend', () => lock('suspend'));
  monitor.on('lock-screen', () => lock('lock-screen'));
  let armed = true;
  return every(1000, () => {
    const idle = idleSeconds() >= limitSeconds();
    if (idle && armed) lock('idle');
    armed = !idle;
  });
}
