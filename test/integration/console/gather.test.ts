import { describe, expect, it } from 'vitest';
import { requireOfficer } from '../../../electron/console/actor.ts';
import { listDeposits } from '../../../electron/console/deposits/list-deposits.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readGatherPlan, requestGather } from '../../../electron/console/mandates/gather.ts';
import { WaitingBuilds } from '../../../electron/console/movements/build-waiting.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { signRejection } from '../../../electron/console/movements/sign-rejection.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { detailOf, rowOf, stateOf } from '../../support/desk-readings.ts';
import { openScatteredDesk } from '../../support/scattered-desk.ts';
import { ask, settle, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, approveShown, codeOf, enter, must } from '../../support/treasury-steps.ts';

const statesOf = (desk: TestDesk, ids: readonly string[]) => Promise.all(ids.map((id) => stateOf(desk, id)));
const request = async (desk: TestDesk) =>
  must(await requestGather(desk.station, desk.as('Mara'), { vaultId: desk.hot })).ids;

/** 3600 IOTA on 12 addresses, and one with less than its fee is worth. */
const scattered = () => openScatteredDesk([...Array.from({ length: 12 }, () => '300'), '0.01']);

describe('a gather whose bytes are over before they were signed', () => {
  it('is built again under the same mandate, with the approval that it has', async () => {
    const desk = await openScatteredDesk(['300', '300']);
    const { station } = desk;
    const ids = await request(desk);
    const [first = ''] = ids;
    await approveAs(desk, 'Ben', first);
    const before = await detailOf(desk, first);
    const present = await station.books.cursor.epoch();
    for (let epoch = 0; epoch < 4; epoch++) await desk.node.endEpoch();
    await settle(desk);
    expect((await station.books.cursor.epoch())?.epoch).toBeGreaterThan((present?.epoch ?? 0n) + 2n);
    await expireApprovals(station);
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'queued'));
    await new WaitingBuilds(station).look();
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'approved'));
    expect((await detailOf(desk, first)).decoded?.digest).not.toBe(before.decoded?.digest);
    must(await sign(station, desk.as('Ben'), { id: first }));
    await settle(desk);
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'final'));
    must(await verifyJournal(station));
    must(await station.checkBooks());
  });
});

