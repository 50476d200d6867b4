import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** What some work took of this process. */
export interface Took {
  readonly wallMs: number;
  /** Of all threads. What other programs do to the machine changes it little. */
  readonly cpuMs: number;
  /** The longest time in which this thread's event loop could do nothing else. */
  readonly heldMs: number;
}

const INTERVAL = 2;
/** The first sample is what the next is measured from (a reset would drop it), and the last one comes after a hold has ended. */
const MARGIN = 50;

export async function took(work: () => unknown): Promise<Took> {
  const loop = monitorEventLoopDelay({ resolution: INTERVAL });
  loop.enable();
  await sleep(MARGIN);
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  await sleep(MARGIN);
  loop.disable();
  return { wallMs, cpuMs: (user + system) / 1000, heldMs: Math.max(0, loop.max / 1e6 - INTERVAL) };
}

/** Whether a loop that is held for so long is seen: without this, small numbers mean nothing. */
export async function seesHold(heldMs: number): Promise<boolean> {
  const seen = await took(() => {
    const end = performance.now() + heldMs;
    while (performance.now() < end) {
      // Nothing else can run.
    }
  });
  return seen.heldMs >= heldMs * 0.9;
}
