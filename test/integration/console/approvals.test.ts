import { describe, expect, it } from 'vitest';
import { type Actor, signedActor, theStation } from '../../../electron/console/actor.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { buildProposal } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { signOut } from '../../../electron/console/officers/sign-in.ts';
import { actorOf, nobody, viewerOf } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { approveAs, approveShown, codeOf, enter, must, officerIdOf } from '../../support/treasury-steps.ts';

const DAY = 86_400_000;

const detailOf = async ({ station }: TestDesk, id: string) =>
  must(await readMovement(station, nobody, { id }));
const stateOf = async (desk: TestDesk, id: string) => (await detailOf(desk, id)).row.state;
const reserved = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).reserved;
const unsealed = ({ station, hot }: TestDesk) => station.books.movements.unsealedRejections(hot);
const signIt = (desk: TestDesk, id: string) => sign(desk.station, desk.as('Ben'), { id });

/** What a copy of the books gives to an attacker: a proposal and its approvals, to ask the signer with. */
async function copyOf({ station: { books } }: TestDesk, id: string) {
  const stored = await books.movements.proposal(id);
  if (!stored) throw new Error('there is no proposal');
  const approvals = (await books.movements.approvals(id)).map(({ approval }) => approval);
  return { stored, request: { proposal: stored.proposal, approvals, fields: null } };
}

describe('who may approve', () => {
  it('is not the maker, not somebody without the role, and nobody twice', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, caller } = desk;
    const id = await ask(desk, '1500');
    expect(codeOf(await approveShown(station, desk.as('Mara'), id))).toBe('role-missing');
    expect(codeOf(await approveShown(station, await enter(desk, 'Dev'), id))).toBe('role-missing');
    await approveAs(desk, 'Ben', id);
    expect(codeOf(await approveShown(station, desk.as('Ben'), id))).toBe('approval-duplicate-officer');
    expect(codeOf(await signIt(desk, id))).toBe('proposal-state');
    expect((await detailOf(desk, id)).approvals).toHaveLength(1);
    must(await signOut(station, caller, { officerId: null }));
    must(await verifyJournal(station));
  });

  it('is not the station itself, and not somebody who signed out', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, caller } = desk;
    const id = await ask(desk, '1500');
    const left = await enter(desk, 'Chiara');
    const officerId = officerIdOf(station, 'Chiara');
    must(await signOut(station, caller, { officerId }));
    expect(codeOf(actorOf(caller, officerId))).toBe('officer-not-signed-in');
    expect(codeOf(await approveShown(station, left, id))).toBe('signer-crashed');
    expect(codeOf(await approveShown(station, theStation, id))).toBe('officer-not-signed-in');
    expect((await detailOf(desk, id)).approvals).toHaveLength(0);
    must(await verifyJournal(station));
  });

  it('is not an approver for other bytes, or for a screen that showed something else', async () => {
    const desk = await openFundedDesk(['300']);
    const { station } = desk;
    const id = await ask(desk, '100');
    const { decoded } = await detailOf(desk, id);
    if (!decoded) throw new Error('there is nothing to approve');
    const ben = await enter(desk, 'Ben');
    const seen = { id, digest: decoded.digest, viewDigest: decoded.viewDigest };
    const other = 'ab'.repeat(32);
    expect(codeOf(await approve(station, ben, { ...seen, digest: other }))).toBe('approval-other-digest');
    expect(codeOf(await approve(station, ben, { ...seen, viewDigest: other }))).toBe('approval-other-view');
    expect(await stateOf(desk, id)).toBe('proposed');
    expect((await detailOf(desk, id)).approvals).toHaveLength(0);
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

  it('and who may request, build, cancel and sweep is told by the roles', async () => {
    const desk = await openFundedDesk(['100']);
    const { station, hot, node } = desk;
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '1', reference: '' };
    await node.faults({ kind: 'html' });
    const id = await ask(desk, '1');
    await node.faults();
    const request = (actor: Actor) => requestWithdrawal(station, actor, typed);
    for (const name of ['Ben', 'Dev']) {
      expect(codeOf(await request(await enter(desk, name)))).toBe('role-missing');
      expect(codeOf(await requestSweep(station, desk.as(name)))).toBe('role-missing');
    }
    expect(codeOf(await buildProposal(station, desk.as('Dev'), { id }))).toBe('role-missing');
    expect(codeOf(await cancel(station, desk.as('Dev'), { id }))).toBe('role-missing');
    // By nobody's choice the station itself does none of it.
    expect(codeOf(await request(theStation))).toBe('officer-not-signed-in');
    expect(codeOf(await requestSweep(station, theStation))).toBe('officer-not-signed-in');
    expect(codeOf(await buildProposal(station, theStation, { id }))).toBe('officer-not-signed-in');
    expect(codeOf(await cancel(station, theStation, { id }))).toBe('officer-not-signed-in');
    expect(await stateOf(desk, id)).toBe('queued');
  });
});

