import pRetry from 'p-retry';
import { NodeFault } from './node-fault.ts';

/** Tries of one exchange with a node that limits how often it is asked. */
const TRIES = 3;
/** The longest wait that one exchange makes for it, milliseconds; a longer one is told as `node-rate-limited`. */
const LONGEST_WAIT_MS = 5_000;
/** A node is left in peace at most so long, however long it asks for, milliseconds. */
const LONGEST_QUIET_MS = 10 * 60_000;
/** Until when a node asked not to be asked, by `performance.now()`. */
export interface Quiet {
  until: number;
}

/** See `Line.quietMs`. */
export const quietMs = ({ until }: Quiet): number => Math.max(0, Math.ceil(until - performance.now()));

/** HTTP 429, or its like by gRPC: the node did not look at the request. */
export class RateLimited extends NodeFault {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('node-rate-limited', `the node limits how often it is asked, for ${Math.ceil(waitMs / 1000)} s`);
    this.waitMs = waitMs;
  }
}

/**
 * How long a `Retry-After` (RFC 9110, 10.2.3: seconds or a date) asks to wait, milliseconds, at most ten minutes; 0 where
 * it does not say.
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(header: string | null, now: number): number {
  const text = header?.trim() ?? '';
  const wait = /^[0-9]{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return boundedWait(wait);
}

/** A wait that a node asks for as it is respected, milliseconds; 0 for what is none. */
export const boundedWait = (milliseconds: number): number =>
  Number.isFinite(milliseconds) ? Math.min(Math.max(milliseconds, 0), LONGEST_QUIET_MS) : 0;

/**
 * Makes an exchange, again after a short wait where the node limits how often it is asked. While it asked for a longer one
 * nothing is sent to it. Throws {@link RateLimited}, and what the exchange throws.
 */
export async function asAllowed<T>(
  { quiet, total }: { readonly quiet: Quiet; readonly total: AbortSignal },
  exchange: () => Promise<T>,
): Promise<T> {
  const left = quiet.until - performance.now();
  if (left > LONGEST_WAIT_MS) throw new RateLimited(left);
  try {
    if (left > 0) await waitFor(left, total);
    return await pRetry(exchange, {
      retries: TRIES - 1,
      minTimeout: 100,
      maxTimeout: 1_000,
      randomize: true,
      signal: total,
      shouldRetry: ({ error }) => error instanceof RateLimited && error.waitMs <= LONGEST_WAIT_MS,
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!(error instanceof RateLimited)) return;
        const short = error.waitMs <= LONGEST_WAIT_MS && retriesLeft > 0;
        if (short) await waitFor(error.waitMs, total);
        else quiet.until = performance.now() + error.waitMs;
      },
    });
  } catch (error) {
    if (error instanceof NodeFault || !total.aborted) throw error;
    throw new NodeFault('node-timeout', 'expected all answers in time, got too few');
  }
}

/** Waits, or throws the signal's reason when it ends that. */
const waitFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
