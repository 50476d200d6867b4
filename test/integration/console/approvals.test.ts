import { describe, expect, it } from 'vitest';
import { type Actor, theStation } from '../../../electron/console/actor.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { signOut } from '../../../electron/console/officers/sign-in.ts';
import { actorOf } from '../../../electron/console/officers/viewer.ts';
import { detailOf, stateOf } from '../../support/desk-readings.ts';
import { ask, askApproved, OUTSIDER, openFundedDesk, settle } from '../../support/treasury-fixture.ts';
import { approveAs, approveShown, codeOf, enter, must, officerIdOf } from '../../support/treasury-steps.ts';

const DAY = 86_400_000;

describe('who may approve', () => {
  it('is not the maker, not somebody without the role, and nobody twice', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station } = desk;
    const id = await ask(desk, '1500');
    const approveIt = async (actor: Actor) => codeOf(await approveShown(station, actor, id));
    expect(await approveIt(desk.as('Mara'))).toBe('role-missing');
    expect(await approveIt(await enter(desk, 'Dev'))).toBe('role-missing');
    await approveAs(desk, 'Ben', id);
    expect(await approveIt(desk.as('Ben'))).toBe('approval-duplicate-officer');
    expect(codeOf(await sign(station, desk.as('Ben'), { id }))).toBe('proposal-state');
    expect((await detailOf(desk, id)).approvals).toHaveLength(1);
    must(await verifyJournal(station));
  });

  it('is nobody who is not signed in, nor one who was signed out meanwhile, nor the station itself', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, caller } = desk;
    const id = await ask(desk, '1500');
    const chiara = await enter(desk, 'Chiara');
    must(await signOut(station, caller, { officerId: null }));
    expect(codeOf(actorOf(caller, officerIdOf(station, 'Chiara')))).toBe('officer-not-signed-in');
    expect(codeOf(await approveShown(station, theStation('lock-unnamed'), id))).toBe('officer-not-signed-in');
    expect(codeOf(await approveShown(station, chiara, id))).toBe('signer-crashed');
    expect((await detailOf(desk, id)).approvals).toEqual([]);
    must(await verifyJournal(station));
  });

  it('is not an approver for other bytes, or for a screen that showed something else', async () => {
    const desk = await openFundedDesk(['300']);
    const { station } = desk;
    const id = await ask(desk, '100');
    const { decoded } = await detailOf(desk, id);
    if (!decoded) throw new Error('expected a proposal');
    const ben = await enter(desk, 'Ben');
    const seen = { id, digest: decoded.digest, viewDigest: decoded.viewDigest };
    const other = 'ab'.repeat(32);
    expect(codeOf(await approve(station, ben, { ...seen, digest: other }))).toBe('approval-other-digest');
    expect(codeOf(await approve(station, ben, { ...seen, viewDigest: other }))).toBe('approval-other-view');
    expect(await stateOf(desk, id)).toBe('proposed');
    expect((await detailOf(desk, id)).approvals).toEqual([]);
  });

  it('is counted once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station } = desk;
    const id = await ask(desk, '1500');
    const ben = await enter(desk, 'Ben');
    const both = await Promise.all([approveShown(station, ben, id), approveShown(station, ben, id)]);
    expect(both.map(codeOf).toSorted()).toEqual(['approval-duplicate-officer', null]);
    expect(await stateOf(desk, id)).toBe('proposed');
    expect((await detailOf(desk, id)).approvals).toHaveLength(1);
  });

  it('are two officers at the same time, each counted: the quorum is met once', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station } = desk;
    const id = await ask(desk, '1500');
    const officers = [await enter(desk, 'Ben'), await enter(desk, 'Chiara')];
    const both = await Promise.all(officers.map((officer) => approveShown(station, officer, id)));
    expect(both.map(codeOf)).toEqual([null, null]);
    expect((await detailOf(desk, id)).row).toMatchObject({ state: 'approved', approvals: 2 });
    must(await verifyJournal(station));
  });

  it('and who may request, cancel and sweep is told by the roles', async () => {
    const desk = await openFundedDesk(['100']);
    const { station, hot, node } = desk;
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '1', reference: '' };
    await node.faults({ kind: 'html' });
    const id = await ask(desk, '1');
    await node.faults();
    for (const name of ['Ben', 'Dev']) {
      const officer = await enter(desk, name);
      expect(codeOf(await requestWithdrawal(station, officer, typed))).toBe('role-missing');
      expect(codeOf(await requestSweep(station, officer))).toBe('role-missing');
    }
    expect(codeOf(await cancel(station, desk.as('Dev'), { id }))).toBe('role-missing');
    for (const refused of [
      await requestWithdrawal(station, theStation('lock-unnamed'), typed),
      await requestSweep(station, theStation('lock-unnamed')),
      await cancel(station, theStation('lock-unnamed'), { id }),
    ]) {
      expect(codeOf(refused)).toBe('officer-not-signed-in');
    }
    expect(await stateOf(desk, id)).toBe('queued');
  });
});

