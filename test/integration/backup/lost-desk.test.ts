import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { viewBackup } from '../../../electron/console/backup/restore-backup.ts';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { DATE_TOLERANCE_MS } from '../../../electron/core/proposal/request.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { BACKUP_PASSPHRASE, backUp, closeAfter, places, restore } from '../../support/backup-desk.ts';
import { type CeremonyDesk, openCeremonyDesk, unlockWritten } from '../../support/ceremony-desk.ts';
import { complete, VAULT_PASSWORD, WORDS } from '../../support/ceremony-steps.ts';
import { openAt, outsideAt, settle } from '../../support/held-folder.ts';
import { OUTSIDER, settle as sealAndFollow } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must, utf8 } from '../../support/treasury-steps.ts';

let desk: CeremonyDesk;
let at: Awaited<ReturnType<typeof places>>;
/** The vault whose words are on paper. */
let vaultId: string;
let words: Uint16Array;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  at = await places();
  const made = await complete(desk.station, { plan: WORDS, vault: { name: 'Reserve', kind: 'hot' } });
  must(await dismissCeremony(desk.station));
  ({ vaultId, words } = made);
  must(await unlockWritten(desk.station, vaultId));
  const { receiveAddress } = desk.station.policy.present().vaults.at(-1)!;
  must(await practiceDeposit(desk.station, { address: receiveAddress, amount: '100' }));
  await sealAndFollow(desk);
});

/** Mara and Ben back up with the officers' files, and the desk is lost with everything on it. */
async function backUpAndLose(): Promise<void> {
  const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
  must(await backUp(desk.station, mara, { target: at.file, officers: true, second: ben }));
  await desk.station.close();
  rmSync(desk.folder, { recursive: true });
}

/** Another computer, which knows nothing of the treasury. */
const there = () => ({ ...desk.effects, ...outsideAt(path.join(at.parent, 'there')) });

describe('a lost desk', () => {
  it('pays again, from its backup and the words of a vault to the first approved payment', async () => {
    await backUpAndLose();
    const effects = there();
    must(await restore(effects, at));
    expect(statSync(at.folder).mode & 0o777).toBe(0o700);

    // It is a new station that nobody has enrolled yet, and says what is not there.
    const opened = await openAt(at.folder, effects);
    const station = closeAfter(opened.station);
    expect(station.hold.view()).toMatchObject({ enrolment: 'restored', older: null });
    const { missingFiles } = await readTreasury(station, nobody);
    expect(missingFiles.officers).toEqual([]);
    expect(missingFiles.vaults).toHaveLength(3);
    expect(missingFiles.vaults).toContain(vaultId);

    must(await settle(opened));
    expect(station.hold.check().ok).toBe(true);
    await station.line.follow();
    expect(codeOf(await unlockWritten(station, vaultId))).toBe('stronghold-missing');
    const restored = await complete(
      station,
      { plan: { kind: 'restore', from: 'words' }, vault: { name: 'Reserve', kind: 'hot' } },
      { backup: { kind: 'words', words }, search: false },
    );
    expect(restored.vaultId).toBe(vaultId);
    must(await unlockWritten(station, vaultId));
    expect((await readTreasury(station, nobody)).missingFiles.vaults).not.toContain(vaultId);

    desk.wait(DATE_TOLERANCE_MS + 1);
    const mara = await enter(opened, 'Mara');
    const typed = { vaultId, recipient: OUTSIDER, amount: '20', reference: 'after the loss' };
    const { id } = must(await requestWithdrawal(station, mara, typed));
    desk.wait(-DATE_TOLERANCE_MS - 1);
    await approveAs(opened, 'Ben', id);
    must(await sign(station, await enter(opened, 'Ben'), { id }));
    await desk.node.checkpoint();
    await station.line.follow();
    expect((await station.books.movements.get(id))?.state).toBe('final');
    const { stations } = must(await verifyJournal(station));
    expect(stations).toHaveLength(2);
  });

  it('whose backup has the vault file too, opens it with its own password', async () => {
    const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
    const vaults = [{ vaultId, password: utf8(VAULT_PASSWORD) }];
    must(await backUp(desk.station, mara, { target: at.file, officers: true, vaults, second: ben }));
    await desk.station.close();
    rmSync(desk.folder, { recursive: true });
    const effects = there();
    must(await restore(effects, at));
    const opened = await openAt(at.folder, effects);
    closeAfter(opened.station);
    must(await settle(opened));
    must(await unlockWritten(opened.station, vaultId));
  });
});

describe('a backup that is older than what is known', () => {
  it('is named at the look by the computer that knows better, and held when it is opened there', async () => {
    const here = { ...desk.effects, ...outsideAt(path.join(at.parent, 'here')) };
    await desk.station.close();
    const first = await openAt(desk.folder, here);
    const [mara, ben] = [await enter(first, 'Mara'), await enter(first, 'Ben')];
    must(await backUp(first.station, mara, { target: at.file, officers: true, second: ben }));
    must(await unlockWritten(first.station, vaultId));
    await first.station.close();
    const looked = must(await here.backups.look(at.file, utf8(BACKUP_PASSPHRASE)));
    const view = await viewBackup(here, { file: at.file, looked });
    expect(view.newer?.seq).toBeGreaterThan(view.head.seq);
    must(await restore(here, at));
    const opened = await openAt(at.folder, here);
    closeAfter(opened.station);
    expect(opened.station.hold.view()).toMatchObject({ enrolment: 'restored', older: { newer: view.newer } });
  });

  it('is held by the ledger where it shows a payment that the backup does not know', async () => {
    const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
    must(await backUp(desk.station, mara, { target: at.file, officers: true, second: ben }));
    const typed = { vaultId, recipient: OUTSIDER, amount: '30', reference: '' };
    const { id } = must(await requestWithdrawal(desk.station, mara, typed));
    await approveAs(desk, 'Ben', id);
    must(await sign(desk.station, ben, { id }));
    await sealAndFollow(desk);
    await desk.station.close();
    rmSync(desk.folder, { recursive: true });

    const effects = there();
    must(await restore(effects, at));
    const opened = await openAt(at.folder, effects);
    closeAfter(opened.station);
    must(await settle(opened));
    await opened.station.line.follow();
    expect(codeOf(opened.station.hold.check())).toBe('spend-not-in-books');
    must(await settle(opened));
    expect(opened.station.hold.check().ok).toBe(true);
  });
});

describe('a restore', () => {
  it('never goes into a folder with anything in it, and into an empty one', async () => {
    await backUpAndLose();
    mkdirSync(at.folder);
    writeFileSync(path.join(at.folder, 'notes.txt'), 'mine');
    expect(codeOf(await restore(there(), at))).toBe('treasury-exists');
    expect(readFileSync(path.join(at.folder, 'notes.txt'), 'utf8')).toBe('mine');
    rmSync(path.join(at.folder, 'notes.txt'));
    must(await restore(there(), at));
  });

  it('brings no key of the old station, and none of its locks', async () => {
    const old = desk.station.treasury.key.stationId;
    await backUpAndLose();
    must(await restore(there(), at));
    const key = readFileSync(path.join(at.folder, 'station.key'), 'utf8');
    expect(JSON.parse(key)).toMatchObject({ stationId: old, protection: 'left-behind' });
    expect(key).not.toContain('private');
    expect(readdirSync(at.folder)).not.toContain('station.sock');
    expect(existsSync(path.join(at.folder, 'treasury.lock'))).toBe(false);
  });
});
