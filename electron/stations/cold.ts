import { productChains } from '../chains/registry.ts';
import type { Callers } from '../console/officers/callers.ts';
import type { Station } from '../console/station.ts';
import { type LockedBy, lockStation } from '../console/treasury/lock-station.ts';
import { ok, type Result } from '../core/result.ts';
import { inEveryCase, once, settleOrClose } from './begin-and-end.ts';
import { openStation } from './open-station.ts';
import type { ColdEffects } from './station-effects.ts';

/** A station without a network. */
export interface ColdStation extends Station {
  readonly line: null;
  readonly callers: Callers;
  lock(by?: LockedBy): Promise<Result<void>>;
  /** Ends every signer process and closes the books; a second call waits. */
  close(): Promise<void>;
}

/**
 * Puts a cold station together: the same folder and parts as a desk has, and no line. Nothing that this file imports can
 * reach a network; tests check its sources and its bundle for that. What needs a node (fees, searches, sending) is refused
 * with `node-unreachable`.
 * @returns refuses as `openStation` does, and `file-not-written` (a signed ceremony cannot be carried out)
 */
export async function openCold(folder: string, effects: ColdEffects): Promise<Result<ColdStation>> {
  const opened = await openStation(folder, effects, {
    chains: productChains,
    spawnBooks: effects.spawnBooks,
  });
  if (!opened.ok) return opened;
  const { books, callers } = opened.value;
  const station: ColdStation = {
    ...opened.value,
    line: null,
    lock: (by = { rule: 'lock-unnamed' }) => lockStation(station, callers, by),
    close: once(async () => {
      await inEveryCase(
        () => station.lock({ rule: 'lock-closing' }),
        () => books.close(),
      );
    }),
  };
  const settled = await settleOrClose(station, station.close);
  return settled.ok ? ok(station) : settled;
}

export { coldUses } from './cold-uses.ts';
