import { openBooks } from '../books/sqlite/client.ts';
import { productChains } from '../chains/registry.ts';
import { DropFolder } from '../console/envelopes/drop/drop-folder.ts';
import { FolderWatch } from '../console/envelopes/drop/watch-folder.ts';
import { type Joining, joinTreasury } from '../console/envelopes/join-treasury.ts';
import { adoptPolicies } from '../console/envelopes/take-policies.ts';
import { lockStation } from '../console/treasury/lock-station.ts';
import { ok, type Result } from '../core/result.ts';
import type { AnyDesk } from './any-desk.ts';
import { doOrClose, inEveryCase, once } from './begin-and-end.ts';
import { openStation } from './open-station.ts';
import type { ColdEffects } from './station-effects.ts';

/** A station with one officer's key: no vault, and no network. */
export interface OfficerDesk extends AnyDesk {
  readonly line: null;
}

/** Makes the folder of an officer's desk out of a treasury envelope. See {@link joinTreasury}. */
export const makeOfficerDesk = (joining: Joining, effects: ColdEffects) =>
  joinTreasury(
    { chainOf: productChains.chainOf, openBooks: (file) => openBooks(file, effects.spawnBooks), effects },
    joining,
  );

/**
 * Opens an officer's desk. What it is asked, and what it answers, travels in envelopes.
 * @returns refuses as `openStation` does, and `file-not-written` (policies of an envelope that was taken in cannot be adopted)
 */
export async function openOfficerDesk(folder: string, effects: ColdEffects): Promise<Result<OfficerDesk>> {
  const opened = await openStation(folder, effects, {
    chains: productChains,
    spawnBooks: effects.spawnBooks,
  });
  if (!opened.ok) return opened;
  const { books, callers } = opened.value;
  const drop = new DropFolder(opened.value);
  const watched = new FolderWatch(drop, effects);
  const station: OfficerDesk = {
    ...opened.value,
    line: null,
    drop,
    lookAtFolder: () => watched.now(),
    lock: (by = { rule: 'lock-unnamed' }) => lockStation(station, callers, by),
    close: once(async () => {
      await inEveryCase(
        () => station.lock({ rule: 'lock-closing' }),
        () => watched.stop(),
        () => books.close(),
      );
    }),
  };
  const adopted = await doOrClose(() => adoptPolicies(station), station.close);
  return adopted.ok ? ok(station) : adopted;
}
