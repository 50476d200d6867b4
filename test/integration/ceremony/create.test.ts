import { describe, expect, it, vi } from 'vitest';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readDashboard } from '../../../electron/console/treasury/dashboard.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { entriesOf, openCeremonyDesk, provenTranscript, unlockWritten } from '../../support/ceremony-desk.ts';
import { complete, SPLIT, viewOf, WORDS } from '../../support/ceremony-steps.ts';
import { askApproved, fund, OUTSIDER, settle, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

const plans: [string, CeremonyPlan, number][] = [
  ['words', WORDS, 1],
  ['shares instead of words', { kind: 'create', words: false, split: SPLIT }, 4],
  ['words and shares', { kind: 'create', words: true, split: SPLIT }, 5],
];

describe('a vault is created', () => {
  it.each(plans)(
    'with a backup in %s; its transcript is proven and is in the journal',
    async (_, plan, sheets) => {
      const desk = await openCeremonyDesk();
      const { station, processes } = desk;
      const { vaultId } = await complete(station, { plan, vault: { name: 'Reserve', kind: 'hot' } });
      const view = viewOf(station);
      expect(view).toMatchObject({ status: 'ended', result: 'completed', vault: { name: 'Reserve' } });
      expect(view.sheets).toHaveLength(sheets);
      await vi.waitUntil(() => processes.alive === 0, { timeout: 60_000 });
      expect(processes, 'the process that held the words is gone').toEqual({ started: 1, alive: 0 });

      const { transcript, signedBy } = await provenTranscript(station, view.id);
      expect(transcript.steps.every(({ outcome }) => ['ok', 'passed-over'].includes(outcome))).toBe(true);
      expect(signedBy.map(({ name }) => name)).toEqual(['Dev Patel', 'Ben Okafor', 'Chiara Rossi']);
      expect(station.policy.present().version).toBe(2);
      expect(station.policy.present().vaults.at(-1)).toMatchObject({
        id: vaultId,
        receiveAddress: view.firstAddress,
      });

      must(await unlockWritten(station, vaultId));
      expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('Reserve');
      expect(await station.books.addresses.find(view.firstAddress!)).toMatchObject({
        vaultId,
        path: { index: 0 },
      });
      expect(
        must(await issueAddress(station, await anyOfficer(station), { vaultId, account: 0 })).address,
      ).not.toBe(view.firstAddress);
      must(await dismissCeremony(station));
    },
  );

  it('and receives and pays under the rules of the vault of its kind', async () => {
    const desk = await openCeremonyDesk();
    const { station, node } = desk;
    const { vaultId } = await complete(station, { plan: WORDS, vault: { name: 'Reserve', kind: 'hot' } });
    must(await unlockWritten(station, vaultId));
    const { receiveAddress } = station.policy.present().vaults.at(-1)!;
    must(await practiceDeposit(station, { address: receiveAddress, amount: '2500' }));
    await settle(desk);
    expect((await station.books.figures.vault(vaultId)).balance).toBe(2_500_000_000_000n);

    await enter(desk, 'Mara');
    const asked = (amount: string) =>
      requestWithdrawal(station, desk.as('Mara'), { vaultId, recipient: OUTSIDER, amount, reference: '' });
    const { id } = must(await asked('700'));
    expect(await station.books.movements.get(id)).toMatchObject({ ruleId: 'everyday@2', approvalsNeeded: 1 });
    await approveAs(desk, 'Ben', id);
    must(await sign(station, desk.as('Ben'), { id }));
    await settle(desk);
    expect((await station.books.movements.get(id))?.state).toBe('final');
    expect(await node.balance(OUTSIDER)).toBe(700_000_000_000n);
    await enter(desk, 'Mara');
    const large = must(await asked('1500'));
    expect(await station.books.movements.get(large.id)).toMatchObject({
      ruleId: 'large@2',
      approvalsNeeded: 2,
    });
  });
});

describe('two hot vaults', () => {
  it('are one float: the dashboard adds them up, and a sweep takes from both', async () => {
    const desk = await openCeremonyDesk();
    const { station, hot } = desk;
    const { vaultId } = await complete(station, { plan: WORDS, vault: { name: 'Second hot', kind: 'hot' } });
    must(await unlockWritten(station, vaultId));
    must(await unlock(station, hot));
    for (const { kind, receiveAddress } of station.policy.present().vaults) {
      if (kind === 'hot') must(await practiceDeposit(station, { address: receiveAddress, amount: '15000' }));
    }
    await settle(desk);
    expect((await readDashboard(station, nobody)).hot).toMatchObject({
      balance: '30000000000000',
      position: 'above',
    });

    await enter(desk, 'Mara');
    const { ids } = must(await requestSweep(station, desk.as('Mara')));
    const asked = await Promise.all(ids.map((id) => station.books.movements.get(id)));
    expect(asked.map((movement) => movement?.vaultId).toSorted()).toEqual([hot, vaultId].toSorted());
    for (const id of ids) {
      await approveAs(desk, 'Ben', id);
      must(await sign(station, desk.as('Ben'), { id }));
    }
    await settle(desk);
    expect((await readDashboard(station, nobody)).cold.balance).toBe('20000000000000');
    expect((await readDashboard(station, nobody)).hot.position).toBe('inside');
  });
});

describe('the policy that names a new vault', () => {
  it('is sealed by the vaults that are open at once, and by the locked ones when they open', async () => {
    const desk = await openCeremonyDesk();
    const { station, hot, cold } = desk;
    must(await unlock(station, hot));
    await complete(station, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    const sealed = (await entriesOf(station, 'vault-sealed')).map(({ body }) => [body.vaultId, body.counter]);
    expect(sealed.slice(-1)).toEqual([[hot, 2]]);
    must(await unlock(station, cold));
    expect((await entriesOf(station, 'vault-opened')).at(-1)?.body).toMatchObject({
      vaultId: cold,
      counter: 2,
    });
    // Proven by use: a payment of the hot vault is approved under version 2 and signed.
    await enter(desk, 'Mara');
    await fund(desk, '50');
    const id = await askApproved(desk, '5');
    must(await sign(station, desk.as('Ben'), { id }));
  });

  it('voids every approval given before it: its payment waits for new ones', async () => {
    const desk = await openCeremonyDesk();
    const { station, hot } = desk;
    must(await unlock(station, hot));
    await enter(desk, 'Mara');
    await fund(desk, '100');
    const approved = await askApproved(desk, '40');
    await complete(station, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    expect((await station.books.movements.get(approved))?.state).toBe('proposed');
    expect(codeOf(await sign(station, desk.as('Ben'), { id: approved }))).toBe('proposal-state');
  });

  it('voids them in a locked vault when that opens and says that it signed nothing', async () => {
    const desk = await openCeremonyDesk();
    must(await unlock(desk.station, desk.hot));
    await enter(desk, 'Mara');
    await fund(desk, '100');
    const approved = await askApproved(desk, '40');
    const station = await desk.reopen();
    await complete(station, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    expect((await station.books.movements.get(approved))?.state).toBe('approved');
    must(await unlock(station, desk.hot));
    expect((await station.books.movements.get(approved))?.state).toBe('proposed');
    expect(
      codeOf(await sign(station, await enter({ station, caller: desk.caller }, 'Ben'), { id: approved })),
    ).toBe('proposal-state');
  });
});