describe('a gather', () => {
  it('lets scattered money pay what no single address could, after one approval', async () => {
    const desk = await scattered();
    const { station, hot } = desk;
    const payment = await ask(desk, '900');
    expect((await rowOf(desk, payment)).problem?.code).toBe('funds-spread');

    const plan = must(await readGatherPlan(station, { vaultId: hot }));
    expect(plan).toMatchObject({
      dust: { addresses: 1, amount: '10000000' },
      later: { addresses: 0, amount: '0' },
    });
    expect(plan.moves).toHaveLength(12);
    expect(BigInt(plan.total) + BigInt(plan.feeAtMost)).toBe(3_600n * 10n ** 9n);

    const ids = await request(desk);
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'proposed'));
    const [first = ''] = ids;
    await approveAs(desk, 'Ben', first);
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'approved'));
    must(await sign(station, desk.as('Ben'), { id: first }));
    await settle(desk);
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'final'));

    const { mandate } = await detailOf(desk, first);
    expect(mandate).toMatchObject({
      kind: 'gather',
      done: 12,
      ended: 0,
      total: plan.total,
      moved: plan.total,
    });
    // What the transactions did not cost stays at their addresses, with what was not worth a fee.
    const { balance } = await station.books.figures.vault(hot);
    expect(balance).toBe(3_600_010_000_000n - BigInt(mandate?.feesPaid ?? 'none'));
    const { receiveAddress } = vaultAtWork(station.policy.present(), [], 'hot');
    expect((await station.books.inputs.richest(hot, 1))[0]).toMatchObject({
      owner: receiveAddress,
      units: BigInt(plan.total),
    });

    const paid = await ask(desk, '901');
    await approveAs(desk, 'Ben', paid);
    must(await sign(station, desk.as('Ben'), { id: paid }));
    await settle(desk);
    expect(await stateOf(desk, paid)).toBe('final');
    expect(must(await verifyJournal(station)).mandates).toBe(1);
    // What was moved inside the vault is no deposit of a customer.
    const { total } = await listDeposits(station, { search: '', offset: 0, limit: 1, state: null });
    expect(total).toBe(13);
    // Everything that is left is dust.
    expect(codeOf(await requestGather(station, desk.as('Mara'), { vaultId: hot }))).toBe('gather-not-needed');
  });

  it('is approved by others than its maker, and once by each', async () => {
    const desk = await openScatteredDesk(['100', '200']);
    const [first = ''] = await request(desk);
    expect(codeOf(await approveShown(desk.station, desk.as('Mara'), first))).toBe('role-missing');
    await approveAs(desk, 'Ben', first);
    expect(codeOf(await approveShown(desk.station, desk.as('Ben'), first))).toBe('proposal-state');
  });

  it('stops as a whole, whichever of its movements is stopped, and nothing of it is ever signed', async () => {
    const desk = await openScatteredDesk(['100', '200', '300']);
    const { station } = desk;
    const ids = await request(desk);
    const [first = '', second = ''] = ids;
    await approveAs(desk, 'Ben', first);
    must(await stop(station, await enter(desk, 'Chiara'), { id: second, reason: 'not now' }));
    expect(await statesOf(desk, ids)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(codeOf(await sign(station, desk.as('Ben'), { id: first }))).toBe('proposal-state');
    expect((await station.books.figures.vault(desk.hot)).reserved).toBe(0n);
    // The same money can be gathered under another mandate.
    expect(await statesOf(desk, await request(desk))).toEqual(['proposed', 'proposed', 'proposed']);
    must(await verifyJournal(station));
  });

  it('stops while its vault is locked, and is rejected when that opens', async () => {
    const desk = await openScatteredDesk(['100', '200']);
    const { station } = desk;
    const ids = await request(desk);
    await approveAs(desk, 'Ben', ids[0] ?? '');
    must(await lockVault(station, desk.as('Ben'), { vaultId: desk.hot }));
    must(await stop(station, desk.as('Mara'), { id: ids[0] ?? '', reason: '' }));
    expect(await statesOf(desk, ids)).toEqual(['stopped', 'stopped']);
    must(await unlock(station, desk.hot));
    expect(await statesOf(desk, ids)).toEqual(['rejected', 'rejected']);
  });

  it('goes on after a restart with what was not signed yet', async () => {
    const desk = await openScatteredDesk(['100', '200', '300']);
    const ids = await request(desk);
    await approveAs(desk, 'Ben', ids[0] ?? '');
    await desk.reopen();
    await enter(desk, 'Ben');
    must(await unlock(desk.station, desk.hot));
    must(await sign(desk.station, desk.as('Ben'), { id: ids[1] ?? '' }));
    await settle(desk);
    expect(await statesOf(desk, ids)).toEqual(['final', 'final', 'final']);
  });

  it('does not hold up the others where one of its sources is refused, and says which', async () => {
    const desk = await openScatteredDesk(['100', '200', '300']);
    const { station, hot } = desk;
    const ids = await request(desk);
    const [first = '', second = ''] = ids;
    await approveAs(desk, 'Ben', first);
    // The vault has sealed a no to one of them, of which these books know nothing.
    const chiara = must(requireOfficer(await enter(desk, 'Chiara')));
    const rejection = must(
      await signRejection(station, chiara, { movementId: second, stored: undefined, reason: '' }),
    );
    const noes = { rejections: [rejection], withdrawals: [], journal: null };
    must(await must(station.keys.vaults.client(hot)).ask('seal', { kind: 'void', ...noes }));
    must(await sign(station, desk.as('Ben'), { id: first }));
    await settle(desk);
    expect((await statesOf(desk, ids)).toSorted()).toEqual(['approved', 'final', 'final']);
    const { mandate } = await detailOf(desk, first);
    expect(mandate?.done).toBe(2);
    expect(mandate?.sources.find(({ movementId }) => movementId === second)).toMatchObject({
      state: 'approved',
      problem: { code: 'request-ended' },
    });
  });
});

describe('a sweep from many addresses', () => {
  it('is approved once, by a mandate', async () => {
    const desk = await openScatteredDesk(['9000', '8000', '7000']);
    const { station } = desk;
    const { ids } = must(await requestSweep(station, desk.as('Mara')));
    expect(ids.length).toBeGreaterThan(1);
    await approveAs(desk, 'Ben', ids[0] ?? '');
    must(await sign(station, desk.as('Ben'), { id: ids[0] ?? '' }));
    await settle(desk);
    expect(await statesOf(desk, ids)).toEqual(ids.map(() => 'final'));
    expect((await station.books.figures.vault(desk.cold)).balance).toBe(14_000n * 10n ** 9n);
  });
});
