import path from 'node:path';
import { openBooks } from '../../books/sqlite/client.ts';
import { backUpTreasury } from '../../console/backup/back-up.ts';
import { restoreBackup, viewBackup } from '../../console/backup/restore-backup.ts';
import type { backupVerbs } from '../../contract/backup.ts';
import type { Handlers, ParsedInput } from '../../contract/serve.ts';
import { ok, refuse } from '../../core/result.ts';
import type { DeskHolder } from '../desk-holder.ts';
import { RestoreRoom } from '../restore-room.ts';
import type { OnDesk } from './on-desk.ts';

/** Backups of the whole treasury, and new folders out of them. */
export function backupHandlers(
  holder: DeskHolder,
  { act, secondOf }: OnDesk,
): Pick<Handlers, keyof typeof backupVerbs> {
  const { effects } = holder;
  const room = new RestoreRoom();
  const open = (file: string) => openBooks(file, effects.spawnBooks);
  const free = () =>
    holder.busy ? refuse('treasury-in-use', 'close the open treasury first') : ok(undefined);
  return {
    'backup.write': act(async (desk, actor, { confirmedBy, ...input }: Write, context) => {
      const second = secondOf(desk, confirmedBy, context);
      if (!second.ok) return second;
      const { vaults, officers } = input;
      const target = await context.place.chooseSaveFile({
        title: 'Save a backup of the treasury',
        name: backupName(desk.treasury.file().name, {
          at: effects.now(),
          withKeys: vaults.length > 0 || officers,
        }),
        kind: { name: 'Encrypted backup', extension: 'age' },
      });
      if (target === null) return ok(null);
      const wanted = { ...input, target, second: second.value, openBooks: open };
      const written = await backUpTreasury(desk, actor, wanted);
      return written.ok ? ok({ file: target, ...written.value }) : written;
    }),
    'backup.choose-file': async (_, { place }) => ok({ file: await place.chooseBackup() }),
    'backup.choose-target': async (_, { place }) => ok({ folder: await place.chooseEmptyFolder() }),
    async 'backup.look'({ file: named, passphrase }, { callerId }) {
      const isFree = free();
      if (!isFree.ok) return isFree;
      const file = path.resolve(named);
      const looked = await effects.backups.look(file, passphrase);
      if (!looked.ok) return looked;
      room.keep(callerId, { file, looked: looked.value });
      return ok(await viewBackup(effects, { file, looked: looked.value }));
    },
    async 'backup.restore'({ folder: named }, { callerId }) {
      const isFree = free();
      if (!isFree.ok) return isFree;
      const look = room.of(callerId);
      if (look === null) return refuse('backup-not-looked', 'expected a backup that was looked at before');
      const folder = path.resolve(named);
      const restored = await restoreBackup(effects, { ...look, folder, openBooks: open });
      if (!restored.ok) return restored;
      room.forget(callerId);
      return ok({ folder });
    },
    async 'backup.leave'(_, { callerId }) {
      room.forget(callerId);
      return ok({});
    },
  };
}

type Write = ParsedInput<'backup.write'>;

/** A name that says what is in it: `harbour-backup-2026-11-27.age`, or `-with-key-files` where some are. */
export function backupName(
  treasury: string,
  { at, withKeys }: { readonly at: number; readonly withKeys: boolean },
): string {
  const plain = treasury
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const day = new Date(at).toISOString().slice(0, 10);
  return `${plain === '' ? 'treasury' : plain}-backup-${day}${withKeys ? '-with-key-files' : ''}.age`;
}
