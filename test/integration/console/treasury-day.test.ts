import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { listAccounts } from '../../../electron/console/accounts/list-accounts.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses } from '../../../electron/console/addresses/list-addresses.ts';
import { listDeposits } from '../../../electron/console/deposits/list-deposits.ts';
import { exportJournal } from '../../../electron/console/journal/export-journal.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { previewWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { readSweepPlan, requestSweep } from '../../../electron/console/movements/sweep.ts';
import { nobody, viewerOf } from '../../../electron/console/officers/viewer.ts';
import { readDashboard } from '../../../electron/console/treasury/dashboard.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { ask, OUTSIDER, openDesk, settle, unlock } from '../../support/treasury-fixture.ts';
import { addressOf, approveAs, enter, must, officerIdOf } from '../../support/treasury-steps.ts';

const all = { search: '', offset: 0, limit: 100 };

describe('a treasury day over the practice network', () => {
  it('goes from accounts to deposits, a withdrawal, a sweep and a journal that verifies', async () => {
    const desk = await openDesk();
    const { station, caller, node, hot, cold } = desk;
    const steps = async () => {
      const { firstSteps } = await readTreasury(station, nobody);
      return Object.entries(firstSteps).flatMap(([step, isDone]) => (isDone ? [step] : []));
    };
    expect(await steps()).toEqual([]);
    const mara = await enter(desk, 'Mara');
    expect(await steps()).toEqual(['signIn']);
    must(await unlock(station, hot));
    expect(await steps()).toEqual(['signIn', 'unlock']);

    const account = must(await createAccount(station, mara, { vaultId: hot, alias: 'user-1001' }));
    const address = must(await issueAddress(station, mara, { vaultId: hot, account: account.index }));
    expect(address.pathText).toBe("m/44'/4218'/1'/0'/1'");
    const accounts = await listAccounts(station, { ...all, vaultId: hot });
    expect(accounts.rows.map(({ alias }) => alias)).toEqual(['Ops float', 'user-1001']);

    // Seen at once, final with the checkpoint, and credited only then.
    await node.deposit(addressOf(address), 30_000_123_456_789n);
    await station.line.follow();
    expect((await listDeposits(station, { ...all, state: null })).rows).toMatchObject([
      { state: 'seen', amount: '30000123456789', accountAlias: 'user-1001', finalAt: null },
    ]);
    expect((await readDashboard(station, nobody)).hot.balance).toBe('0');
    expect(await steps(), 'a deposit that can vanish ticks nothing').toEqual(['signIn', 'unlock', 'account']);
    await settle(desk);
    expect(await steps()).toEqual(['signIn', 'unlock', 'account', 'deposit']);
    expect((await listDeposits(station, { ...all, state: 'final' })).rows).toMatchObject([
      { state: 'final', amount: '30000123456789', address: address.address },
    ]);
    const dashboard = await readDashboard(station, nobody);
    expect(dashboard.hot).toMatchObject({ balance: '30000123456789', position: 'above' });
    expect(dashboard.depositsToday).toEqual({ count: 1, total: '30000123456789' });
    const addresses = must(await listAddresses(station, { ...all, vaultId: hot, account: account.index }));
    expect(addresses.rows.map(({ balance }) => balance)).toEqual(['30000123456789', '0']);

    // A withdrawal over the everyday limit needs two officers.
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '2500' };
    expect(must(await previewWithdrawal(station, typed))).toMatchObject({
      ruleTitle: 'Large withdrawal',
      approvals: 2,
    });
    const id = await ask(desk, '2500');
    const read = async () => must(await readMovement(station, nobody, { id }));
    await approveAs(desk, 'Ben', id);
    expect((await read()).row.state).toBe('proposed');
    await approveAs(desk, 'Chiara', id);
    expect((await read()).row.state).toBe('approved');
    must(await sign(station, desk.as('Chiara'), { id }));
    expect((await read()).row.state).toBe('sent');
    expect(await steps()).not.toContain('withdrawal');
    await settle(desk);
    expect(await steps()).toEqual(['signIn', 'unlock', 'account', 'deposit', 'withdrawal']);
    const paid = await read();
    expect(paid.row).toMatchObject({ state: 'final', problem: null });
    expect(await node.balance(OUTSIDER)).toBe(2_500_000_000_000n);
    expect((await station.books.figures.vault(hot)).reserved).toBe(0n);
    const fee = BigInt(paid.transaction?.feePaid ?? 'none');
    expect((await readDashboard(station, nobody)).hot.balance).toBe((27_500_123_456_789n - fee).toString());

    // The sweep brings the hot vault down to its target, no lower.
    const plan = must(await readSweepPlan(station));
    expect(BigInt(plan.surplus)).toBe(27_500_123_456_789n - fee - 10_000_000_000_000n);
    const { ids } = must(await requestSweep(station, mara));
    expect(ids.length).toBeGreaterThan(0);
    for (const sweep of ids) {
      await approveAs(desk, 'Ben', sweep);
      must(await sign(station, desk.as('Ben'), { id: sweep }));
    }
    await settle(desk);
    const ben = must(viewerOf(caller, officerIdOf(station, 'Ben')));
    const swept = await readTreasury(station, ben);
    expect(Object.values(swept.firstSteps)).toEqual(Array(6).fill(true));
    expect(swept.vaults.find(({ id: vaultId }) => vaultId === cold)?.balance).toBe(plan.surplus);
    expect((await readDashboard(station, nobody)).hot.position).toBe('inside');

    expect(must(viewerOf(caller, null)).signedIn).toHaveLength(3);
    must(await station.lock());
    expect(await readTreasury(station, must(viewerOf(caller, null)))).toMatchObject({
      signedIn: [],
      vaults: [{ state: 'locked' }, { state: 'locked' }],
    });
    const report = must(await verifyJournal(station));
    const file = path.join(desk.folder, 'journal.jsonl');
    expect(must(await exportJournal(station, await anyOfficer(station), { file }))).toEqual(report);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(report.entries + 2);
  });

  it('keeps everything over a restart', async () => {
    const desk = await openDesk();
    const { hot } = desk;
    const mara = await enter(desk, 'Mara');
    must(await unlock(desk.station, hot));
    const { index } = must(await createAccount(desk.station, mara, { vaultId: hot, alias: 'user-7' }));
    const address = must(await issueAddress(desk.station, mara, { vaultId: hot, account: index }));
    await desk.node.deposit(addressOf(address), 5n);
    await desk.node.checkpoint();
    const station = await desk.reopen();
    await station.line.follow();
    expect((await listDeposits(station, { ...all, state: 'final' })).rows).toMatchObject([{ amount: '5' }]);
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
    must(await verifyJournal(station));
  });

  it('gives one address to one caller when two ask at once', async () => {
    const { station, hot } = await openDesk();
    const issued = await Promise.all(
      Array.from({ length: 5 }, async () =>
        issueAddress(station, await anyOfficer(station), { vaultId: hot, account: 0 }),
      ),
    );
    const addresses = issued.map((result) => must(result).address);
    expect(new Set(addresses).size).toBe(5);
  });

  it('gives each account an index of its own when two are created at once', async () => {
    const { station, hot } = await openDesk();
    must(await unlock(station, hot));
    const created = await Promise.all(
      ['one', 'two', 'three'].map(async (alias) =>
        createAccount(station, await anyOfficer(station), { vaultId: hot, alias }),
      ),
    );
    expect(created.map((result) => must(result).index).toSorted()).toEqual([1, 2, 3]);
  });
});
