import pRetry from 'p-retry';
import type { NodeView } from '../contract/node.ts';
import type { ErrorCode } from '../core/error-code.ts';

/** The waits between two looks that did not reach the node: they double, up to the longest, milliseconds. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** A node that is not there, or wants to be left in peace: asking it again at once helps nobody. */
const unreached: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'node-unreachable',
  'node-timeout',
  'node-rate-limited',
  'node-not-json',
  'node-redirects',
  'node-other-protocol',
  'proxy-unreachable',
  'proxy-login-wanted',
  'proxy-refused',
  'proxy-not-http',
]);

/** Looks at the ledger again and again: at each tick, and after waits that grow while the node is not reached. */
export interface Following {
  tick(): void;
  /** Looks now; a wait that is under way ends. */
  now(): Promise<void>;
  /** When it is looked again by itself, milliseconds since the epoch; null where nothing waits. */
  nextTryAt(): number | null;
  /** Ends a wait, and begins nothing new. */
  stop(): void;
}

export function followInTurn(
  follower: { look(): Promise<void>; view(): Pick<NodeView, 'problem'> },
  { now, waits }: { readonly now: () => number; readonly waits: () => void },
): Following {
  let round: AbortController | null = null;
  let nextTryAt: number | null = null;
  let stopped = false;
  const lookOnce = async (): Promise<void> => {
    nextTryAt = null;
    await follower.look();
    if (stopped) return;
    const code = follower.view().problem?.code;
    if (code !== undefined && unreached.has(code)) throw new Error(code);
  };
  const tick = (): void => {
    if (round !== null || stopped) return;
    const mine = new AbortController();
    round = mine;
    pRetry(lookOnce, {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: FIRST_WAIT_MS,
      maxTimeout: LONGEST_WAIT_MS,
      randomize: true,
      unref: true,
      signal: mine.signal,
      onFailedAttempt({ retryDelay }) {
        nextTryAt = now() + Math.ceil(retryDelay);
        waits();
      },
    })
      .catch(() => {}) // only the end of a wait rejects; a look tells its problems itself
      .finally(() => {
        if (round !== mine) return;
        round = null;
        nextTryAt = null;
      });
  };
  const endWait = (): void => {
    const waiting = nextTryAt !== null;
    nextTryAt = null;
    if (!waiting) return;
    round?.abort();
    round = null;
  };
  return {
    tick,
    now() {
      endWait();
      return follower.look();
    },
    nextTryAt: () => nextTryAt,
    stop() {
      stopped = true;
      endWait();
    },
  };
}
