import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

type Parts = Pick<Station, 'hold' | 'keys'>;

/**
 * The date from which on a vault signs requests, milliseconds: after a settlement, or a restore without its memory, older
 * ones may have been signed already. 0 for no such date. A vault that was not open since this program started says
 * nothing; it refuses by itself what is older.
 */
export const requestsFrom = ({ hold, keys }: Parts, vaultId: string): number =>
  Math.max(hold.settled().refuseBefore, keys.vaults.requestsFrom(vaultId));

/** Refuses `request-too-early` for a request that its vault would take for an older one, and would never sign. */
export function refuseTooEarly(parts: Parts, vaultId: string, now: number): Result<void> {
  const from = requestsFrom(parts, vaultId);
  return now >= from
    ? ok(undefined)
    : refuse('request-too-early', `requests can be made again from ${new Date(from).toISOString()} on`);
}
