import { describe, expect, it } from 'vitest';
import { approve } from '../../../electron/console/approve.ts';
import { buildProposal } from '../../../electron/console/build-proposal.ts';
import { expireApprovals } from '../../../electron/console/expire-approvals.ts';
import { lockStation, lockVault, signOut } from '../../../electron/console/lock.ts';
import { listMovements, readMovement } from '../../../electron/console/movement-views.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { cancel, reject } from '../../../electron/console/reject.ts';
import { requestWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign, submit } from '../../../electron/console/sign.ts';
import { requestSweep } from '../../../electron/console/sweep.ts';
import type { Treasury } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { ask, askApproved, enter, OUTSIDER, openFundedDesk, settle } from '../../support/treasury-fixture.ts';
import { approveAs, approveShown, codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const stateOf = (treasury: Treasury, id: string) => must(readMovement(treasury, { id })).row.state;
const DAY = 86_400_000;

describe('who may approve', () => {
  it('is not the maker, not somebody without the role, and nobody twice', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury } = desk;
    const id = await ask(desk, '1500');
    expect(codeOf(await approveShown(treasury, id))).toBe('role-missing');
    await enter(treasury, 'Dev');
    expect(codeOf(await approveShown(treasury, id))).toBe('role-missing');
    await approveAs(treasury, 'Ben', id);
    expect(codeOf(await approveShown(treasury, id))).toBe('approval-duplicate-officer');
    expect(codeOf(await sign(treasury, { id }))).toBe('proposal-state');
    must(await signOut(treasury));
    expect(codeOf(await approveShown(treasury, id))).toBe('officer-not-signed-in');
    expect(must(readMovement(treasury, { id })).approvals).toHaveLength(1);
    must(await verifyJournal(treasury));
  });

  it('is not an approver for other bytes, or for a screen that showed something else', async () => {
    const desk = await openFundedDesk(['300']);
    const { treasury } = desk;
    const id = await ask(desk, '100');
    const decoded = must(readMovement(treasury, { id })).decoded!;
    await enter(treasury, 'Ben');
    const seen = { id, transactionDigest: decoded.transactionDigest, viewDigest: decoded.viewDigest };
    const other = 'ab'.repeat(32);
    expect(codeOf(await approve(treasury, { ...seen, transactionDigest: other }))).toBe(
      'approval-other-digest',
    );
    expect(codeOf(await approve(treasury, { ...seen, viewDigest: other }))).toBe('approval-other-view');
    expect(stateOf(treasury, id)).toBe('proposed');
  });

  it('is counted once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury } = desk;
    const id = await ask(desk, '1500');
    await enter(treasury, 'Ben');
    const both = await Promise.all([approveShown(treasury, id), approveShown(treasury, id)]);
    expect(both.map(codeOf).toSorted()).toEqual(['approval-duplicate-officer', null]);
    expect(stateOf(treasury, id)).toBe('proposed');
  });

  it('and who may request, build, cancel and sweep is told by the roles', async () => {
    const desk = await openFundedDesk(['100']);
    const { treasury, hot, node } = desk;
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '1', reference: '' };
    await node.faults({ kind: 'html' });
    const id = await ask(desk, '1');
    await node.faults();
    for (const name of ['Ben', 'Dev']) {
      await enter(treasury, name);
      expect(codeOf(await requestWithdrawal(treasury, typed))).toBe('role-missing');
      expect(codeOf(await requestSweep(treasury))).toBe('role-missing');
    }
    expect(codeOf(await buildProposal(treasury, id))).toBe('role-missing');
    expect(codeOf(await cancel(treasury, { id }))).toBe('role-missing');
    must(await signOut(treasury));
    expect(codeOf(await requestWithdrawal(treasury, typed))).toBe('officer-not-signed-in');
    expect(codeOf(await buildProposal(treasury, id))).toBe('officer-not-signed-in');
    expect(stateOf(treasury, id)).toBe('queued');
  });
});

