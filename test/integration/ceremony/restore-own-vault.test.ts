import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { writeVault } from '../../../electron/console/ceremony/write-vault.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { saveVaultCopy } from '../../../electron/console/vaults/vault-file.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { DATE_TOLERANCE_MS, newRequestsFrom } from '../../../electron/core/proposal/request.ts';
import { ok } from '../../../electron/core/result.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  SPLIT,
  signAll,
  VAULT_PASSWORD,
  viewOf,
  WORDS,
} from '../../support/ceremony-steps.ts';
import { FROM_FILE, FROM_WORDS, named, payFrom } from '../../support/restore-steps.ts';
import { OUTSIDER, settle, temporaryFolder, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must, utf8 } from '../../support/treasury-steps.ts';

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

const fileOf = (vaultId: string) =>
  treasuryPaths(station.treasury.folder).vault(station.treasury.file().vaultFiles[vaultId]!);

const pay = (amount: string, vaultId: string, later = 0) => payFrom(desk, { amount, vaultId, later });

describe('a vault of the treasury', () => {
  /** Makes a hot vault with 100 IOTA, which has paid 10 of them, and locks it. */
  async function vaultWithPast(plan: CeremonyPlan = WORDS) {
    const table = await complete(station, { plan, vault: named('Reserve') });
    must(await dismissCeremony(station));
    const { vaultId } = table;
    must(await unlockWritten(station, vaultId));
    const { receiveAddress } = station.policy.present().vaults.at(-1)!;
    must(await practiceDeposit(station, { address: receiveAddress, amount: '100' }));
    await settle(desk);
    expect((await pay('10', vaultId)).code).toBeNull();
    await settle(desk);
    station = await desk.reopen();
    return table;
  }

  const restore = (brought: Parameters<typeof complete>[2], plan = FROM_WORDS) =>
    complete(station, { plan, vault: named('Reserve') }, { search: false, ...brought });

  it('whose file is lost comes back from its words with its memory, in its own place', async () => {
    const { vaultId, words } = await vaultWithPast();
    const lost = fileOf(vaultId);
    rmSync(lost);
    expect(codeOf(await unlockWritten(station, vaultId))).toBe('stronghold-missing');
    const restored = await restore({ backup: { kind: 'words', words } });
    expect(restored.vaultId).toBe(vaultId);
    expect(viewOf(station).cameBack).toMatchObject({ known: true, balance: null });
    expect(station.policy.present().version, 'no new policy').toBe(2);
    expect(fileOf(vaultId)).not.toBe(lost);
    expect((await entriesOf(station, 'ceremony-completed')).at(-1)?.body).toMatchObject({
      vaultId,
      counter: 2,
    });
    must(await unlockWritten(station, vaultId));
    expect((await pay('20', vaultId)).code).toBeNull();
    await settle(desk);
    must(await verifyJournal(station));
  });

  it('comes back from its shares', async () => {
    const { vaultId, shares } = await vaultWithPast({ kind: 'create', words: false, split: SPLIT });
    rmSync(fileOf(vaultId));
    const backup = { kind: 'shares', shares: [shares[0]!, shares[2]!, shares[3]!] } as const;
    const restored = await restore(
      { backup: { ...backup, shares: [...backup.shares] } },
      { kind: 'restore', from: 'shares' },
    );
    expect(restored.vaultId).toBe(vaultId);
    must(await unlockWritten(station, vaultId));
  });

  it('comes back from a verified copy of its file', async () => {
    const { vaultId } = await vaultWithPast();
    const target = path.join(await temporaryFolder(), 'copy.stronghold');
    must(
      await saveVaultCopy(station, await anyOfficer(station), {
        vaultId,
        password: utf8(VAULT_PASSWORD),
        target,
      }),
    );
    rmSync(fileOf(vaultId));
    const restored = await restore({ file: { path: target, password: VAULT_PASSWORD } }, FROM_FILE);
    expect(restored.vaultId).toBe(vaultId);
    must(await unlockWritten(station, vaultId));
    expect((await pay('20', vaultId)).code).toBeNull();
  });

  it.each(['gone', 'damaged', 'not to be read', 'rolled back'] as const)(
    'whose state is %s for good begins a new era; what was asked for before must be asked for again',
    async (fate) => {
      const created = await complete(station, { plan: WORDS, vault: named('Reserve') });
      const early = readFileSync(`${fileOf(created.vaultId)}.state`);
      must(await unlockWritten(station, created.vaultId));
      must(await dismissCeremony(station));
      const { vaultId, words } = created;
      const { receiveAddress } = station.policy.present().vaults.at(-1)!;
      must(await practiceDeposit(station, { address: receiveAddress, amount: '100' }));
      await settle(desk);
      expect((await pay('10', vaultId)).code).toBeNull();
      await settle(desk);
      await enter(desk, 'Mara');
      const before = must(
        await requestWithdrawal(station, desk.as('Mara'), {
          vaultId,
          recipient: OUTSIDER,
          amount: '5',
          reference: '',
        }),
      );
      await approveAs(desk, 'Ben', before.id);
      station = await desk.reopen();
      const state = `${fileOf(vaultId)}.state`;
      const latest = readFileSync(state);
      if (fate === 'gone') rmSync(state);
      if (fate === 'damaged') writeFileSync(state, latest.subarray(1));
      if (fate === 'not to be read') {
        rmSync(state);
        mkdirSync(state);
      }
      if (fate === 'rolled back') writeFileSync(state, early);
      const code = {
        gone: 'state-missing',
        damaged: 'state-damaged',
        'not to be read': 'state-damaged',
        'rolled back': 'state-rolled-back',
      }[fate];
      expect(codeOf(await unlockWritten(station, vaultId))).toBe(code);

      const eraBefore = (await entriesOf(station, 'ceremony-completed')).at(-1)?.body.era;
      await restore({ backup: { kind: 'words', words } });
      const { body } = (await entriesOf(station, 'ceremony-completed')).at(-1)!;
      expect(body).toMatchObject({ vaultId, counter: 1 });
      expect(body.era).not.toBe(eraBefore);
      must(await unlockWritten(station, vaultId));
      await enter(desk, 'Ben');
      expect(codeOf(await sign(station, desk.as('Ben'), { id: before.id }))).toBe('request-too-old');
      must(await reject(station, desk.as('Ben'), { id: before.id, reason: 'asked for again' }));
      await enter(desk, 'Mara');
      const soon = { vaultId, recipient: OUTSIDER, amount: '6', reference: '' };
      expect(codeOf(await requestWithdrawal(station, desk.as('Mara'), soon))).toBe('request-too-early');
      const shown = (await readTreasury(station, nobody)).vaults.find(({ id }) => id === vaultId);
      expect(shown?.requestsFrom).toBeGreaterThan(Date.now());
      expect(shown?.requestsFrom).toBeLessThanOrEqual(newRequestsFrom(Date.now()));
      expect((await pay('6', vaultId, DATE_TOLERANCE_MS + 1)).code, 'a new request is signed').toBeNull();

      // The rollback hole stays shut: neither the last state of the old era nor a birth can be put back.
      station = await desk.reopen();
      const restored = `${fileOf(vaultId)}.state`;
      const present = readFileSync(restored);
      for (const old of [latest, early]) {
        writeFileSync(restored, old);
        expect(codeOf(await unlockWritten(station, vaultId))).toBe('state-rolled-back');
      }
      writeFileSync(restored, present);
      must(await unlockWritten(station, vaultId));
    },
  );

  it('cannot sign with its old file between the writing of the new one and the end', async () => {
    const { vaultId, words } = await vaultWithPast();
    must(await unlockWritten(station, vaultId));
    const table = emptyTable({ backup: { kind: 'words', words }, search: false });
    must(await begin(station, { plan: FROM_WORDS, vault: named('Reserve') }));
    await goUpTo(station, null, table);
    expect(station.keys.vaults.state(vaultId)).toBe('locked');
    expect(codeOf(await unlockWritten(station, vaultId))).toBe('ceremony-busy');
    await signAll(station);
    must(await unlockWritten(station, vaultId));
  });

  it('does not open with its old file any more once the new one is written, also for one who waits his turn', async () => {
    const { vaultId, words } = await vaultWithPast();
    must(await begin(station, { plan: FROM_WORDS, vault: named('Reserve') }));
    await goUpTo(station, 'password-set', emptyTable({ backup: { kind: 'words', words }, search: false }));
    // Before the restore touches the vault its old file is asked for; another password is being tried at that moment.
    let letGo = () => {};
    const busy = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const trying = station.keys.passwords.try('another file', utf8('x'), async () => {
      await busy;
      return ok(undefined);
    });
    const waiting = unlockWritten(station, vaultId);
    let during: Promise<string | null> | null = null;
    const { spawnSigner } = station.effects;
    Object.assign(station.effects, {
      spawnSigner: () => {
        // The one signer of this step is that of the new file: the old state has been copied.
        during ??= unlockWritten(station, vaultId).then(codeOf);
        letGo();
        return spawnSigner();
      },
    });
    const next = () => utf8('another password 5512');
    must(await writeVault(station, { password: next(), again: next() }));
    Object.assign(station.effects, { spawnSigner });
    must(await trying);
    expect(await during).toBe('ceremony-busy');
    expect(codeOf(await waiting)).toBe('ceremony-busy');
    expect(station.keys.vaults.state(vaultId)).toBe('locked');
    const copy = { vaultId, password: utf8(VAULT_PASSWORD), target: path.join(await temporaryFolder(), 'c') };
    expect(codeOf(await saveVaultCopy(station, await anyOfficer(station), copy))).toBe('ceremony-busy');
    await signAll(station);
    must(await openVault(station, await anyOfficer(station), { vaultId, password: next() }));
    expect((await pay('20', vaultId)).code).toBeNull();
    must(await lockVault(station, await anyOfficer(station), { vaultId }));
    must(await openVault(station, await anyOfficer(station), { vaultId, password: next() }));
    must(await verifyJournal(station));
  });

  it('keeps its old file and state until the ceremony has ended: called off, they open', async () => {
    const { vaultId, words } = await vaultWithPast();
    const old = fileOf(vaultId);
    must(await begin(station, { plan: FROM_WORDS, vault: named('Reserve') }));
    await goUpTo(station, null, emptyTable({ backup: { kind: 'words', words }, search: false }));
    station = await desk.reopen();
    expect(fileOf(vaultId)).toBe(old);
    must(await unlockWritten(station, vaultId));
  });
});

describe('an attacker who has the folder, not the words', () => {
  it('gets no new policy into a vault by deleting its state and editing the database', async () => {
    const { hot, folder } = desk;
    await station.close();
    const state = path.join(folder, 'vaults', 'hot.stronghold.state');
    rmSync(state);
    station = await desk.reopen();
    expect(codeOf(await unlock(station, hot))).toBe('state-missing');
    expect(existsSync(state)).toBe(false);
    copyFileSync(path.join(folder, 'vaults', 'cold.stronghold.state'), state);
    expect(codeOf(await unlock(station, hot))).toBe('state-damaged');
  });
});
