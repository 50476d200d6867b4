import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** How far this computer's clock may be behind the ledger's newest time, milliseconds. */
export const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/**
 * Refuses `clock-off` where the newest checkpoint that was read is more than two minutes ahead of this computer's clock: no
 * checkpoint is made before its time. A clock that runs ahead shows in nothing here, since a ledger may be idle. The time is
 * one node's word, which can only make this refuse.
 * @param ledgerAt milliseconds; null where none is known
 */
export function checkClock(ledgerAt: number | null, now: number): Result<void> {
  if (ledgerAt === null || ledgerAt - now <= CLOCK_TOLERANCE_MS) return ok(undefined);
  const seconds = Math.round((ledgerAt - now) / 1000);
  return refuse(
    'clock-off',
    `expected a clock at most 120 seconds behind the ledger, it is ${seconds} seconds behind by the node's word`,
  );
}

/** The same for a station; one without a line knows no other clock. */
export const checkStationClock = ({ line, effects }: Pick<Station, 'line' | 'effects'>): Result<void> =>
  checkClock(line?.view().ledgerAt ?? null, effects.now());
