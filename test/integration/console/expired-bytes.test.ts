import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeTransfer } from '../../../electron/chains/iota/pure/decode-transfer.ts';
import { encodeTransfer } from '../../../electron/chains/iota/pure/encode-transfer.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { createRegistry } from '../../../electron/chains/registry.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { ok } from '../../../electron/core/result.ts';
import { type Desk, openDesk as openStation } from '../../../electron/stations/desk.ts';
import { putLiarBetween } from '../../support/lying-node.ts';
import { OUTSIDER, openFundedDesk, unlock } from '../../support/treasury-fixture.ts';
import type { TreasuryNode } from '../../support/treasury-node.ts';
import { approveAs, enter, must } from '../../support/treasury-steps.ts';

const EXECUTE = 'iota_executeTransactionBlock';
const unreachable = { error: { code: -32050, message: 'try again later' } };

/** IOTA as it will be built: each transaction lives to the end of epoch 0. */
const expiring = createRegistry([
  {
    ...iotaChain,
    build: (plan) => {
      const built = iotaChain.build(plan);
      return built.ok
        ? ok(encodeTransfer({ ...must(decodeTransfer(built.value)), expirationEpoch: 0n }))
        : built;
    },
  },
]);

interface Expiring {
  readonly station: Desk;
  readonly node: TreasuryNode;
  readonly id: string;
  /** What was sent to the network, as often as it was. */
  readonly sent: string[];
  /** Whether what is sent arrives, and whether its answer does. */
  readonly way: { there: boolean; back: boolean };
  readonly look: (times: number) => Promise<void>;
}

/** A payment of 300 that lives to the end of epoch 0, ready to sign. */
async function approvedWithExpiry(): Promise<Expiring> {
  const desk = await openFundedDesk(['2000']);
  const liar = await putLiarBetween(desk);
  const sent: string[] = [];
  const way = { there: true, back: true };
  liar.lies = {
    [EXECUTE]: async (params, truth) => {
      sent.push(JSON.stringify(params));
      const result = way.there ? await truth() : undefined;
      return way.back && result !== undefined ? { result } : unreachable;
    },
  };
  await desk.station.close();
  const station = must(await openStation(desk.folder, desk.effects, { chains: expiring }));
  onTestFinished(() => station.close());
  const at = { station, caller: station.callers.open() };
  const mara = await enter(at, 'Mara');
  must(await unlock(station, desk.hot));
  await station.line.follow();
  const typed = { vaultId: desk.hot, recipient: OUTSIDER, amount: '300', reference: '' };
  const { id } = must(await requestWithdrawal(station, mara, typed));
  await approveAs(at, 'Ben', id);
  const { decoded } = must(await readMovement(station, nobody, { id }));
  expect(decoded?.validUntil).toEqual({ kind: 'epoch', epoch: '0', present: '0' });
  const signIt = async () => must(await sign(station, mara, { id }));
  way.there = false;
  way.back = false;
  return {
    station,
    node: liar.real,
    id,
    sent,
    way,
    look: async (times) => {
      if (sent.length === 0) await signIt();
      for (let each = 0; each < times; each++) {
        desk.wait(6_000);
        await station.line.follow();
      }
    },
  };
}

const row = async ({ station, id }: Expiring) => must(await readMovement(station, nobody, { id })).row;
const reserved = async ({ station }: Expiring, vaultId: string) =>
  (await station.books.figures.vault(vaultId)).reserved;

describe('an IOTA payment that lives to the end of its epoch', () => {
  it('is sent again while the epoch lasts, and happens once', async () => {
    const payment = await approvedWithExpiry();
    await payment.look(2);
    expect(payment.sent.length).toBeGreaterThan(1);
    expect(new Set(payment.sent).size).toBe(1);
    payment.way.there = true;
    payment.way.back = true;
    await payment.look(1);
    await payment.node.checkpoint();
    await payment.look(1);
    expect(await row(payment)).toMatchObject({ state: 'final', problem: null });
    expect(await payment.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('is sent no more after the epoch; by one node’s word it does not end, and its coins stay reserved', async () => {
    const payment = await approvedWithExpiry();
    await payment.look(1);
    const before = payment.sent.length;
    payment.way.there = true;
    payment.way.back = true;
    await payment.node.endEpoch();
    await payment.look(5);
    expect(payment.sent).toHaveLength(before);
    const { state, problem, vaultId } = await row(payment);
    expect({ state, code: problem?.code }).toEqual({ state: 'signed', code: 'payment-expired' });
    expect(await reserved(payment, vaultId)).toBe(2_000_000_000_000n);
    expect(await payment.node.paymentsTo(OUTSIDER)).toEqual([]);
    must(await verifyJournal(payment.station));
  });

  it('that a node executed and kept quiet about is final once a checkpoint shows it, and is paid once', async () => {
    const payment = await approvedWithExpiry();
    payment.way.there = true; // it arrives, and nobody says so
    await payment.look(0);
    await payment.node.endEpoch();
    await payment.look(2);
    expect(await row(payment)).toMatchObject({ state: 'final', problem: null });
    expect(await payment.node.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(payment.station));
  });
});
