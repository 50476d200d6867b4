import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openBooks } from '../../electron/books/sqlite/client.ts';
import type { Actor } from '../../electron/console/actor.ts';
import { type BackUp, backUpTreasury } from '../../electron/console/backup/back-up.ts';
import { restoreBackup } from '../../electron/console/backup/restore-backup.ts';
import type { Station } from '../../electron/console/station.ts';
import type { Result } from '../../electron/core/result.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { deskEffects } from './test-effects.ts';
import { temporaryFolder } from './treasury-fixture.ts';
import { must, utf8 } from './treasury-steps.ts';

export const BACKUP_PASSPHRASE = 'seven quiet harbours at dusk';

const open = (file: string) => openBooks(file, deskEffects.spawnBooks);

/** Backs a treasury up, without key files where nothing else is said. */
export function backUp(station: Station, actor: Actor, wanted: Partial<BackUp> & Pick<BackUp, 'target'>) {
  return backUpTreasury(station, actor, {
    passphrase: utf8(BACKUP_PASSPHRASE),
    again: utf8(BACKUP_PASSPHRASE),
    vaults: [],
    officers: false,
    second: null,
    openBooks: open,
    ...wanted,
  });
}

/** Looks at a backup and restores it into a folder. */
export async function restore(
  effects: StationEffects,
  { file, folder }: { readonly file: string; readonly folder: string },
): Promise<Result<void>> {
  const looked = must(await effects.backups.look(file, utf8(BACKUP_PASSPHRASE)));
  return restoreBackup(effects, { file, looked, folder, openBooks: open });
}

/** A place for backups, and one for what is restored from them. */
export async function places() {
  const parent = await temporaryFolder();
  return { file: path.join(parent, 'backup.age'), folder: path.join(parent, 'restored'), parent };
}

/** Closes a station whatever becomes of the test. */
export function closeAfter<S extends { close(): Promise<void> }>(station: S): S {
  onTestFinished(() => station.close());
  return station;
}
