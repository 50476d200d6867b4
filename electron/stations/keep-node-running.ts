import pRetry from 'p-retry';
import type { Problem } from '../contract/shared.ts';
import { type Result, refuse } from '../core/result.ts';
import type { RunningNode } from './station-effects.ts';

/** A node that dies later than this after its start is no part of a series of crashes, milliseconds. */
const STEADY_MS = 60_000;
/** The waits between two starts that failed: they double, up to the longest, milliseconds. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Where a node listens. */
export interface Ports {
  readonly port: number;
  readonly grpcPort: number;
}

const portOf = (url: string): number => Number(new URL(url).port);

/** A node that does not run. */
export interface StoppedNode {
  readonly problem: Problem;
  /** When it is started again, milliseconds since the epoch; null while it is being started. */
  readonly nextTryAt: number | null;
}

interface KeptNode {
  /** For JSON-RPC. */
  readonly url: string;
  readonly grpcUrl: string;
  stopped(): StoppedNode | null;
  /** Starts it now where it waits; the waits are short again then. */
  tryNow(): void;
  stop(): Promise<void>;
}

/** Why a start, or what it had started, failed. */
class NotRunning extends Error {
  readonly problem: Problem;

  constructor({ code, message }: Problem) {
    super(message);
    this.problem = { code, message };
  }
}

const ended: Problem = { code: 'node-unreachable', message: 'the practice node has ended' };

/**
 * Brings a node that dies back on its own ports, with its ledger: at once, and after waits that grow where it cannot start (a
 * port that is taken, a program that is missing) or dies again soon. Payments in doubt are then sent again.
 */
export function keepNodeRunning(
  first: RunningNode,
  start: (ports: Ports) => Promise<Result<RunningNode>>,
  events: { readonly now: () => number; readonly stopped: () => void; readonly back: () => void },
): KeptNode {
  const { url, grpcUrl } = first;
  const ports = { port: portOf(first.url), grpcPort: portOf(first.grpcUrl) };
  let running = first;
  let over = false;
  let state: StoppedNode | null = null;
  let round = new AbortController();

  const show = (next: StoppedNode | null): void => {
    state = next;
    if (!over) events.stopped();
  };
  const exitOf = (node: RunningNode) => new Promise<void>((resolve) => node.onExit(resolve));
  const startAgain = async (): Promise<Result<RunningNode>> => {
    try {
      return await start(ports);
    } catch {
      return refuse('node-unreachable', 'the practice node cannot be started');
    }
  };
  /** Settles when a node that ran for long has died, or nobody wants one any more. */
  const runOnce = async (): Promise<void> => {
    if (over) return;
    if (state !== null) show({ ...state, nextTryAt: null });
    const again = await startAgain();
    if (!again.ok) throw new NotRunning(again);
    if (over) return again.value.stop();
    running = again.value;
    show(null);
    events.back();
    const began = performance.now();
    await exitOf(running);
    if (performance.now() - began < STEADY_MS && !over) throw new NotRunning(ended);
  };
  const keep = async (): Promise<void> => {
    await exitOf(first);
    while (!over) {
      if (state === null) show({ problem: ended, nextTryAt: null });
      round = new AbortController();
      await pRetry(runOnce, {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: FIRST_WAIT_MS,
        maxTimeout: LONGEST_WAIT_MS,
        randomize: true,
        unref: true,
        signal: round.signal,
        onFailedAttempt({ error, retryDelay }) {
          const problem = error instanceof NotRunning ? error.problem : ended;
          show({ problem, nextTryAt: events.now() + retryDelay });
        },
      }).catch(() => {}); // only the end of a wait rejects: `tryNow` or `stop`
    }
  };
  void keep();
  return {
    url,
    grpcUrl,
    stopped: () => state,
    tryNow() {
      if (state !== null && state.nextTryAt !== null) round.abort();
    },
    async stop() {
      over = true;
      round.abort();
      await running.stop();
    },
  };
}
