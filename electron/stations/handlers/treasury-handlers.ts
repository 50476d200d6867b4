import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { lookForMoney } from '../../console/addresses/look-for-money.ts';
import { SearchRoom } from '../../console/addresses/search-room.ts';
import { freezeVaults } from '../../console/freezes/freeze-vaults.ts';
import { liftFreeze } from '../../console/freezes/lift-freeze.ts';
import { signIn, signOut } from '../../console/officers/sign-in.ts';
import { changeIdleLock } from '../../console/security/change-idle-lock.ts';
import { rebuildTables, settleAlarm } from '../../console/treasury/books-alarm.ts';
import { readDashboard } from '../../console/treasury/dashboard.ts';
import { settleFolder } from '../../console/treasury/settle-folder.ts';
import { readTreasury } from '../../console/treasury/treasury-view.ts';
import { correctClock } from '../../console/vaults/correct-clock.ts';
import { lockVault } from '../../console/vaults/lock-vault.ts';
import { openVault } from '../../console/vaults/open-vault.ts';
import { askOfficialLibrary } from '../../console/vaults/second-opinion.ts';
import { changeVaultPassword, migrateVault, saveVaultCopy } from '../../console/vaults/vault-file.ts';
import type { appVerbs } from '../../contract/app.ts';
import type { dashboardVerbs } from '../../contract/dashboard.ts';
import type { officerVerbs } from '../../contract/officers.ts';
import type { officialVerbs } from '../../contract/official.ts';
import type { Handlers, ParsedInput } from '../../contract/serve.ts';
import type { treasuryVerbs } from '../../contract/treasury.ts';
import type { vaultVerbs } from '../../contract/vaults.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { OFFICIAL_LIBRARY } from '../../official/library.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { Host } from '../host.ts';
import { createPracticeTreasury } from '../practice-treasury.ts';
import { withoutTreasury } from '../without-treasury.ts';
import type { OnDesk } from './on-desk.ts';

type Answered =
  | keyof typeof appVerbs
  | keyof typeof treasuryVerbs
  | keyof typeof officerVerbs
  | keyof typeof vaultVerbs
  | keyof typeof officialVerbs
  | keyof typeof dashboardVerbs;

