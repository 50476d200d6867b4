import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { buildProposal } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { listMovements, readMovement } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { signOut } from '../../../electron/console/officers/sign-in.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
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
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const rowOf = async ({ station }: TestDesk, id: string) =>
  must(await readMovement(station, nobody, { id })).row;
const reserved = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).reserved;
const signIt = (desk: TestDesk, id: string) => sign(desk.station, desk.as('Ben'), { id });
const build = (desk: TestDesk, id: string) => buildProposal(desk.station, desk.as('Mara'), { id });

describe('a request', () => {
  it('that waits can be cancelled once, and is never built after that', async () => {
    const desk = await openFundedDesk(['300']);
    const { station, node } = desk;
    await node.faults({ kind: 'drop' });
    const id = await ask(desk, '100');
    await node.faults();
    const cancelIt = () => cancel(station, desk.as('Mara'), { id });
    must(await cancelIt());
    expect((await rowOf(desk, id)).state).toBe('cancelled');
    expect(codeOf(await cancelIt())).toBe('proposal-state');
    expect(codeOf(await build(desk, id))).toBe('proposal-state');
    expect(await rowOf(desk, id)).toMatchObject({ state: 'cancelled', problem: null });
  });

  it('that competes for one coin waits as long as the other keeps it reserved', async () => {
    const desk = await openFundedDesk(['1000']);
    const first = await ask(desk, '600');
    const second = await ask(desk, '600');
    expect(await rowOf(desk, second)).toMatchObject({ state: 'queued', problem: { code: 'input-reserved' } });
    must(await reject(desk.station, desk.as('Mara'), { id: first, reason: '' }));
    must(await build(desk, second));
    expect((await rowOf(desk, second)).state).toBe('proposed');
  });

  it('made anew after a rejection pays the same from the same coin with other bytes', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, node } = desk;
    const first = await askApproved(desk, '600');
    must(await reject(station, desk.as('Ben'), { id: first, reason: 'by mistake' }));
    const second = await askApproved(desk, '600');
    const proposals = await Promise.all([first, second].map((id) => station.books.movements.proposal(id)));
    expect(new Set(proposals.map((stored) => stored?.digest)).size).toBe(2);
    must(await signIt(desk, second));
    await settle(desk);
    expect(await node.balance(OUTSIDER)).toBe(600_000_000_000n);
  });

  it('that competes for one coin at the very same time leaves it to one of the two', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station } = desk;
    await Promise.all([ask(desk, '600'), ask(desk, '600')]);
    const all = { search: '', offset: 0, limit: 10, kind: null, filter: 'all' } as const;
    const { rows } = await listMovements(station, nobody, all);
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['proposed', 'queued']);
    expect(rows.find(({ state }) => state === 'queued')?.problem?.code).toBe('input-reserved');
    expect(await reserved(desk)).toBe(1_000_000_000_000n);
    must(await verifyJournal(station));
  });

  it('is built once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['1000']);
    const { node } = desk;
    await node.faults({ kind: 'drop' });
    const id = await ask(desk, '100');
    await node.faults();
    const both = await Promise.all([build(desk, id), build(desk, id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'proposed', problem: null });
  });

  it('whose coins lie on several addresses says so', async () => {
    const desk = await openFundedDesk(['100']);
    const { station, node, hot } = desk;
    const other = await station.books.addresses.nextReady(hot, 0);
    if (!other) throw new Error('there is no other address');
    await node.deposit(other.address, 100_000_000_000n);
    await settle(desk);
    const id = await ask(desk, '150');
    expect((await rowOf(desk, id)).problem?.code).toBe('funds-spread');
  });
});

describe('a withdrawal', () => {
  it('waits for the vault that was locked in between, and goes on when it is open again', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot } = desk;
    const id = await askApproved(desk, '600');
    must(await lockVault(station, desk.as('Ben'), { vaultId: hot }));
    expect(codeOf(await signIt(desk, id))).toBe('vault-locked');
    must(await unlock(station, hot));
    must(await signIt(desk, id));
    expect((await rowOf(desk, id)).state).toBe('sent');
    expect(codeOf(await signIt(desk, id))).toBe('proposal-state');
    expect(codeOf(await submit(station, desk.as('Ben'), { id }))).toBe('proposal-state');
  });

  it('loses nothing when the station is locked in the middle of signing', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot, node } = desk;
    const id = await askApproved(desk, '600');
    const signing = signIt(desk, id);
    must(await station.lock());
    const outcome = codeOf(await signing);
    if (outcome !== null) {
      expect(['signer-crashed', 'vault-locked']).toContain(outcome);
      await enter(desk, 'Ben');
      must(await unlock(station, hot));
      // A signature that the signer gave before it died is found again at the unlocking.
      if ((await rowOf(desk, id)).state === 'approved') must(await signIt(desk, id));
    }
    desk.wait(6_000);
    await station.line.follow();
    await settle(desk);
    expect((await rowOf(desk, id)).state).toBe('final');
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(station));
  });

  it('loses nothing when its maker signs out in the middle of asking', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, caller, hot } = desk;
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '600', reference: '' };
    const asking = requestWithdrawal(station, desk.as('Mara'), typed);
    must(await signOut(station, caller, { officerId: null }));
    expect(codeOf(await asking)).toBe('signer-crashed');
    expect(await station.books.movements.inState(['queued', 'proposed'])).toEqual([]);
    expect(await reserved(desk)).toBe(0n);
    must(await verifyJournal(station));
  });

  it('is signed by the signer only once for each request, whoever copies the treasury', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot, node } = desk;
    const { books, chain } = station;
    const id = await askApproved(desk, '300');
    const stored = await books.movements.proposal(id);
    if (!stored) throw new Error('there is no proposal');
    const { proposal } = stored;
    const approvals = (await books.movements.approvals(id)).map(({ approval }) => approval);
    must(await signIt(desk, id));
    await settle(desk);
    // The same bytes again give the same signature, and the network the same transaction.
    const client = must(station.keys.vaults.client(hot));
    const again = must(await client.ask('sign', { proposal, approvals, fields: null }));
    expect(again.signature).toBe((await books.movements.transaction(id))?.signature);
    const intent = new Uint8Array(Buffer.from(proposal.intent, 'base64'));
    must(await station.line.line.submit(must(chain.complete(intent, null)), again.signature));
    await settle(desk);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });
});