describe('a rejection', () => {
  it('voids every approval, frees the coins, and the signer refuses the old approvals for good', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury, hot } = desk;
    const id = await askApproved(desk, '500');
    const stored = treasury.store.movements.proposal(id)!;
    const approvals = treasury.store.movements.approvals(id).map(({ approval }) => approval);
    must(await reject(treasury, { id, reason: 'wrong customer' }));
    const detail = must(readMovement(treasury, { id }));
    expect(detail.row.state).toBe('rejected');
    expect(detail.rejection).toMatchObject({ officerName: 'Ben Okafor', reason: 'wrong customer' });
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    expect(codeOf(await sign(treasury, { id }))).toBe('proposal-state');
    const replay = await must(treasury.sessions.vault(hot)).ask('sign', {
      proposal: stored.proposal,
      approvals,
    });
    expect(codeOf(replay)).toBe('approval-voided');
    must(await verifyJournal(treasury));
  });

  it('while the vault is locked is sealed at the next unlocking, before anything can be signed', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury, hot } = desk;
    const id = await ask(desk, '1500');
    await approveAs(treasury, 'Ben', id);
    expect(stateOf(treasury, id), 'one of two approvals: nobody could have signed it').toBe('proposed');
    const stored = treasury.store.movements.proposal(id)!;
    const approvals = treasury.store.movements.approvals(id).map(({ approval }) => approval);
    must(await lockVault(treasury, hot));
    must(await reject(treasury, { id, reason: '' }));
    expect(treasury.store.movements.unsealedRejections(hot)).toHaveLength(1);
    const again = await desk.reopen();
    must(await openVault(again, { vaultId: hot, password: utf8(PASSWORD) }));
    expect(again.store.movements.unsealedRejections(hot)).toHaveLength(0);
    const replay = await must(again.sessions.vault(hot)).ask('sign', {
      proposal: stored.proposal,
      approvals,
    });
    expect(codeOf(replay)).toBe('approval-voided');
  });

  it('of what was ready to sign waits for its vault, which alone knows whether it signed', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury, hot } = desk;
    const id = await askApproved(desk, '500');
    must(await lockVault(treasury, hot));
    expect(codeOf(await reject(treasury, { id, reason: '' }))).toBe('vault-locked');
    const offered = must(readMovement(treasury, { id })).actions.find(({ action }) => action === 'reject');
    expect(offered).toMatchObject({ allowed: false, reason: { code: 'vault-locked' } });
    expect(stateOf(treasury, id)).toBe('approved');
    expect(treasury.store.coins.reservedBalance(hot)).toBe(3_000_000_000_000n);
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    must(await reject(treasury, { id, reason: '' }));
    expect(treasury.store.movements.unsealedRejections(hot)).toHaveLength(0);
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    must(await verifyJournal(treasury));
  });

  it('ends what the signer takes for rejected already: a treasury from a backup is not stuck with it', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury, hot } = desk;
    const id = await askApproved(desk, '500');
    const { transactionDigest } = treasury.store.movements.proposal(id)!;
    const { officer, client } = treasury.sessions.officer!;
    const statement = { transactionDigest, reason: '', officerId: officer.id, rejectedAt: Date.now() };
    const { signature } = must(await client.ask('sign-statement', { kind: 'rejection', statement }));
    const vault = must(treasury.sessions.vault(hot));
    must(await vault.ask('seal', { kind: 'void', rejection: { statement, signature } }));
    expect(codeOf(await sign(treasury, { id }))).toBe('approval-voided');
    must(await reject(treasury, { id, reason: '' }));
    expect(stateOf(treasury, id)).toBe('rejected');
    must(await verifyJournal(treasury));
  });

  it('is written once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['3000']);
    const { treasury } = desk;
    const id = await askApproved(desk, '500');
    const both = await Promise.all([0, 1].map(() => reject(treasury, { id, reason: '' })));
    expect(both.map(codeOf).toSorted()).toEqual([null, 'proposal-state'].toSorted());
    expect(stateOf(treasury, id)).toBe('rejected');
  });

  it('by the maker stands, too; a reason with controls does not', async () => {
    const desk = await openFundedDesk(['300']);
    const { treasury } = desk;
    const id = await ask(desk, '100');
    expect(codeOf(await reject(treasury, { id, reason: 'a\u202eb' }))).toBe('reference-control-character');
    must(await reject(treasury, { id, reason: 'typed wrongly' }));
    expect(codeOf(await reject(treasury, { id, reason: 'again' }))).toBe('proposal-state');
  });

  it('is impossible once the payment is signed', async () => {
    const desk = await openFundedDesk(['300']);
    const { treasury } = desk;
    const id = await askApproved(desk, '100');
    must(await sign(treasury, { id }));
    expect(codeOf(await reject(treasury, { id, reason: '' }))).toBe('proposal-state');
    expect(codeOf(await cancel(treasury, { id }))).toBe('proposal-state');
  });
});

