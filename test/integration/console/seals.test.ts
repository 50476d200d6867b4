import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { stateFileName } from '../../../electron/signer/state-file.ts';
import { stateOf } from '../../support/desk-readings.ts';
import { ask, askApproved, openFundedDesk, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

const database = ({ folder }: TestDesk) => path.join(folder, 'treasury.sqlite');
const sessionOf = ({ station, hot }: TestDesk) => must(station.keys.vaults.session(hot));

/** A copy of the books as they are now, taken as a backup does: while the treasury is closed. */
async function backUp(desk: TestDesk): Promise<string> {
  await desk.station.close();
  const backup = path.join(path.dirname(desk.folder), 'backup.sqlite');
  copyFileSync(database(desk), backup);
  await desk.reopen();
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  return backup;
}

/** Puts older books beside the newer states of the vaults. */
async function putBack(desk: TestDesk, backup: string): Promise<void> {
  await desk.station.close();
  for (const end of ['-wal', '-shm']) rmSync(`${database(desk)}${end}`, { force: true });
  copyFileSync(backup, database(desk));
  await desk.reopen();
  await enter(desk, 'Mara');
}

async function edit(desk: TestDesk, ...statements: readonly string[]): Promise<void> {
  await desk.station.close();
  const db = new DatabaseSync(database(desk));
  for (const statement of statements) db.exec(statement);
  db.close();
  await desk.reopen();
  await enter(desk, 'Mara');
}

/** What the console would give to the signer now. */
async function toSign({ station: { books } }: TestDesk, id: string) {
  const stored = await books.movements.proposal(id);
  if (!stored) throw new Error('expected a proposal');
  const approvals = (await books.movements.approvals(id)).map(({ approval }) => approval);
  return { proposal: stored.proposal, approvals, fields: null, epoch: '0' };
}

describe('older books put back beside a newer state of a vault', () => {
  it.each([
    [
      'a signature',
      async (desk: TestDesk, id: string) => must(await sign(desk.station, desk.as('Mara'), { id })),
    ],
    [
      'a lock',
      async (desk: TestDesk) => must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot })),
    ],
    ['an unlocking alone', async () => {}],
  ])('are found at the unlocking, by what was sealed with %s', async (_, act) => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    const backup = await backUp(desk);
    await act(desk, id);
    await putBack(desk, backup);
    expect(codeOf(await unlock(desk.station, desk.hot))).toBe('journal-behind-seal');
    expect(desk.station.keys.vaults.state(desk.hot)).toBe('locked');
    expect(codeOf(await sign(desk.station, desk.as('Mara'), { id }))).toBe('vault-locked');
  });

  it('are found though entries were written over them since: a number is not enough', async () => {
    const desk = await openFundedDesk();
    const backup = await backUp(desk);
    must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
    await putBack(desk, backup);
    for (let i = 0; i < 6; i++) await ask(desk, '1');
    const sealed = await desk.station.books.journal.head();
    expect(sealed?.seq).toBeGreaterThan(10);
    expect(codeOf(await unlock(desk.station, desk.hot))).toBe('journal-behind-seal');
  });
});

describe('a kill', () => {
  it('between an entry and its seal is harmless: the journal is ahead', async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    const before = sessionOf(desk).told.at?.seq ?? 0;
    desk.station.keys.vaults.lock(desk.hot); // its process dies at once, and seals nothing
    expect((await desk.station.books.journal.head())?.seq).toBeGreaterThan(before);
    await desk.reopen();
    const mara = await enter(desk, 'Mara');
    must(await unlock(desk.station, desk.hot));
    must(await sign(desk.station, mara, { id }));
  });

  it('between a signature with its seal and its entry is harmless: the signature is given again, once', async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    const { client, told } = sessionOf(desk);
    const signed = must(await client.ask('sign', { ...(await toSign(desk, id)), journal: told.at }));
    desk.station.keys.vaults.lock(desk.hot);
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await unlock(desk.station, desk.hot));
    expect(await stateOf(desk, id)).toBe('signed');
    expect((await desk.station.books.movements.transaction(id))?.signature).toBe(signed.signature);
  });
});

describe('what officers signed against a request reaches the signer from the journal', () => {
  it('though the row of an unsealed rejection was deleted, and its payment set back to approved', async () => {
    const desk = await openFundedDesk(['3000']);
    const id = await ask(desk, '1500');
    await approveAs(desk, 'Ben', id);
    const old = await toSign(desk, id);
    must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
    must(await reject(desk.station, desk.as('Ben'), { id, reason: '' }));
    await edit(desk, 'DELETE FROM rejections', `UPDATE movements SET state = 'approved' WHERE id = '${id}'`);
    must(await unlock(desk.station, desk.hot));
    const { client, told } = sessionOf(desk);
    expect(codeOf(await client.ask('sign', { ...old, journal: told.at }))).toBe('approval-voided');
  });

  it('a withdrawn request set back to queued is not built, and its vault signs nothing for it', async () => {
    const desk = await openFundedDesk();
    const id = await askApproved(desk, '100');
    const approved = await toSign(desk, id);
    const queued = await ask(desk, '100'); // the only coin is reserved: it waits
    must(await cancel(desk.station, desk.as('Mara'), { id: queued }));
    await edit(desk, `UPDATE movements SET state = 'queued' WHERE id = '${queued}'`);
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await buildQueued(desk.station, mara, queued))).toBe('books-differ');
    must(await unlock(desk.station, desk.hot));
    const request = await desk.station.books.movements.request(queued);
    if (!request) throw new Error('expected the request');
    // Bytes that pay what it asked for: whoever controls the tables has those of the other request.
    const proposal = { ...approved.proposal, requests: [request] };
    expect(codeOf(await sessionOf(desk).client.ask('inspect', { proposal }))).toBe('request-ended');
  });
});

describe('a vault whose state cannot be written', () => {
  it('locks itself, and the screen says why; opened again it goes on', async () => {
    const desk = await openFundedDesk();
    const { station, hot, folder } = desk;
    const id = await askApproved(desk, '100');
    const shown = async () => (await readTreasury(station, nobody)).vaults.find((vault) => vault.id === hot);
    expect(await shown()).toMatchObject({ state: 'open', failure: null });
    const name = station.treasury.file().vaultFiles[hot] ?? '';
    const state = stateFileName(path.join(folder, 'vaults', name));
    const aside = `${state}.aside`;
    copyFileSync(state, aside);
    rmSync(state);
    expect(codeOf(await sign(station, desk.as('Mara'), { id }))).toBe('state-rolled-back');
    expect(await shown()).toMatchObject({ state: 'locked', failure: 'state-rolled-back' });
    copyFileSync(aside, state);
    must(await unlock(station, hot));
    expect(await shown()).toMatchObject({ state: 'open', failure: null });
    must(await sign(station, desk.as('Mara'), { id }));
  });
});
