import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { listMovements } from '../../../electron/console/movements/movement-views.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { signOut } from '../../../electron/console/officers/sign-in.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { intentBytes } from '../../../electron/core/proposal/proposal.ts';
import { reserved, rowOf, stateOf } from '../../support/desk-readings.ts';
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

const IOTA = 1_000_000_000n;
const build = (desk: TestDesk, id: string) => buildQueued(desk.station, desk.as('Mara'), id);
const proposalOf = async ({ station }: TestDesk, id: string) => {
  const stored = await station.books.movements.proposal(id);
  if (!stored) throw new Error('expected a proposal');
  return stored;
};

/** A request that was not built, for the node did not answer. */
async function askQueued(desk: TestDesk, amount: string): Promise<string> {
  await desk.node.faults({ kind: 'drop' });
  const id = await ask(desk, amount);
  await desk.node.faults();
  return id;
}

describe('a request', () => {
  it('that waits can be cancelled once, and is never built after that', async () => {
    const desk = await openFundedDesk(['300']);
    const { station } = desk;
    const id = await askQueued(desk, '100');
    expect(await rowOf(desk, id)).toMatchObject({ state: 'queued', problem: { code: 'node-unreachable' } });
    must(await cancel(station, desk.as('Mara'), { id }));
    expect(await stateOf(desk, id)).toBe('cancelled');
    expect(codeOf(await cancel(station, desk.as('Mara'), { id }))).toBe('proposal-state');
    expect(codeOf(await build(desk, id))).toBe('proposal-state');
    expect((await rowOf(desk, id)).problem).toBeNull();
  });

  it('that competes for one input waits as long as the other has it', async () => {
    const desk = await openFundedDesk(['1000']);
    const first = await ask(desk, '600');
    const second = await ask(desk, '600');
    expect(await rowOf(desk, second)).toMatchObject({
      state: 'queued',
      problem: { code: 'input-reserved' },
    });
    must(await reject(desk.station, desk.as('Mara'), { id: first, reason: '' }));
    must(await build(desk, second));
    expect(await stateOf(desk, second)).toBe('proposed');
  });

  it('made again after a rejection pays the same from the same input with other bytes', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, node } = desk;
    const first = await askApproved(desk, '600');
    must(await reject(station, desk.as('Ben'), { id: first, reason: 'by mistake' }));
    const second = await askApproved(desk, '600');
    const proposals = [await proposalOf(desk, first), await proposalOf(desk, second)];
    expect(new Set(proposals.map(({ digest }) => digest)).size).toBe(2);
    const [one, other] = proposals.map(({ proposal }) => proposal.evidence.map(({ key }) => key));
    expect(one).toEqual(other);
    must(await sign(station, desk.as('Ben'), { id: second }));
    await settle(desk);
    expect(await node.balance(OUTSIDER)).toBe(600n * IOTA);
  });

  it('that competes for one input at the very same time leaves it to one of the two', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station } = desk;
    await Promise.all([ask(desk, '600'), ask(desk, '600')]);
    const { rows } = await listMovements(station, nobody, {
      search: '',
      offset: 0,
      limit: 10,
      kind: null,
      filter: 'all',
    });
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['proposed', 'queued']);
    expect(rows.find(({ state }) => state === 'queued')?.problem?.code).toBe('input-reserved');
    expect(await reserved(desk)).toBe(1_000n * IOTA);
    must(await verifyJournal(station));
  });

  it('is built once when two clicks come at the same time', async () => {
    const desk = await openFundedDesk(['1000']);
    const id = await askQueued(desk, '100');
    const both = await Promise.all([build(desk, id), build(desk, id)]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'proposal-state'].toSorted());
    expect(await rowOf(desk, id)).toMatchObject({ state: 'proposed', problem: null });
  });

  it('whose money is at several addresses says so', async () => {
    const desk = await openFundedDesk(['100']);
    const { station, node, hot } = desk;
    const other = await station.books.addresses.nextReady(hot, 0);
    if (!other) throw new Error('expected an address that was derived ahead');
    await node.deposit(other.address, 100n * IOTA);
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
    const ben = desk.as('Ben');
    must(await lockVault(station, ben, { vaultId: hot }));
    expect(codeOf(await sign(station, ben, { id }))).toBe('vault-locked');
    must(await unlock(station, hot));
    must(await sign(station, ben, { id }));
    expect(await stateOf(desk, id)).toBe('sent');
    expect(codeOf(await sign(station, ben, { id }))).toBe('proposal-state');
    expect(codeOf(await submit(station, ben, { id }))).toBe('proposal-state');
  });

  it('loses nothing when the station is locked in the middle of signing', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot, node } = desk;
    const id = await askApproved(desk, '600');
    const signing = sign(station, desk.as('Ben'), { id });
    must(await station.lock());
    const outcome = codeOf(await signing);
    if (outcome !== null) {
      expect(['signer-crashed', 'vault-locked', 'officer-not-signed-in']).toContain(outcome);
      const ben = await enter(desk, 'Ben');
      must(await unlock(station, hot));
      // The opening itself finds a signature that was made and not heard of.
      if ((await stateOf(desk, id)) === 'approved') must(await sign(station, ben, { id }));
    }
    await settle(desk);
    await settle(desk);
    expect(await stateOf(desk, id)).toBe('final');
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(station));
  });

  it('loses nothing when its maker signs out in the middle of asking', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, caller, hot } = desk;
    const asking = requestWithdrawal(station, desk.as('Mara'), {
      vaultId: hot,
      recipient: OUTSIDER,
      amount: '600',
      reference: '',
    });
    must(await signOut(station, caller, { officerId: null }));
    expect(codeOf(await asking)).toBe('signer-crashed');
    expect(await station.books.movements.inState(['queued', 'proposed'])).toEqual([]);
    expect(await reserved(desk)).toBe(0n);
    must(await verifyJournal(station));
  });

  it('is signed by the signer only once for each request, whoever copies the treasury', async () => {
    const desk = await openFundedDesk(['1000']);
    const { station, hot, node } = desk;
    const id = await askApproved(desk, '300');
    const { proposal } = await proposalOf(desk, id);
    const approvals = (await station.books.movements.approvals(id)).map(({ approval }) => approval);
    must(await sign(station, desk.as('Ben'), { id }));
    await settle(desk);
    const client = must(station.keys.vaults.client(hot));
    // The same bytes again give the same signature, and the network the same transaction.
    const again = must(
      await client.ask('sign', { proposal, approvals, fields: null, epoch: '0', journal: null }),
    );
    expect(again.signature).toBe((await station.books.movements.transaction(id))?.signature);
    const bytes = must(station.chain.complete(intentBytes(proposal), again.fields));
    must(await station.line.line.submit(bytes, again.signature));
    await settle(desk);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });
});
