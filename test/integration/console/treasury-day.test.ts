import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listAccounts, listAddresses } from '../../../electron/console/account-views.ts';
import { createAccount } from '../../../electron/console/create-account.ts';
import { issueAddress } from '../../../electron/console/issue-address.ts';
import { lockStation } from '../../../electron/console/lock.ts';
import { readMovement } from '../../../electron/console/movement-views.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { previewWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign } from '../../../electron/console/sign.ts';
import { readSweepPlan, requestSweep } from '../../../electron/console/sweep.ts';
import { listDeposits, readDashboard, readTreasury } from '../../../electron/console/treasury-view.ts';
import { exportJournal, verifyJournal } from '../../../electron/console/verify-journal.ts';
import { ask, enter, OUTSIDER, openDesk, settle } from '../../support/treasury-fixture.ts';
import { approveAs, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const all = { search: '', offset: 0, limit: 100 };

describe('a treasury day over the practice network', () => {
  it('goes from accounts to deposits, a withdrawal, a sweep and a journal that verifies', async () => {
    const desk = await openDesk();
    const { treasury, node, hot, cold } = desk;
    await enter(treasury, 'Mara');
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));

    const account = must(await createAccount(treasury, { vaultId: hot, alias: 'user-1001' }));
    const address = must(await issueAddress(treasury, { vaultId: hot, account: account.index }));
    expect(address.pathText).toBe("m/44'/4218'/1'/0'/1'");
    expect(listAccounts(treasury, { ...all, vaultId: hot }).rows.map(({ alias }) => alias)).toEqual([
      'Ops float',
      'user-1001',
    ]);

    // Seen at once, final with the checkpoint, and credited then alone.
    await node.deposit(address.address, 30_000_123_456_789n);
    await treasury.follow();
    expect(listDeposits(treasury, { ...all, state: null }).rows).toMatchObject([
      { state: 'seen', amount: '30000123456789', accountAlias: 'user-1001', finalAt: null },
    ]);
    expect(readDashboard(treasury).hot.balance).toBe('0');
    await settle(desk);
    expect(listDeposits(treasury, { ...all, state: 'final' }).rows).toMatchObject([
      { state: 'final', amount: '30000123456789', address: address.address },
    ]);
    expect(readDashboard(treasury).hot).toMatchObject({ balance: '30000123456789', position: 'above' });
    const addresses = must(listAddresses(treasury, { ...all, vaultId: hot, account: account.index }));
    expect(addresses.rows.map(({ balance }) => balance)).toEqual(['30000123456789', '0']);

    // A withdrawal over the everyday limit needs two officers.
    const preview = must(
      await previewWithdrawal(treasury, { vaultId: hot, recipient: OUTSIDER, amount: '2500' }),
    );
    expect(preview).toMatchObject({ ruleTitle: 'Large withdrawal', approvals: 2 });
    const id = await ask(desk, '2500');
    await approveAs(treasury, 'Ben', id);
    expect(must(readMovement(treasury, { id })).row.state).toBe('proposed');
    await approveAs(treasury, 'Chiara', id);
    expect(must(readMovement(treasury, { id })).row.state).toBe('approved');
    must(await sign(treasury, { id }));
    expect(must(readMovement(treasury, { id })).row.state).toBe('sent');
    await settle(desk);
    const paid = must(readMovement(treasury, { id }));
    expect(paid.row).toMatchObject({ state: 'final', trouble: null });
    expect(await node.balance(OUTSIDER)).toBe(2_500_000_000_000n);
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    const gas = BigInt(paid.transaction!.gasUsed!);
    expect(readDashboard(treasury).hot.balance).toBe((27_500_123_456_789n - gas).toString());

    // The sweep brings the hot vault down to its target, no lower.
    await enter(treasury, 'Mara');
    const plan = must(await readSweepPlan(treasury));
    expect(BigInt(plan.surplus)).toBe(27_500_123_456_789n - gas - 10_000_000_000_000n);
    const { ids } = must(await requestSweep(treasury));
    for (const sweep of ids) {
      await approveAs(treasury, 'Ben', sweep);
      must(await sign(treasury, { id: sweep }));
    }
    await settle(desk);
    const view = readTreasury(treasury);
    expect(view.vaults.find(({ id }) => id === cold)?.balance).toBe(plan.surplus);
    expect(readDashboard(treasury).hot.position).toBe('inside');

    must(await lockStation(treasury));
    expect(readTreasury(treasury)).toMatchObject({
      signedIn: null,
      vaults: [{ state: 'locked' }, { state: 'locked' }],
    });
    const report = must(await verifyJournal(treasury));
    const file = path.join(desk.folder, 'journal.jsonl');
    expect(must(await exportJournal(treasury, file))).toEqual(report);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(report.entries + 2);
  });

  it('keeps everything over a restart', async () => {
    const desk = await openDesk();
    const { hot } = desk;
    await enter(desk.treasury, 'Mara');
    must(await openVault(desk.treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    const { index } = must(await createAccount(desk.treasury, { vaultId: hot, alias: 'user-7' }));
    const address = must(await issueAddress(desk.treasury, { vaultId: hot, account: index }));
    await desk.node.deposit(address.address, 5n);
    await desk.node.checkpoint();
    const treasury = await desk.reopen();
    await treasury.follow();
    expect(listDeposits(treasury, { ...all, state: 'final' }).rows).toMatchObject([{ amount: '5' }]);
    expect(treasury.node()).toMatchObject({ state: 'connected', trouble: null });
    must(await verifyJournal(treasury));
  });

  it('gives one address to one caller when two ask at once', async () => {
    const desk = await openDesk();
    const { treasury, hot } = desk;
    const issued = await Promise.all(
      Array.from({ length: 5 }, () => issueAddress(treasury, { vaultId: hot, account: 0 })),
    );
    const addresses = issued.map((result) => must(result).address);
    expect(new Set(addresses).size).toBe(5);
  });

  it('gives each account an index of its own when two are created at once', async () => {
    const { treasury, hot } = await openDesk();
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    const created = await Promise.all(
      ['one', 'two', 'three'].map((alias) => createAccount(treasury, { vaultId: hot, alias })),
    );
    expect(created.map((result) => must(result).index).toSorted()).toEqual([1, 2, 3]);
  });
});