describe('a rejection', () => {
  it('voids every approval, frees the inputs, and the signer refuses the old approvals for good', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, hot } = desk;
    const id = await askApproved(desk, '500');
    const copy = await copyOf(desk, id);
    must(await reject(station, desk.as('Ben'), { id, reason: 'wrong customer' }));
    const detail = await detailOf(desk, id);
    expect(detail.row.state).toBe('rejected');
    expect(detail.rejection).toMatchObject({ officerName: 'Ben Okafor', reason: 'wrong customer' });
    expect(await reserved(desk)).toBe(0n);
    expect(codeOf(await signIt(desk, id))).toBe('proposal-state');
    const replay = await must(station.keys.vaults.client(hot)).ask('sign', copy.request);
    expect(codeOf(replay)).toBe('approval-voided');
    must(await verifyJournal(station));
  });

  it('while the vault is locked reaches its signer at the next unlocking, before anything can be signed', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, hot } = desk;
    const id = await ask(desk, '1500');
    await approveAs(desk, 'Ben', id);
    expect(await stateOf(desk, id), 'one of two approvals: nobody could have signed it').toBe('proposed');
    const copy = await copyOf(desk, id);
    must(await lockVault(station, desk.as('Ben'), { vaultId: hot }));
    must(await reject(station, desk.as('Ben'), { id, reason: '' }));
    expect(await unsealed(desk)).toHaveLength(1);
    const again = await desk.reopen();
    must(await unlock(again, hot));
    expect(await unsealed(desk)).toHaveLength(0);
    const replay = await must(again.keys.vaults.client(hot)).ask('sign', copy.request);
    expect(codeOf(replay)).toBe('approval-voided');
  });

  it('of what was ready to sign waits for its vault: only the vault knows whether it signed', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, caller, hot } = desk;
    const id = await askApproved(desk, '500');
    const ben = desk.as('Ben');
    must(await lockVault(station, ben, { vaultId: hot }));
    expect(codeOf(await reject(station, ben, { id, reason: '' }))).toBe('vault-locked');
    const viewer = must(viewerOf(caller, officerIdOf(station, 'Ben')));
    const offered = must(await readMovement(station, viewer, { id })).actions;
    expect(offered.find(({ action }) => action === 'reject')).toMatchObject({
      allowed: false,
      reason: { code: 'vault-locked' },
    });
    expect(await stateOf(desk, id)).toBe('approved');
    expect(await reserved(desk)).toBe(3_000_000_000_000n);
    must(await unlock(station, hot));
    must(await reject(station, ben, { id, reason: '' }));
    expect(await unsealed(desk)).toHaveLength(0);
    expect(await reserved(desk)).toBe(0n);
    must(await verifyJournal(station));
  });

  it('ends what the signer takes for rejected already: a treasury from a backup is not stuck with it', async () => {
    const desk = await openFundedDesk(['3000']);
    const { station, caller, hot } = desk;
    const id = await askApproved(desk, '500');
    const ben = desk.as('Ben');
    const { stored, request } = await copyOf(desk, id);
    const { treasury, policy } = station;
    const statement = {
      treasuryId: treasury.file().id,
      network: treasury.network,
      policy: policy.reference(),
      actor: signedActor(ben, treasury.key.stationId),
      subject: { kind: 'transaction', digest: stored.digest, viewDigest: stored.viewDigest } as const,
      requestIds: request.proposal.requests.map((served) => served.statement.id),
      reason: '',
      rejectedAt: Date.now(),
    };
    const { signer } = caller.officers.get(officerIdOf(station, 'Ben')) ?? {};
    if (!signer) throw new Error('Ben is not signed in');
    const { signature } = must(await signer.ask('sign-statement', { kind: 'rejection', statement }));
    const vault = must(station.keys.vaults.client(hot));
    must(await vault.ask('seal', { kind: 'void', rejection: { statement, signature } }));
    expect(codeOf(await signIt(desk, id))).toBe('approval-voided');
    must(await reject(station, ben, { id, reason: '' }));
    expect(await stateOf(desk, id)).toBe('rejected');
    must(await verifyJournal(station));
  });

  it('is written once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['3000']);
    const id = await askApproved(desk, '500');
    const click = () => reject(desk.station, desk.as('Ben'), { id, reason: '' });
    const both = await Promise.all([click(), click()]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'proposal-state'].toSorted());
    expect(await stateOf(desk, id)).toBe('rejected');
  });

  it('by the maker counts, too; a reason with controls does not', async () => {
    const desk = await openFundedDesk(['300']);
    const id = await ask(desk, '100');
    const rejectAs = (name: string, reason: string) => reject(desk.station, desk.as(name), { id, reason });
    expect(codeOf(await rejectAs('Mara', 'a\u202eb'))).toBe('reference-control-character');
    must(await rejectAs('Mara', 'typed wrongly'));
    expect(codeOf(await rejectAs('Mara', 'again'))).toBe('proposal-state');
  });

  it('is impossible once the payment is signed', async () => {
    const desk = await openFundedDesk(['300']);
    const id = await askApproved(desk, '100');
    must(await signIt(desk, id));
    const ben = desk.as('Ben');
    expect(codeOf(await reject(desk.station, ben, { id, reason: '' }))).toBe('proposal-state');
    expect(codeOf(await cancel(desk.station, ben, { id }))).toBe('proposal-state');
  });
});

