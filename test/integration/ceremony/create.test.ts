import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { issueAddress } from '../../../electron/console/issue-address.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { practiceDeposit } from '../../../electron/console/practice-deposit.ts';
import { requestWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign } from '../../../electron/console/sign.ts';
import { requestSweep } from '../../../electron/console/sweep.ts';
import { readDashboard } from '../../../electron/console/treasury-view.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { entriesOf, openCeremonyDesk, provenTranscript, unlockWritten } from '../../support/ceremony-desk.ts';
import { hold, SPLIT, viewOf, WORDS } from '../../support/ceremony-steps.ts';
import { askApproved, enter, fund, OUTSIDER, settle } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const plans: [string, CeremonyPlan, number][] = [
  ['words', WORDS, 1],
  ['shares instead of words', { kind: 'create', words: false, split: SPLIT }, 4],
  ['words and shares', { kind: 'create', words: true, split: SPLIT }, 5],
];

describe('a vault is created', () => {
  it.each(plans)(
    'with a backup in %s; its transcript is proven and stands in the journal',
    async (_, plan, sheets) => {
      const desk = await openCeremonyDesk();
      const { treasury, processes } = desk;
      const { vaultId } = await hold(treasury, { plan, vault: { name: 'Reserve', kind: 'hot' } });
      const view = viewOf(treasury);
      expect(view).toMatchObject({ status: 'ended', result: 'held', vault: { name: 'Reserve' } });
      expect(view.sheets).toHaveLength(sheets);
      await sleep(50);
      expect(processes, 'the process that held the words is gone').toEqual({ started: 1, alive: 0 });

      const { transcript, signedBy } = await provenTranscript(treasury, view.id);
      expect(transcript.steps.every(({ outcome }) => ['ok', 'passed-over'].includes(outcome))).toBe(true);
      expect(signedBy.map(({ name }) => name)).toEqual(['Dev Patel', 'Ben Okafor', 'Chiara Rossi']);
      expect(treasury.policy.version).toBe(2);
      expect(treasury.policy.vaults.at(-1)).toMatchObject({ id: vaultId, receiveAddress: view.firstAddress });

      must(await unlockWritten(treasury, vaultId));
      expect(treasury.store.accounts.get(vaultId, 0)?.alias).toBe('Reserve');
      expect(treasury.store.accounts.find(view.firstAddress!)).toMatchObject({ vaultId, path: { index: 0 } });
      expect(must(await issueAddress(treasury, { vaultId, account: 0 })).address).not.toBe(view.firstAddress);
      must(await dismissCeremony(treasury));
    },
  );

  it('and receives and pays under the rules of the vault of its kind', async () => {
    const desk = await openCeremonyDesk();
    const { treasury, node } = desk;
    const { vaultId } = await hold(treasury, { plan: WORDS, vault: { name: 'Reserve', kind: 'hot' } });
    must(await unlockWritten(treasury, vaultId));
    const { receiveAddress } = treasury.policy.vaults.at(-1)!;
    must(await practiceDeposit(treasury, { address: receiveAddress, amount: '2500' }));
    await settle(desk);
    expect(treasury.store.coins.balance(vaultId)).toBe(2_500_000_000_000n);

    await enter(treasury, 'Mara');
    const asked = (amount: string) =>
      requestWithdrawal(treasury, { vaultId, recipient: OUTSIDER, amount, reference: '' });
    const { id } = must(await asked('700'));
    expect(treasury.store.movements.get(id)).toMatchObject({ ruleId: 'everyday@2', approvalsNeeded: 1 });
    await approveAs(treasury, 'Ben', id);
    must(await sign(treasury, { id }));
    await settle(desk);
    expect(treasury.store.movements.get(id)?.state).toBe('final');
    expect(await node.balance(OUTSIDER)).toBe(700_000_000_000n);
    await enter(treasury, 'Mara');
    const large = must(await asked('1500'));
    expect(treasury.store.movements.get(large.id)).toMatchObject({ ruleId: 'large@2', approvalsNeeded: 2 });
  });
});

describe('two hot vaults', () => {
  it('are one float: the dashboard adds them up, and a sweep takes from both', async () => {
    const desk = await openCeremonyDesk();
    const { treasury, hot } = desk;
    const { vaultId } = await hold(treasury, { plan: WORDS, vault: { name: 'Second hot', kind: 'hot' } });
    must(await unlockWritten(treasury, vaultId));
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    for (const { kind, receiveAddress } of treasury.policy.vaults) {
      if (kind === 'hot') must(await practiceDeposit(treasury, { address: receiveAddress, amount: '15000' }));
    }
    await settle(desk);
    expect(readDashboard(treasury).hot).toMatchObject({ balance: '30000000000000', position: 'above' });

    await enter(treasury, 'Mara');
    const { ids } = must(await requestSweep(treasury));
    const vaults = ids.map((id) => treasury.store.movements.get(id)!.vaultId);
    expect(vaults.toSorted()).toEqual([hot, vaultId].toSorted());
    for (const id of ids) {
      await approveAs(treasury, 'Ben', id);
      must(await sign(treasury, { id }));
    }
    await settle(desk);
    expect(readDashboard(treasury).cold.balance).toBe('20000000000000');
    expect(readDashboard(treasury).hot.position).toBe('inside');
  });
});

describe('the policy that names a new vault', () => {
  it('is sealed by the vaults that are open at once, and by the locked ones when they open', async () => {
    const desk = await openCeremonyDesk();
    const { treasury, hot, cold } = desk;
    const unlock = async (vaultId: string) =>
      must(await openVault(treasury, { vaultId, password: utf8(PASSWORD) }));
    await unlock(hot);
    await hold(treasury, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    const sealed = entriesOf(treasury, 'vault-sealed').map(({ body }) => [body['vaultId'], body['counter']]);
    expect(sealed.slice(-1)).toEqual([[hot, 2]]);
    await unlock(cold);
    expect(entriesOf(treasury, 'vault-opened').at(-1)?.body).toMatchObject({ vaultId: cold, counter: 2 });
    // Proven by use: a payment of the hot vault is approved under version 2 and signed.
    await enter(treasury, 'Mara');
    await fund(desk, '50');
    const id = await askApproved(desk, '5');
    must(await sign(treasury, { id }));
  });

  it('voids every approval given before it; the coins are free again', async () => {
    const desk = await openCeremonyDesk();
    const { treasury, hot } = desk;
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    await enter(treasury, 'Mara');
    await fund(desk, '100');
    const approved = await askApproved(desk, '40');
    await hold(treasury, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    expect(treasury.store.movements.get(approved)?.state).toBe('expired');
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    expect(codeOf(await sign(treasury, { id: approved }))).toBe('proposal-state');
  });

  it('voids them in a locked vault when that opens and says that it signed nothing', async () => {
    const desk = await openCeremonyDesk();
    must(await openVault(desk.treasury, { vaultId: desk.hot, password: utf8(PASSWORD) }));
    await enter(desk.treasury, 'Mara');
    await fund(desk, '100');
    const approved = await askApproved(desk, '40');
    const treasury = await desk.reopen();
    await hold(treasury, { plan: WORDS, vault: { name: 'Reserve', kind: 'cold' } });
    expect(treasury.store.movements.get(approved)?.state).toBe('approved');
    must(await openVault(treasury, { vaultId: desk.hot, password: utf8(PASSWORD) }));
    expect(treasury.store.movements.get(approved)?.state).toBe('expired');
    expect(treasury.store.coins.reservedBalance(desk.hot)).toBe(0n);
  });
});
