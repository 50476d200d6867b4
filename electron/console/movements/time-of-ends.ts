import { isPractice } from '../../core/network-id.ts';
import type { LinePart, Station } from '../station.ts';

/** A clock, and a line with what it has told of the ledger's time. */
export interface Clocks {
  readonly effects: Pick<Station['effects'], 'now'>;
  readonly line: {
    readonly line: Pick<LinePart['line'], 'network' | 'nodeTime'>;
    view(): Pick<ReturnType<LinePart['view']>, 'ledgerAt'>;
  } | null;
}

/**
 * By which time the station ends requests, approvals and mandates, milliseconds: the earlier one of this computer's clock and
 * the ledger's. A clock that jumps ahead so ends nothing, and no node ends anything early. 0, by which nothing ends, until the
 * ledger's time is known; a station without a line knows its own clock alone.
 */
export function timeOfEnds({ line, effects }: Clocks): number {
  const now = effects.now();
  if (line === null) return now;
  const newest = line.view().ledgerAt ?? 0;
  // A practice ledger rests while nothing happens: its node's clock goes on.
  const resting = isPractice(line.line.network) ? (line.line.nodeTime() ?? 0) : 0;
  return Math.min(now, Math.max(newest, resting));
}

/** Whether one of these times is over by this computer's clock, and ends nothing yet by {@link timeOfEnds}. */
export function waitsToEnd(clocks: Clocks, times: readonly number[]): boolean {
  const [now, ends] = [clocks.effects.now(), timeOfEnds(clocks)];
  return times.some((at) => at <= now && at > ends);
}
