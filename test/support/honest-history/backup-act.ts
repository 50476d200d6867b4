import { rmSync } from 'node:fs';
import path from 'node:path';
import { extractBackup } from '../../../electron/backup/extract-backup.ts';
import type { BackupWork } from '../../../electron/backup/jobs.ts';
import { readBackupTyped } from '../../../electron/backup/read-backup.ts';
import { writeBackup } from '../../../electron/backup/write-backup.ts';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { backUpTreasury } from '../../../electron/console/backup/back-up.ts';
import { restoreBackup } from '../../../electron/console/backup/restore-backup.ts';
import { type Result, refuse } from '../../../electron/core/result.ts';
import { utf8 } from '../treasury-steps.ts';
import { type Acting, actor, hot, last } from './acting.ts';

const PASSPHRASE = 'seven quiet harbours at dusk';

/** Backups without a thread: the same work, done in this one. */
export const inlineBackups: BackupWork = {
  write: writeBackup,
  look: readBackupTyped,
  extract: extractBackup,
};

/** A backup of the whole treasury, half of them with keys. It is read back and restored beside the folder, and must be whole. */
export async function backUp(acting: Acting): Promise<Result<unknown>> {
  const { at, world, memory } = acting;
  const { effects, place } = at.life;
  const name = `backup-${world.draw(1e6)}`;
  const target = path.join(path.dirname(place.folder), `${name}.age`);
  const withKeys = world.draw(2) === 0;
  const vaultId = hot(acting);
  const open = (file: string) => openBooks(file, effects.spawnBooks);
  const made = await backUpTreasury(at.station, await actor(acting, 'Ben'), {
    target,
    passphrase: utf8(PASSPHRASE),
    again: utf8(PASSPHRASE),
    vaults: withKeys ? [{ vaultId, password: utf8(last(memory.passwords.get(vaultId))) }] : [],
    officers: withKeys,
    second: withKeys ? await actor(acting, 'Chiara') : null,
    openBooks: open,
  });
  if (!made.ok) return made;
  const looked = await effects.backups.look(target, utf8(PASSPHRASE));
  if (!looked.ok) return unread(looked);
  const folder = path.join(path.dirname(place.folder), name);
  const restored = await restoreBackup(effects, {
    file: target,
    looked: looked.value,
    folder,
    openBooks: open,
  });
  rmSync(folder, { recursive: true, force: true });
  rmSync(target, { force: true });
  return restored.ok ? restored : unread(restored);
}

/** What was just written and verified must be read: any refusal is a fault. */
const unread = ({ code, message }: { readonly code: string; readonly message: string }) =>
  refuse('internal-error', `a backup cannot be restored: ${code}: ${message}`);
