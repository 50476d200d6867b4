import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { testNode } from '../../../electron/console/ledger/change-node.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { detailOf, reserved, rowOf } from '../../support/desk-readings.ts';
import {
  askApproved,
  OUTSIDER,
  openDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

const hotAddress = ({ station }: TestDesk) => vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
const signIt = (desk: TestDesk, id: string) => sign(desk.station, desk.as('Ben'), { id });

/** A desk whose hot vault is open and has money, on a line that proves (gRPC) or on one that does not. */
async function fundedBy(by: 'json' | 'grpc'): Promise<TestDesk> {
  const desk = await openDesk({}, undefined, by);
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  await desk.node.deposit(hotAddress(desk), 2_000n * IOTA);
  await settle(desk);
  return desk;
}

/** The time after which refused bytes are sent again. */
async function lookAMinuteLater({ station, wait }: TestDesk): Promise<void> {
  wait(61_000);
  await station.line.follow();
}

async function expectPaidOnce(desk: TestDesk, id: string): Promise<void> {
  await settle(desk);
  expect(await rowOf(desk, id)).toMatchObject({ state: 'final', problem: null });
  expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  expect(await reserved(desk)).toBe(0n);
  expect(await entriesOf(desk.station, 'transaction-failed')).toEqual([]);
  must(await verifyJournal(desk.station));
}

describe.each(['grpc', 'json'] as const)('a signed payment that validators do not take, by %s', (by) => {
  it('of a denied address waits under a word of its own, and goes through once they allow it', async () => {
    const desk = await fundedBy(by);
    const { station, node } = desk;
    const address = hotAddress(desk);
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'deniedAddress', address });
    must(await signIt(desk, id));
    await lookAMinuteLater(desk);
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
    const { state, problem } = await rowOf(desk, id);
    expect([state, problem?.code]).toEqual(['signed', 'address-denied']);
    expect(problem?.message).toContain(`Access to account address ${address} is temporarily disabled`);
    expect(await reserved(desk)).toBe(2_000n * IOTA);
    // A denied address still receives.
    await node.deposit(address, 5n * IOTA);
    await settle(desk);
    expect((await station.books.figures.vault(desk.hot)).balance).toBe(2_005n * IOTA);
    await node.faults();
    await lookAMinuteLater(desk);
    await expectPaidOnce(desk, id);
  });

  it('of locked inputs waits until the epoch closes, and then goes through by itself', async () => {
    const desk = await fundedBy(by);
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'lockedObject' });
    must(await signIt(desk, id));
    for (let look = 0; look < 3; look++) await lookAMinuteLater(desk);
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
    const { state, problem } = await rowOf(desk, id);
    expect([state, problem?.code]).toEqual(['signed', 'inputs-locked']);
    expect(problem?.message).toMatch(/^locked until epoch 0 ends: .*equivocated until the next epoch/);
    expect(await reserved(desk)).toBe(2_000n * IOTA);
    await node.endEpoch();
    await lookAMinuteLater(desk);
    await expectPaidOnce(desk, id);
  });

  it('since it is final with other signatures does not end, and is final by the ledger', async () => {
    const desk = await fundedBy(by);
    const { node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'otherSignatures' });
    must(await signIt(desk, id));
    // By gRPC the ledger is asked at once, and knows it.
    expect(await rowOf(desk, id)).toMatchObject(
      by === 'grpc'
        ? { state: 'sent', problem: null }
        : { state: 'signed', problem: { code: 'payment-in-doubt' } },
    );
    await expectPaidOnce(desk, id);
  });
});

describe('while a proposal waits for its signature, on a line that proves', () => {
  it('an epoch ends: it is signed in the next one, and happens', async () => {
    const desk = await fundedBy('grpc');
    const id = await askApproved(desk, '300');
    await desk.node.endEpoch();
    await settle(desk);
    must(await signIt(desk, id));
    await expectPaidOnce(desk, id);
  });

  it('the protocol gets another version: it is signed, and the desk follows on', async () => {
    const desk = await fundedBy('grpc');
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.endEpoch({ protocolVersion: 41 });
    await settle(desk);
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null, proof: { epoch: '1' } });
    expect(must(await testNode(station, node.grpcUrl))).toMatchObject({ protocol: '41' });
    must(await signIt(desk, id));
    await expectPaidOnce(desk, id);
  });

  it('the price of gas rises: it is not signed at the old one, and asked for anew pays the new one', async () => {
    const desk = await fundedBy('grpc');
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.endEpoch({ gasPrice: 1_500 });
    await settle(desk);
    expect(codeOf(await signIt(desk, id))).toBe('fee-terms-outdated');
    expect(await rowOf(desk, id)).toMatchObject({
      state: 'approved',
      problem: { code: 'fee-terms-outdated' },
    });
    must(await reject(station, desk.as('Ben'), { id, reason: 'the gas price rose' }));
    const again = await askApproved(desk, '300');
    const price = (await detailOf(desk, again)).decoded?.details.find(({ name }) => name === 'gasPrice');
    expect(price?.value).toBe('1500');
    must(await signIt(desk, again));
    await expectPaidOnce(desk, again);
  });

  it('the price of gas rises between signature and sending: the payment stays in doubt', async () => {
    const desk = await fundedBy('grpc');
    const { node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangBefore' });
    must(await signIt(desk, id));
    await node.faults();
    await node.endEpoch({ gasPrice: 1_500 });
    await lookAMinuteLater(desk);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'signed', problem: { code: 'payment-in-doubt' } });
    expect(await node.paymentsTo(OUTSIDER)).toEqual([]);
    expect(await reserved(desk)).toBe(2_000n * IOTA);
  });
});
