import { beforeEach, describe, expect, it } from 'vitest';
import { freezeVaults } from '../../../electron/console/freezes/freeze-vaults.ts';
import { freezesInForce, liftFreeze } from '../../../electron/console/freezes/lift-freeze.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { detailOf, stateOf } from '../../support/desk-readings.ts';
import { editTables } from '../../support/folder-attack/opened-attack.ts';
import { type HeldAnswers, holdAnswers } from '../../support/held-answers.ts';
import {
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

let answers: HeldAnswers;
let desk: TestDesk;

beforeEach(async () => {
  answers = holdAnswers();
  desk = await openFundedDesk(['100'], { spawnSigner: answers.spawn });
});

const freeze = async (name: string, vaultId: string | null = desk.hot, reason = '') =>
  must(await freezeVaults(desk.station, await enter(desk, name), { vaultId, reason }));
const inForce = async () => (await freezesInForce(desk.station)).map(({ digest }) => digest);
const lift = async (digest: string, by: string, second: string | null) =>
  codeOf(
    await liftFreeze(desk.station, await enter(desk, by), {
      freeze: digest,
      second: second === null ? null : await enter(desk, second),
    }),
  );
const signIt = async (id: string) => codeOf(await sign(desk.station, await enter(desk, 'Ben'), { id }));
const lock = async () => must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
const paid = async () => (await desk.node.paymentsTo(OUTSIDER)).length;

describe('a freeze', () => {
  it('by any one officer holds at once, over a lock and a restart; two lift it, and not one', async () => {
    const id = await askApproved(desk, '40');
    await freeze('Dev', null, 'a call from the bank');
    expect(await signIt(id)).toBe('vault-frozen');
    const view = await readTreasury(desk.station, { acting: null, signedIn: [] });
    expect(view.freezes).toMatchObject([
      { vaultId: null, officerName: expect.stringMatching(/^Dev/), reason: '' },
    ]);
    await lock();
    must(await unlock(desk.station, desk.hot));
    expect(await signIt(id)).toBe('vault-frozen');
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await unlock(desk.station, desk.hot));
    expect(await signIt(id)).toBe('vault-frozen');

    const [digest = ''] = await inForce();
    expect(await lift(digest, 'Ben', null)).toBe('second-officer-needed');
    expect(await lift(digest, 'Ben', 'Ben')).toBe('second-officer-needed');
    expect(await lift('ab'.repeat(32), 'Ben', 'Chiara')).toBe('freeze-unknown');
    expect(await signIt(id)).toBe('vault-frozen');
    expect(await lift(digest, 'Ben', 'Chiara')).toBeNull();
    expect(await inForce()).toEqual([]);
    expect(await lift(digest, 'Ben', 'Chiara')).toBe('freeze-unknown');
    expect(await signIt(id)).toBeNull();
    await settle(desk);
    expect(await paid()).toBe(1);
    must(await verifyJournal(desk.station));
  });

  it('of a locked vault is told to it before anything else when it opens', async () => {
    const id = await askApproved(desk, '40');
    await lock();
    await freeze('Mara');
    must(await unlock(desk.station, desk.hot));
    expect(desk.station.keys.vaults.frozen(desk.hot)).toEqual(await inForce());
    expect(await signIt(id)).toBe('vault-frozen');
  });

  it('is sealed at the next opening where the vault died between the journal and the seal', async () => {
    const id = await askApproved(desk, '40');
    answers.next('seal void', 'dies');
    await freeze('Mara');
    expect(desk.station.keys.vaults.state(desk.hot)).toBe('locked');
    must(await unlock(desk.station, desk.hot));
    expect(await signIt(id)).toBe('vault-frozen');
  });

  it('while a signature is on its way comes after it: it is stored and not sent, until two lift the freeze', async () => {
    const id = await askApproved(desk, '40');
    await enter(desk, 'Chiara');
    const ben = await enter(desk, 'Ben');
    answers.next('sign', 'waits');
    const signing = sign(desk.station, ben, { id });
    await answers.given();
    await freeze('Mara');
    answers.release();
    must(await signing);
    expect(await stateOf(desk, id)).toBe('signed');
    expect((await detailOf(desk, id)).row.problem?.code).toBe('vault-frozen');
    expect(codeOf(await submit(desk.station, ben, { id }))).toBe('vault-frozen');
    await settle(desk);
    expect(await paid()).toBe(0);
    const [digest = ''] = await inForce();
    expect(await lift(digest, 'Mara', 'Chiara')).toBeNull();
    must(await submit(desk.station, ben, { id }));
    await settle(desk);
    expect(await paid()).toBe(1);
    must(await verifyJournal(desk.station));
  });

  it('whose row was deleted in the closed folder keeps the folder shut', async () => {
    await lock();
    await freeze('Mara');
    await desk.station.close();
    editTables(desk.folder, "DELETE FROM journal WHERE kind = 'vault-frozen'");
    await expect(desk.reopen()).rejects.toThrow('journal-sequence-broken');
  });

  it('whose row calls it something else holds by what was signed in it', async () => {
    const id = await askApproved(desk, '40');
    await lock();
    await freeze('Mara');
    await desk.station.close();
    editTables(desk.folder, "UPDATE journal SET kind = 'officer-signed-in' WHERE kind = 'vault-frozen'");
    await desk.reopen();
    await enter(desk, 'Mara');
    expect(await inForce()).toHaveLength(1);
    must(await unlock(desk.station, desk.hot));
    expect(desk.station.keys.vaults.frozen(desk.hot)).toEqual(await inForce());
    expect(await signIt(id)).toMatch(/^(vault-frozen|books-differ|books-being-checked)$/);
  });
});
