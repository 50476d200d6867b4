import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '../../electron/console/actor.ts';
import type { Caller } from '../../electron/console/officers/callers.ts';
import { settleFolder } from '../../electron/console/treasury/settle-folder.ts';
import { type Desk, type DeskOptions, openDesk } from '../../electron/stations/desk.ts';
import { outsideFolder } from '../../electron/stations/outside-folder.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { copyFolder } from './copy-folder.ts';
import { enter, must } from './treasury-steps.ts';

/** The app's own data of an installation, in a folder of its own. */
export const outsideAt = (folder: string) => ({ outside: outsideFolder(folder, { uuid: randomUUID }) });

/** A desk that somebody opened, and the caller at which officers come and go. */
export interface OpenedDesk {
  readonly station: Desk;
  readonly caller: Caller;
}

export async function openAt(
  folder: string,
  effects: StationEffects,
  options: DeskOptions = {},
): Promise<OpenedDesk> {
  const station = must(await openDesk(folder, effects, { nodeTimeoutMs: 30_000, ...options }));
  return { station, caller: station.callers.open() };
}

/** Puts an older copy of a folder, or of one part of it, in its place. */
export function putBack(copy: string, folder: string, part = ''): void {
  rmSync(path.join(folder, part), { recursive: true, force: true });
  copyFolder(path.join(copy, part), path.join(folder, part));
}

/** Mara and Ben settle a folder. */
export async function settle(at: OpenedDesk, nothingUnderWay = true) {
  const mara: Actor = await enter(at, 'Mara');
  const ben: Actor = await enter(at, 'Ben');
  return settleFolder(at.station, mara, { nothingUnderWay, second: ben });
}
