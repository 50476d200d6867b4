import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import type { Proposal } from '../../../electron/core/proposal/proposal.ts';
import { Refused, refuse } from '../../../electron/core/result.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { copyFolder } from '../../support/copy-folder.ts';
import { type HeldAnswers, holdAnswers } from '../../support/held-answers.ts';
import { putBack } from '../../support/held-folder.ts';
import { ask, openFundedDesk, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

let answers: HeldAnswers;
let desk: TestDesk;
let queued: string;
let forged: Proposal;

const open = () => unlock(desk.station, desk.hot);
const lock = async () => must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
const stopIt = async () => stop(desk.station, await enter(desk, 'Ben'), { id: queued, reason: '' });
const stateOf = async () => (await desk.station.books.movements.get(queued))?.state;
/** What the vault says to bytes that pay the request: those of another one with the same recipient and amount. */
const ofTheVault = async () =>
  codeOf(await must(desk.station.keys.vaults.client(desk.hot)).ask('inspect', { proposal: forged }));

/** A request that waits for the one coin, which another one for the same has. */
beforeEach(async () => {
  answers = holdAnswers();
  desk = await openFundedDesk(['100'], { spawnSigner: answers.spawn });
  const first = await ask(desk, '60');
  queued = await ask(desk, '60');
  expect(await stateOf()).toBe('queued');
  const { movements } = desk.station.books;
  const [stored, request] = [await movements.proposal(first), await movements.request(queued)];
  if (!stored || !request) throw new Error('expected a proposal and a request');
  forged = { ...stored.proposal, requests: [request] };
  expect(await ofTheVault(), 'it would be signed').toBeNull();
});

describe('a request that was stopped before anything was built', () => {
  it('is sealed by its open vault at once: nobody has to tell it anything before it refuses', async () => {
    must(await stopIt());
    expect(await ofTheVault()).toBe('request-ended');
    expect(await stateOf()).toBe('rejected');
  });

  it('is sealed by a locked one when it opens, before anything can be asked of it', async () => {
    await lock();
    must(await stopIt());
    must(await open());
    expect(await ofTheVault()).toBe('request-ended');
  });

  it('is sealed at the next opening where the station died between its entry and the seal', async () => {
    const full = new Refused(refuse('store-full', 'the disk is full'));
    const movements = { ...desk.station.books.movements, inState: () => Promise.reject(full) };
    const dying = { ...desk.station, books: { ...desk.station.books, movements } };
    must(await stop(dying, await enter(desk, 'Ben'), { id: queued, reason: '' }));
    expect(await ofTheVault(), 'the vault does not know yet').toBeNull();
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await open());
    expect(await ofTheVault()).toBe('request-ended');
    expect(await stateOf()).toBe('rejected');
  });

  it('is sealed though the vault dies in the middle of it', async () => {
    answers.next('seal void', 'dies');
    must(await stopIt());
    must(await open());
    expect(await ofTheVault()).toBe('request-ended');
    expect((await entriesOf(desk.station, 'stop-sealed')).length).toBe(1);
  });

  it('while somebody builds it is not signed, whoever comes first', async () => {
    const mara = await enter(desk, 'Mara');
    await enter(desk, 'Ben');
    await Promise.all([buildQueued(desk.station, mara, queued), stopIt()]);
    expect(await ofTheVault()).toBe('request-ended');
    expect(await stateOf()).toBe('rejected');
  });

  it('stays so where the state from before is put back: the journal knows a later one', async () => {
    const copy = `${desk.folder}-copy`;
    await lock();
    copyFolder(desk.folder, copy);
    must(await open());
    must(await stopIt());
    await lock();
    putBack(copy, desk.folder, 'vaults');
    expect(codeOf(await open())).toBe('state-rolled-back');
  });

  it('stays so where the books from before are put back, with what is known outside of them: the vault keeps shut', async () => {
    const copy = `${desk.folder}-copy`;
    await desk.station.close();
    copyFolder(desk.folder, copy);
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await open());
    must(await stopIt());
    await desk.station.close();
    for (const end of ['', '-wal', '-shm']) {
      rmSync(path.join(desk.folder, `treasury.sqlite${end}`), { force: true });
      putBackFile(copy, `treasury.sqlite${end}`);
    }
    await desk.reopen();
    await enter(desk, 'Mara');
    expect(await stateOf(), 'these books know of no stop').toBe('queued');
    expect(codeOf(await open())).toBe('journal-behind-seal');
  });
});

describe('a request that its maker takes back', () => {
  it('is sealed by its open vault at once, too', async () => {
    must(await cancel(desk.station, await enter(desk, 'Mara'), { id: queued }));
    expect(await ofTheVault()).toBe('request-ended');
    expect((await entriesOf(desk.station, 'vault-sealed')).length).toBeGreaterThan(0);
  });

  it('stays taken back where its vault dies of that', async () => {
    answers.next('seal void', 'dies');
    must(await cancel(desk.station, await enter(desk, 'Mara'), { id: queued }));
    expect(await stateOf()).toBe('cancelled');
    must(await open());
    expect(await ofTheVault()).toBe('request-ended');
  });
});

function putBackFile(copy: string, name: string): void {
  if (existsSync(path.join(copy, name))) copyFileSync(path.join(copy, name), path.join(desk.folder, name));
}
