import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sign } from '../../../electron/console/movements/sign.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { askApproved, openDesk, openFundedDesk, unlock } from '../../support/treasury-fixture.ts';
import { codeOf, createTreasury, must, officerIdOf, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const vaultFile = (folder: string, kind: string) => path.join(folder, 'vaults', `${kind}.stronghold`);
const PATIENCE = { timeout: 60_000, interval: 1 };

describe('unlocking', () => {
  it("refuses another vault's file in the place of its own, with and without its sealed state", async () => {
    const { station, effects, folder, node, hot } = await openDesk();
    const other = `${folder}-2`;
    must(await createTreasury(other, node, effects));
    copyFileSync(vaultFile(other, 'hot'), vaultFile(folder, 'hot'));
    expect(codeOf(await unlock(station, hot))).toBe('state-damaged');
    copyFileSync(`${vaultFile(other, 'hot')}.state`, `${vaultFile(folder, 'hot')}.state`);
    expect(codeOf(await unlock(station, hot))).toBe('state-rolled-back');
    expect(station.keys.vaults.state(hot)).toBe('locked');
  });

  it("refuses the cold vault's file for the hot one", async () => {
    const { station, folder, hot } = await openDesk();
    for (const end of ['', '.state'])
      copyFileSync(`${vaultFile(folder, 'cold')}${end}`, `${vaultFile(folder, 'hot')}${end}`);
    expect(codeOf(await unlock(station, hot))).toBe('state-rolled-back');
  });

  it("refuses another officer's key file", async () => {
    const { station, caller, folder } = await openDesk();
    const officers = path.join(folder, 'officers');
    copyFileSync(
      path.join(officers, 'ben-okafor.stronghold'),
      path.join(officers, 'mara-lindqvist.stronghold'),
    );
    const enter = (officerId: string) => signIn(station, caller, { officerId, password: utf8(PASSWORD) });
    expect(codeOf(await enter(officerIdOf(station, 'Mara')))).toBe('officer-unknown');
    expect(codeOf(await enter(station.treasury.file().id))).toBe('officer-unknown');
    expect(caller.officers.list()).toEqual([]);
  });

  it('refuses a sealed state that was rolled back, and one that is gone', async () => {
    const desk = await openFundedDesk(['100']);
    const state = `${vaultFile(desk.folder, 'hot')}.state`;
    const before = readFileSync(state);
    const id = await askApproved(desk, '10');
    must(await sign(desk.station, desk.as('Ben'), { id }));
    const station = await desk.reopen();
    writeFileSync(state, before);
    expect(codeOf(await unlock(station, desk.hot))).toBe('state-rolled-back');
    renameSync(state, `${state}.gone`);
    expect(codeOf(await unlock(station, desk.hot))).toBe('state-missing');
  });

  it('twice at once opens it once; what was locked while it opened stays locked', async () => {
    const { station, hot } = await openDesk();
    const { vaults } = station.keys;
    const both = await Promise.all([unlock(station, hot), unlock(station, hot)]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'proposal-state'].toSorted());
    vaults.lock(hot);
    const opening = unlock(station, hot);
    await vi.waitUntil(() => vaults.state(hot) === 'opening', PATIENCE);
    vaults.lock(hot);
    const again = unlock(station, hot);
    expect(codeOf(await opening)).toBe('signer-crashed');
    expect(codeOf(await again)).toBeNull();
    expect(vaults.state(hot)).toBe('open');
  });

  it('a try that waits for its turn ends with the lock of the station', async () => {
    const { station, hot, cold } = await openDesk();
    const { vaults } = station.keys;
    const first = unlock(station, hot);
    const waiting = unlock(station, cold);
    await vi.waitUntil(() => vaults.state(hot) === 'opening', PATIENCE);
    await station.lock();
    await first;
    expect(codeOf(await waiting)).toBe('vault-locked');
    expect([hot, cold].map((id) => vaults.state(id))).toEqual(['locked', 'locked']);
  });

  it('a try whose failures the books are just asked for ends with the lock of the station, too', async () => {
    const { station, hot } = await openDesk();
    const actor = await anyOfficer(station);
    const trying = openVault(station, actor, { vaultId: hot, password: utf8(PASSWORD) });
    // Asked before the try's own question, so the lock comes between that and its answer.
    await station.books.passwords.failures(hot);
    await station.lock();
    expect(codeOf(await trying)).toBe('vault-locked');
    expect(station.keys.vaults.state(hot)).toBe('locked');
  });

  it('the sixth guess in a row waits, the right password too, and a restart does not shorten it', async () => {
    const desk = await openDesk();
    const guess = (password: string) => unlock(desk.station, desk.hot, password).then(codeOf);
    for (let n = 0; n < 5; n++) expect(await guess(`guess ${n}`)).toBe('password-wrong');
    expect(await guess('guess 6')).toBe('password-wait');
    expect(await guess(PASSWORD)).toBe('password-wait');
    await desk.reopen();
    expect(await guess(PASSWORD)).toBe('password-wait');
    desk.wait(5_000);
    expect(await guess('guess 7')).toBe('password-wrong');
    desk.wait(5_000);
    expect(await guess(PASSWORD)).toBe('password-wait');
    desk.wait(5_000);
    expect(await guess(PASSWORD)).toBeNull();
    await desk.station.lock();
    expect(await guess('one slip')).toBe('password-wrong');
    expect(await guess(PASSWORD)).toBeNull();
  });
});