describe('a payment whose rule is used up before it is signed', () => {
  it('asks for the approvals of the next rule instead of ending there', async () => {
    const desk = await openFundedDesk(Array.from({ length: 6 }, () => '1001'));
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await askApproved(desk, '1000'));
    const last = await askApproved(desk, '1000');
    for (const id of ids) must(await signIt(desk, id));
    expect(codeOf(await signIt(desk, last))).toBe('approvals-too-few');
    expect(await detailOf(desk, last)).toMatchObject({
      ruleTitle: 'Large withdrawal',
      row: { state: 'proposed', approvalsNeeded: 2, approvals: 1, problem: { code: 'approvals-too-few' } },
    });
    await approveAs(desk, 'Chiara', last);
    must(await sign(desk.station, desk.as('Chiara'), { id: last }));
    await settle(desk);
    expect((await detailOf(desk, last)).row).toMatchObject({ state: 'final', problem: null });
    must(await verifyJournal(desk.station));
  });
});

describe('an approval that expires', () => {
  it('ends the proposal, frees its inputs and can be asked for anew', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station } = desk;
    const id = await askApproved(desk, '600');
    await expireApprovals(station);
    expect(await stateOf(desk, id)).toBe('approved');
    desk.wait(DAY - 60_000);
    await expireApprovals(station);
    expect(await stateOf(desk, id)).toBe('approved');
    desk.wait(60_000);
    await expireApprovals(station);
    expect(await stateOf(desk, id)).toBe('expired');
    expect(await reserved(desk)).toBe(0n);
    expect(codeOf(await signIt(desk, id))).toBe('proposal-state');
    expect(await stateOf(desk, await ask(desk, '600'))).toBe('proposed');
    must(await verifyJournal(station));
  });

  it('is refused by the signer, too, whatever the console believes', async () => {
    const desk = await openFundedDesk(['1000']);
    desk.wait(-DAY - 1_000);
    const id = await askApproved(desk, '600');
    expect(codeOf(await signIt(desk, id))).toBe('approval-expired');
    expect((await detailOf(desk, id)).row).toMatchObject({
      state: 'approved',
      problem: { code: 'approval-expired' },
    });
  });
});
