import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { signIn, signOut } from '../../console/officers/sign-in.ts';
import { readDashboard } from '../../console/treasury/dashboard.ts';
import { readTreasury } from '../../console/treasury/treasury-view.ts';
import { lockVault } from '../../console/vaults/lock-vault.ts';
import { openVault } from '../../console/vaults/open-vault.ts';
import { changeVaultPassword, migrateVault, saveVaultCopy } from '../../console/vaults/vault-file.ts';
import type { appVerbs } from '../../contract/app.ts';
import type { dashboardVerbs } from '../../contract/dashboard.ts';
import type { officerVerbs } from '../../contract/officers.ts';
import type { Handlers } from '../../contract/serve.ts';
import type { treasuryVerbs } from '../../contract/treasury.ts';
import type { vaultVerbs } from '../../contract/vaults.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { Host } from '../host.ts';
import { createPracticeTreasury } from '../practice-treasury.ts';
import type { OnDesk } from './on-desk.ts';

type Answered =
  | keyof typeof appVerbs
  | keyof typeof treasuryVerbs
  | keyof typeof officerVerbs
  | keyof typeof vaultVerbs
  | keyof typeof dashboardVerbs;

/** The program, the treasury as a whole, its officers and its vaults. */
export function treasuryHandlers(
  host: Host,
  holder: DeskHolder,
  { look, run, change, act, viewerAt }: OnDesk,
): Pick<Handlers, Answered> {
  const { version, runtime, canProtectContent, settings } = host;
  const open = async (folder: string) => {
    const opened = await holder.open(folder);
    return opened.ok ? ok({}) : opened;
  };
  return {
    async 'app.read'({ as }, context) {
      const { desk } = holder;
      const viewer = desk && viewerAt(desk, as, context);
      return ok({
        version,
        runtime,
        canProtectContent,
        keyMs: host.keyMs(),
        settings: settings.read(),
        otherSettings: settings.otherVersion,
        recent: [...settings.recent()],
        treasury: desk && viewer?.ok ? await readTreasury(desk, viewer.value) : null,
      });
    },
    async 'settings.write'(input) {
      settings.write(input);
      holder.effects.notify(['app']);
      return ok({});
    },

    async 'treasury.create-practice'({ name, password }) {
      if (holder.busy) return refuse('treasury-in-use', 'close the open treasury first');
      const folder = path.join(host.treasuries, `practice-${randomUUID().slice(0, 8)}`);
      const created = await createPracticeTreasury({ folder, name, password }, holder.effects);
      return created.ok ? open(folder) : created;
    },
    async 'treasury.choose-folder'(_, { place }) {
      return ok({ folder: await place.chooseFolder() });
    },
    'treasury.open': ({ folder }) => open(folder),
    async 'treasury.close'() {
      await holder.close();
      return ok({});
    },

    'officer.sign-in': run((desk, input, { callerId }) =>
      signIn(desk, holder.callerOf(desk, callerId), input),
    ),
    'officer.sign-out': run((desk, input, { callerId }) =>
      signOut(desk, holder.callerOf(desk, callerId), input),
    ),

    'vault.unlock': change(openVault),
    'vault.lock': change(lockVault),
    async 'station.lock'() {
      const locked = await holder.lock();
      return locked.ok ? ok({}) : locked;
    },
    'vault.change-password': change(changeVaultPassword),
    'vault.migrate': change(migrateVault),
    'vault.save-copy': (input, context) =>
      act(async (desk, actor, { vaultId, password }: typeof input): Promise<Result<SavedFile>> => {
        const target = await context.place.chooseSaveFile({
          title: 'Save a verified copy of the vault file',
          name: 'vault-copy.stronghold',
          kind: { name: 'Stronghold', extension: 'stronghold' },
        });
        if (target === null) return ok({ file: null });
        const saved = await saveVaultCopy(desk, actor, { vaultId, password, target });
        return saved.ok ? ok({ file: target }) : saved;
      })(input, context),

    'dashboard.read': look(async (desk, viewer) => ok(await readDashboard(desk, viewer))),
  };
}

interface SavedFile {
  readonly file: string | null;
}