describe('a request', () => {
  it('that waits can be cancelled once, and is never built after that', async () => {
    const desk = await openFundedDesk(['300']);
    const { treasury, node } = desk;
    await node.faults({ kind: 'drop' });
    const id = await ask(desk, '100');
    await node.faults();
    must(await cancel(treasury, { id }));
    expect(stateOf(treasury, id)).toBe('cancelled');
    expect(codeOf(await cancel(treasury, { id }))).toBe('proposal-state');
    expect(codeOf(await buildProposal(treasury, id))).toBe('proposal-state');
    expect(must(readMovement(treasury, { id })).row.trouble).toBeNull();
  });

  it('that competes for one coin waits as long as the other holds it', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury } = desk;
    const first = await ask(desk, '600');
    const second = await ask(desk, '600');
    expect(must(readMovement(treasury, { id: second })).row).toMatchObject({
      state: 'queued',
      trouble: { code: 'coin-reserved' },
    });
    must(await reject(treasury, { id: first, reason: '' }));
    must(await buildProposal(treasury, second));
    expect(stateOf(treasury, second)).toBe('proposed');
  });

  it('made anew after a rejection pays the same from the same coin with other bytes', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, node } = desk;
    const first = await askApproved(desk, '600');
    must(await reject(treasury, { id: first, reason: 'by mistake' }));
    await enter(treasury, 'Mara');
    const second = await askApproved(desk, '600');
    const digests = [first, second].map((id) => treasury.store.movements.proposal(id)?.transactionDigest);
    expect(new Set(digests).size).toBe(2);
    must(await sign(treasury, { id: second }));
    await settle(desk);
    expect(await node.balance(OUTSIDER)).toBe(600_000_000_000n);
  });

  it('that competes for one coin at the very same time leaves it to one of the two', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, hot } = desk;
    await Promise.all([ask(desk, '600'), ask(desk, '600')]);
    const { rows } = listMovements(treasury, {
      search: '',
      offset: 0,
      limit: 10,
      kind: null,
      filter: 'all',
    });
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['proposed', 'queued']);
    expect(rows.find(({ state }) => state === 'queued')?.trouble?.code).toBe('coin-reserved');
    expect(treasury.store.coins.reservedBalance(hot)).toBe(1_000_000_000_000n);
    must(await verifyJournal(treasury));
  });

  it('is built once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, node } = desk;
    await node.faults({ kind: 'drop' });
    const id = await ask(desk, '100');
    await node.faults();
    const both = await Promise.all([buildProposal(treasury, id), buildProposal(treasury, id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'proposed', trouble: null });
  });

  it('whose coins lie on several addresses says so', async () => {
    const desk = await openFundedDesk(['100']);
    const { treasury, node, hot } = desk;
    const other = treasury.store.accounts.nextReady(hot, 0)!.address;
    await node.deposit(other, 100_000_000_000n);
    await settle(desk);
    const id = await ask(desk, '150');
    expect(must(readMovement(treasury, { id })).row.trouble?.code).toBe('funds-spread');
  });
});

describe('a payment whose rule is used up before it is signed', () => {
  it('asks for the approvals of the next rule instead of ending there', async () => {
    const desk = await openFundedDesk(Array.from({ length: 6 }, () => '1001'));
    const { treasury } = desk;
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await ask(desk, '1000'));
    for (const id of ids) await approveAs(treasury, 'Ben', id);
    const last = ids.pop()!;
    for (const id of ids) must(await sign(treasury, { id }));
    expect(codeOf(await sign(treasury, { id: last }))).toBe('approvals-too-few');
    expect(must(readMovement(treasury, { id: last }))).toMatchObject({
      ruleTitle: 'Large withdrawal',
      row: { state: 'proposed', approvalsNeeded: 2, approvals: 1, trouble: { code: 'approvals-too-few' } },
    });
    await approveAs(treasury, 'Chiara', last);
    must(await sign(treasury, { id: last }));
    await settle(desk);
    expect(must(readMovement(treasury, { id: last })).row).toMatchObject({ state: 'final', trouble: null });
    must(await verifyJournal(treasury));
  });
});