/** The program, the treasury as a whole, its officers and its vaults. */
export function treasuryHandlers(
  host: Host,
  holder: DeskHolder,
  { look, see, run, change, settle, act, secure, secondOf, viewerAt }: OnDesk,
): Pick<Handlers, Answered> {
  const { settings } = host;
  const room = new SearchRoom(() => holder.effects.notify(['search']));
  const open = async (folder: string, asNewStation = false) => {
    const opened = await holder.open(folder, { asNewStation });
    return opened.ok ? ok({}) : opened;
  };
  return {
    async 'app.read'({ as }, context) {
      const { desk } = holder;
      const viewer = desk && viewerAt(desk, as, context);
      return ok({
        ...withoutTreasury(host),
        treasury:
          desk && viewer?.ok
            ? await readTreasury(desk, viewer.value, desk.drop.view()?.offered.length ?? null)
            : null,
      });
    },
    async 'settings.write'(input) {
      settings.write({ ...settings.read(), ...input });
      holder.effects.notify(['app']);
      return ok({});
    },
    async 'settings.idle-lock'(input, context) {
      if (holder.attached !== null) return refuse('attach-refused', 'change it where the treasury is open');
      return act(async (desk, actor, { seconds: to, confirmedBy }: typeof input) => {
        const second = secondOf(desk, confirmedBy, context);
        if (!second.ok) return second;
        const present = settings.read();
        const change = { from: present.idleLockSeconds, to, second: second.value };
        const changed = await changeIdleLock(desk, actor, change);
        if (!changed.ok) return changed;
        if (changed.value) settings.write({ ...settings.read(), idleLockSeconds: to });
        return ok({});
      })(input, context);
    },

    async 'treasury.create-practice'({ name, password }) {
      if (holder.busy) return refuse('treasury-in-use', 'close the open treasury first');
      const folder = path.join(host.treasuries, `practice-${randomUUID().slice(0, 8)}`);
      const created = await createPracticeTreasury({ folder, name, password }, holder.effects);
      return created.ok ? open(folder) : created;
    },
    async 'treasury.choose-folder'(_, { place }) {
      return ok({ folder: await place.chooseFolder('treasury') });
    },
    'treasury.open': ({ folder }) => open(folder),
    'treasury.open-as-new-station': ({ folder }) => open(folder, true),
    'treasury.settle': settle(async (desk, actor, { confirmedBy, nothingUnderWay }: Settle, context) => {
      const second = secondOf(desk, confirmedBy, context);
      return second.ok ? settleFolder(desk, actor, { nothingUnderWay, second: second.value }) : second;
    }),
    async 'treasury.close'() {
      await holder.close();
      return ok({});
    },

    'books.rebuild': change((desk, actor) => rebuildTables(desk, actor)),
    'books.settle': change(async (desk, actor, { confirmedBy, alarms }: Settles, context) => {
      const second = secondOf(desk, confirmedBy, context);
      return second.ok ? settleAlarm(desk, actor, { second: second.value, alarms }) : second;
    }),

    'officer.sign-in': run((desk, input, { callerId }) =>
      signIn(desk, holder.callerOf(desk, callerId), input),
    ),
    'officer.sign-out': run((desk, input, { callerId }) =>
      signOut(desk, holder.callerOf(desk, callerId), input),
    ),

    'vault.unlock': change(openVault),
    'vault.lock': secure(lockVault),
    async 'station.lock'({ as }, { callerId }) {
      const locked = await holder.lock({ callerId, as });
      return locked.ok ? ok({}) : locked;
    },
    'vault.change-password': change(async (desk, actor, { confirmedBy, ...input }: NewPassword, context) => {
      const second = secondOf(desk, confirmedBy, context);
      return second.ok ? changeVaultPassword(desk, actor, { ...input, second: second.value }) : second;
    }),
    'vault.correct-clock': change(async (desk, actor, { confirmedBy, vaultId }: RightClock, context) => {
      const second = secondOf(desk, confirmedBy, context);
      return second.ok ? correctClock(desk, actor, { vaultId, second: second.value }) : second;
    }),
    'vault.freeze': change(freezeVaults),
    'vault.lift-freeze': change(async (desk, actor, { confirmedBy, freeze }: LiftOf, context) => {
      const second = secondOf(desk, confirmedBy, context);
      return second.ok ? liftFreeze(desk, actor, { freeze, second: second.value }) : second;
    }),
    'vault.look-for-money': act(async (desk, actor, input: LookFor) => {
      const found = await lookForMoney(desk, actor, { ...input, room });
      return found.ok ? ok({ ...found.value, units: found.value.units.toString() }) : found;
    }),
    'vault.search-state': see(async () => {
      const state = room.state();
      return ok(state && { ...state, balance: state.balance.toString() });
    }),
    'vault.stop-search': see(async () => {
      room.stop();
      return ok({});
    }),
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

    'vault.second-opinion': act((desk, actor, { vaultId, password, unenclosed }: OfVault) =>
      askOfficialLibrary(desk, actor, { vaultId, password, unenclosed }),
    ),
    async 'official.look'() {
      const { official } = host.effects;
      const state = await official.look();
      const { works } = state;
      return ok({
        ...OFFICIAL_LIBRARY,
        folder: official.folder,
        problem: works ? null : { code: state.code, message: state.message },
        works: works ? { sha256: state.library.sha256, apart: state.apart } : null,
      });
    },

    'dashboard.read': look(async (desk, viewer) => ok(await readDashboard(desk, viewer))),
  };
}

type Settle = ParsedInput<'treasury.settle'>;
type Settles = ParsedInput<'books.settle'>;
type OfVault = ParsedInput<'vault.second-opinion'>;
type RightClock = ParsedInput<'vault.correct-clock'>;
type LiftOf = ParsedInput<'vault.lift-freeze'>;
type LookFor = Omit<ParsedInput<'vault.look-for-money'>, 'as'>;
type NewPassword = ParsedInput<'vault.change-password'>;

interface SavedFile {
  readonly file: string | null;
}
