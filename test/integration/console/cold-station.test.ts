import { describe, expect, it, onTestFinished } from 'vitest';
import { theStation } from '../../../electron/console/actor.ts';
import { previewWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { viewerOf } from '../../../electron/console/officers/viewer.ts';
import { type ColdStation, coldUses, openCold } from '../../../electron/stations/cold.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { entriesOf, openCeremonyDesk, provenTranscript } from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  VAULT_PASSWORD,
  viewOf,
  WORDS,
} from '../../support/ceremony-steps.ts';
import {
  askApproved,
  OUTSIDER,
  openDesk,
  openFundedDesk,
  settle,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, officerIdOf, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const { treasury, vaults, movements } = coldUses;

/** Closes the desk and opens its folder as a station without a network. */
async function openColdly({ station, folder, effects }: TestDesk): Promise<ColdStation> {
  await station.close();
  const cold = must(await openCold(folder, effects));
  onTestFinished(() => cold.close());
  return cold;
}

const open = async (station: ColdStation, vaultId: string, password = PASSWORD) =>
  vaults.openVault(station, await anyOfficer(station), { vaultId, password: utf8(password) });

describe('a station without a network', () => {
  it('shows the treasury: it is a cold one, and has no node', async () => {
    const desk = await openFundedDesk(['100']);
    const cold = await openColdly(desk);
    const at = { station: cold, caller: cold.callers.open() };
    await enter(at, 'Ben');
    const ben = must(viewerOf(at.caller, officerIdOf(cold, 'Ben')));
    expect(await treasury.readTreasury(cold, ben)).toMatchObject({
      stationRole: 'cold',
      node: null,
      vaults: [{ name: 'Hot vault', balance: '100000000000', state: 'locked' }, { name: 'Cold vault' }],
    });
    must(await treasury.verifyJournal(cold));
  });

  it('signs a proposal that is in the books; a desk sends it, and it is paid once', async () => {
    const desk = await openFundedDesk(['100']);
    const id = await askApproved(desk, '40');
    const cold = await openColdly(desk);
    const at = { station: cold, caller: cold.callers.open() };
    const ben = await enter(at, 'Ben');
    must(await open(cold, desk.hot));
    must(await movements.sign(cold, ben, { id }));
    expect((await cold.books.movements.get(id))?.state, 'nobody has sent it').toBe('signed');
    expect(await desk.node.paymentsTo(OUTSIDER)).toEqual([]);
    await cold.close();

    await desk.reopen();
    await settle(desk);
    await settle(desk);
    expect((await desk.station.books.movements.get(id))?.state).toBe('final');
    expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await treasury.verifyJournal(desk.station));
  });

  it('refuses what needs a node by its name', async () => {
    const desk = await openFundedDesk(['100']);
    const cold = await openColdly(desk);
    const typed = { vaultId: desk.hot, recipient: OUTSIDER, amount: '1' };
    expect(codeOf(await previewWithdrawal(cold, typed))).toBe('node-unreachable');
  });

  it('completes a ceremony: a vault is created, and its transcript says that the station is cold', async () => {
    const desk = await openCeremonyDesk();
    const cold = await openColdly(desk);
    const { vaultId } = await complete(cold, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    const { transcript } = await provenTranscript(cold, viewOf(cold).id);
    expect(transcript).toMatchObject({
      station: { role: 'cold' },
      network: cold.treasury.network,
      policy: { version: 1 },
      result: 'completed',
    });
    must(await open(cold, vaultId, VAULT_PASSWORD));
  });

  it('cannot search for used accounts, but can pass the search over', async () => {
    const desk = await openCeremonyDesk();
    const made = await complete(desk.station, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    const cold = await openColdly(desk);
    const backup = { kind: 'words', words: made.words.slice() } as const;
    const table = emptyTable({ backup, search: false });
    must(await begin(cold, { plan: { kind: 'restore', from: 'words' }, vault: { name: 'R', kind: 'cold' } }));
    await goUpTo(cold, 'accounts-searched', table);
    const searched = await coldUses.ceremonies.searchAccounts(cold, { passOver: false });
    expect(codeOf(searched)).toBe('node-unreachable');
    await goUpTo(cold, null, table);
    expect(viewOf(cold).status).toBe('signing');
  });

  it('carries out a ceremony that was signed before it died, as a desk does', async () => {
    const desk = await openCeremonyDesk();
    await complete(desk.station, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    const cold = await openColdly(desk);
    expect(await entriesOf(cold, 'ceremony-completed')).toHaveLength(1);
    expect(cold.policy.present().version).toBe(2);
  });

  it('is the only one on its folder', async () => {
    const desk = await openDesk();
    expect(codeOf(await openCold(desk.folder, desk.effects))).toBe('treasury-in-use');
    const cold = await openColdly(desk);
    expect(codeOf(await openStation(desk.folder, desk.effects))).toBe('treasury-in-use');
    await cold.close();
    const again = must(await openStation(desk.folder, desk.effects));
    await again.close();
  });

  it('locks all vaults and signs everybody out when it is locked or closed', async () => {
    const desk = await openDesk();
    const cold = await openColdly(desk);
    const at = { station: cold, caller: cold.callers.open() };
    await enter(at, 'Ben');
    must(await open(cold, desk.hot));
    must(await cold.lock());
    expect(cold.keys.vaults.state(desk.hot)).toBe('locked');
    expect(at.caller.officers.list()).toEqual([]);
    expect(await entriesOf(cold, 'officer-signed-out')).toHaveLength(1);
    expect(codeOf(await sign(cold, theStation('lock-unnamed'), { id: 'nothing' }))).toBe('request-unknown');
  });
});