describe('an approval that expires', () => {
  it('ends the proposal, frees its coins and can be asked for anew', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, hot } = desk;
    const id = await askApproved(desk, '600');
    await expireApprovals(treasury);
    expect(stateOf(treasury, id)).toBe('approved');
    desk.wait(DAY - 60_000);
    await expireApprovals(treasury);
    expect(stateOf(treasury, id)).toBe('approved');
    desk.wait(60_000);
    await expireApprovals(treasury);
    expect(stateOf(treasury, id)).toBe('expired');
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    expect(codeOf(await sign(treasury, { id }))).toBe('proposal-state');
    await enter(treasury, 'Mara');
    expect(stateOf(treasury, await ask(desk, '600'))).toBe('proposed');
    must(await verifyJournal(treasury));
  });

  it('is refused by the signer, too, whatever the console believes', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury } = desk;
    desk.wait(-DAY - 1_000);
    const id = await askApproved(desk, '600');
    expect(codeOf(await sign(treasury, { id }))).toBe('approval-expired');
    expect(must(readMovement(treasury, { id })).row).toMatchObject({
      state: 'approved',
      trouble: { code: 'approval-expired' },
    });
  });
});

describe('a withdrawal', () => {
  it('waits for the vault that was locked in between, and goes on when it is open again', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, hot } = desk;
    const id = await askApproved(desk, '600');
    must(await lockVault(treasury, hot));
    expect(codeOf(await sign(treasury, { id }))).toBe('vault-locked');
    must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
    must(await sign(treasury, { id }));
    expect(stateOf(treasury, id)).toBe('sent');
    expect(codeOf(await sign(treasury, { id }))).toBe('proposal-state');
    expect(codeOf(await submit(treasury, { id }))).toBe('proposal-state');
  });

  it('loses nothing when the station is locked in the middle of signing', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, hot, node } = desk;
    const id = await askApproved(desk, '600');
    const signing = sign(treasury, { id });
    must(await lockStation(treasury));
    const outcome = codeOf(await signing);
    if (outcome !== null) {
      expect(['signer-crashed', 'vault-locked', 'officer-not-signed-in']).toContain(outcome);
      await enter(treasury, 'Ben');
      must(await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) }));
      must(await sign(treasury, { id }));
    }
    await settle(desk);
    expect(stateOf(treasury, id)).toBe('final');
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(treasury));
  });

  it('loses nothing when its maker signs out in the middle of asking', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, hot } = desk;
    const asking = requestWithdrawal(treasury, {
      vaultId: hot,
      recipient: OUTSIDER,
      amount: '600',
      reference: '',
    });
    must(await signOut(treasury));
    expect(codeOf(await asking)).toBe('signer-crashed');
    expect(treasury.store.movements.inState('queued', 'proposed')).toEqual([]);
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    must(await verifyJournal(treasury));
  });

  it('is signed by the signer once alone for each request, whoever copies the treasury', async () => {
    const desk = await openFundedDesk(['1000']);
    const { treasury, hot, node } = desk;
    const id = await askApproved(desk, '300');
    const proposal = treasury.store.movements.proposal(id)!.proposal;
    const approvals = treasury.store.movements.approvals(id).map(({ approval }) => approval);
    must(await sign(treasury, { id }));
    await settle(desk);
    const client = must(treasury.sessions.vault(hot));
    // The same bytes again give the same signature, and the network the same transaction.
    const again = must(await client.ask('sign', { proposal, approvals }));
    expect(again.signature).toBe(treasury.store.movements.transaction(id)!.signature);
    const bytes = new Uint8Array(Buffer.from(proposal.bytes, 'base64'));
    must(await treasury.network.submit(bytes, again.signature));
    await settle(desk);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });
});