describe('a payment whose rule is used up before it is signed', () => {
  it('asks for the approvals of the next rule instead of ending there', async () => {
    const desk = await openFundedDesk(Array.from({ length: 6 }, () => '1001'));
    const { station } = desk;
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await ask(desk, '1000'));
    for (const id of ids) await approveAs(desk, 'Ben', id);
    const [last = '', ...others] = ids.toReversed();
    for (const id of others) must(await sign(station, desk.as('Ben'), { id }));
    expect(codeOf(await sign(station, desk.as('Ben'), { id: last }))).toBe('approvals-too-few');
    expect(await detailOf(desk, last)).toMatchObject({
      ruleTitle: 'Large withdrawal',
      row: { state: 'proposed', approvalsNeeded: 2, approvals: 1, problem: { code: 'approvals-too-few' } },
    });
    await approveAs(desk, 'Chiara', last);
    must(await sign(station, desk.as('Chiara'), { id: last }));
    await settle(desk);
    expect((await detailOf(desk, last)).row).toMatchObject({ state: 'final', problem: null });
    must(await verifyJournal(station));
  });
});

describe('an approval that expires', () => {
  it('has the same bytes wait for approval again, and the same officer can give it', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot } = desk;
    const id = await ask(desk, '600');
    const before = await detailOf(desk, id);
    // Given a day ago, at a clock of then.
    const ben = await enter(desk, 'Ben');
    desk.wait(-DAY - 1_000);
    const blind = { ...station, line: null };
    blind.keys.vaults.noteTimes(hot, { requestsFrom: 0, sealedAt: 0, epoch: null, frozen: [] });
    must(await approveShown(blind, ben, id));
    desk.wait(DAY - 60_000);
    await expireApprovals(station);
    expect(await stateOf(desk, id)).toBe('approved');
    await desk.pass(61_000);
    await expireApprovals(station);
    const waiting = await detailOf(desk, id);
    expect(waiting.row).toMatchObject({
      state: 'proposed',
      approvals: 0,
      problem: { code: 'approval-expired' },
    });
    expect(waiting.decoded?.digest).toBe(before.decoded?.digest);
    expect(codeOf(await sign(station, ben, { id }))).toBe('proposal-state');
    await expireApprovals(station);
    must(await approveShown(station, ben, id));
    must(await sign(station, ben, { id }));
    await settle(desk);
    expect((await detailOf(desk, id)).row).toMatchObject({ state: 'final', problem: null });
    must(await verifyJournal(station));
    must(await station.checkBooks());
  });

  it('ends with its request: all inputs are free, and it can be asked for anew', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot } = desk;
    const id = await askApproved(desk, '600');
    await desk.pass(7 * DAY);
    await expireApprovals(station);
    expect(await stateOf(desk, id)).toBe('expired');
    expect((await station.books.figures.vault(hot)).reserved).toBe(0n);
    expect(codeOf(await sign(station, desk.as('Ben'), { id }))).toBe('proposal-state');
    desk.wait(-7 * DAY);
    expect(await stateOf(desk, await ask(desk, '600'))).toBe('proposed');
    must(await verifyJournal(station));
  });

  it('is refused by the signer, too, whatever the console believes', async () => {
    const desk = await openFundedDesk(['1000']);
    const id = await ask(desk, '600');
    const ben = await enter(desk, 'Ben');
    // Set back, without a line that would show it, and with no word of the vault.
    desk.wait(-DAY - 1_000);
    const blind = { ...desk.station, line: null };
    blind.keys.vaults.noteTimes(desk.hot, { requestsFrom: 0, sealedAt: 0, epoch: null, frozen: [] });
    must(await approveShown(blind, ben, id));
    expect(codeOf(await sign(blind, ben, { id }))).toBe('approval-expired');
    expect((await detailOf(desk, id)).row).toMatchObject({
      state: 'approved',
      problem: { code: 'approval-expired' },
    });
  });
});
