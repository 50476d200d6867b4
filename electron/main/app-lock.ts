import type { StationRule } from '../core/actor.ts';
import type { Console } from '../stations/console.ts';

export interface Guard {
  /** Locks the station, or closes it. */
  readonly console: Pick<Console, 'lock' | 'close'>;
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
    // Whatever the orderly way did or failed to do: after it no process has an open key.
    killSigners();
  }
}

/** Locks every vault, signs every officer out and ends every signer; the journal names the rule. */
export const lockStation = (guard: Guard, rule: StationRule): Promise<void> =>
  thenKill(guard, () => guard.console.lock(rule));

/** Closes the treasury and ends every signer. */
export const closeStation = (guard: Guard): Promise<void> => thenKill(guard, () => guard.console.close());
