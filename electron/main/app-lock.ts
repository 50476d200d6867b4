import type { Handlers } from '../contract/serve.ts';

/** The caller of calls that main makes itself; no window has this id. */
export const mainItself = { contentsId: 0 } as const;

export interface Guard {
  readonly handlers: Pick<Handlers, 'station.lock' | 'treasury.close'>;
  readonly killSigners: () => void;
  readonly report: (error: unknown) => void;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How long an orderly end may take before signers are ended from outside. */
const patienceMs = 2000;

async function thenKill(
  { killSigners, report, sleep }: Guard,
  orderly: () => Promise<unknown>,
): Promise<void> {
  try {
    await Promise.race([orderly(), sleep(patienceMs)]);
  } catch (error) {
    report(error);
  } finally {
    // Whatever the orderly way did or failed to do: after it no process holds a key.
    killSigners();
  }
}

/** Locks every vault, signs the officer out and ends every signer. */
export const lockStation = (guard: Guard): Promise<void> =>
  thenKill(guard, () => guard.handlers['station.lock']({}, mainItself));

/** Closes the treasury and ends every signer. */
export const closeStation = (guard: Guard): Promise<void> =>
  thenKill(guard, () => guard.handlers['treasury.close']({}, mainItself));
