import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { signedBytes } from '../../../electron/console/movements/submit-stored.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { type LyingNode, putLiarBetween } from '../../support/lying-node.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

const EXECUTE = 'iota_executeTransactionBlock';
const unreachable = { error: { code: -32050, message: 'try again later' } };

interface Stuck {
  readonly desk: TestDesk;
  readonly liar: LyingNode;
  /** A payment of 300 that was signed. */
  readonly id: string;
  /** What was sent to the network. */
  readonly sent: string[];
  /** Whether what is sent arrives. */
  readonly way: { open: boolean };
  readonly look: (times?: number) => Promise<void>;
  /** Takes the console's clock back to that of the signers. */
  readonly onTime: () => void;
}

/** A signed payment that no node takes, or one that never left. */
async function stuck({ leaves }: { readonly leaves: boolean }): Promise<Stuck> {
  const desk = await openFundedDesk(['2000']);
  const liar = await putLiarBetween(desk);
  const sent: string[] = [];
  const way = { open: false };
  liar.lies = {
    [EXECUTE]: async (params, truth) => {
      sent.push(JSON.stringify(params[0]));
      return way.open ? { result: await truth() } : unreachable;
    },
  };
  const id = await askApproved(desk, '300');
  const station = leaves ? desk.station : { ...desk.station, line: null };
  must(await sign(station, desk.as('Ben'), { id }));
  let waited = 0;
  return {
    desk,
    liar,
    id,
    sent,
    way,
    look: async (times = 1) => {
      for (let each = 0; each < times; each++) {
        desk.wait(6_000);
        waited += 6_000;
        await desk.station.line.follow();
      }
    },
    onTime: () => {
      desk.wait(-waited);
      waited = 0;
    },
  };
}

const row = async ({ desk: { station } }: Stuck, id: string) =>
  must(await readMovement(station, nobody, { id })).row;

/** Mara asks for the cancellation, Ben approves and signs it. */
async function cancel(payment: Stuck): Promise<string> {
  const { desk, id } = payment;
  const mara = await enter(desk, 'Mara');
  const cancellation = must(
    await voidPayment(desk.station, mara, { id, reason: 'sent to the wrong one' }),
  ).id;
  expect(await row(payment, cancellation)).toMatchObject({
    kind: 'cancellation',
    state: 'proposed',
    problem: null,
  });
  await approveAs(desk, 'Ben', cancellation);
  must(await sign(desk.station, desk.as('Ben'), { id: cancellation }));
  return cancellation;
}

describe('a payment that is cancelled', () => {
  it('while it may be under way: nothing of either is sent until the epoch ends; then its coins are free', async () => {
    const payment = await stuck({ leaves: true });
    const { desk, liar, id, sent, way, look, onTime } = payment;
    expect(sent).toHaveLength(1);
    const cancellation = await cancel(payment);
    way.open = true;
    await look(3);
    expect(sent, 'neither the payment again nor its cancellation').toHaveLength(1);
    expect(await row(payment, cancellation)).toMatchObject({
      state: 'signed',
      problem: { code: 'cancellation-waits', message: expect.stringContaining('wait until epoch 0 ends') },
    });

    await liar.real.endEpoch();
    await look(2);
    expect(new Set(sent).size).toBe(2);
    await liar.real.checkpoint();
    await look();
    expect(await row(payment, cancellation)).toMatchObject({ state: 'final', problem: null });
    expect(await row(payment, id)).toMatchObject({ state: 'cancelled', problem: null });
    const detail = must(await readMovement(desk.station, nobody, { id }));
    expect(detail.cancelledBy).toEqual({ id: cancellation, state: 'final' });
    expect(detail.history.map(({ kind }) => kind)).toContain('payment-voided');
    expect(await liar.real.paymentsTo(OUTSIDER)).toEqual([]);
    const { balance, reserved } = await desk.station.books.figures.vault(desk.hot);
    expect(reserved).toBe(0n);
    expect(balance).toBeGreaterThan(1_999_900_000_000n);

    // What was cancelled is asked for anew, from the same money, and is paid once.
    onTime();
    const again = await ask(desk, '300');
    await approveAs(desk, 'Ben', again);
    must(await sign(desk.station, desk.as('Ben'), { id: again }));
    await liar.real.checkpoint();
    await look();
    expect((await row(payment, again)).state).toBe('final');
    expect(await liar.real.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(desk.station));
  });

  it('and never left the station is cancelled at once, and is never sent', async () => {
    const payment = await stuck({ leaves: false });
    const { liar, id, sent, way, look } = payment;
    way.open = true;
    const cancellation = await cancel(payment);
    expect(sent).toHaveLength(1);
    await liar.real.checkpoint();
    await look();
    expect(await row(payment, cancellation)).toMatchObject({ state: 'final' });
    expect(await row(payment, id)).toMatchObject({ state: 'cancelled' });
    await look(2);
    expect(sent).toHaveLength(1);
    expect(await liar.real.paymentsTo(OUTSIDER)).toEqual([]);
  });

  it('and happens all the same: the payment is final, and its cancellation can never happen', async () => {
    const payment = await stuck({ leaves: true });
    const { desk, liar, id, sent, way, look } = payment;
    const cancellation = await cancel(payment);
    // The node had kept the bytes.
    const stored = must(await bytesOf(desk, id));
    await executeAt(liar.real.url, stored);
    await liar.real.checkpoint();
    way.open = true;
    await look(2);
    expect(await row(payment, id)).toMatchObject({ state: 'final' });
    expect(await row(payment, cancellation)).toMatchObject({
      state: 'failed',
      problem: { code: 'input-spent-elsewhere' },
    });
    expect(sent).toHaveLength(1);
    expect(await liar.real.paymentsTo(OUTSIDER)).toHaveLength(1);
    must(await verifyJournal(desk.station));
  });

  it('is cancelled by makers only, once at a time, and only after it was signed', async () => {
    const payment = await stuck({ leaves: true });
    const { desk, id } = payment;
    const asked = (who: string, of = id) => voidPayment(desk.station, desk.as(who), { id: of, reason: '' });
    expect(codeOf(await asked('Ben'))).toBe('role-missing');
    const other = await ask(desk, '1');
    expect(codeOf(await asked('Mara', other))).toMatch(/proposal-state|request-unknown/);
    const first = must(await asked('Mara')).id;
    expect(codeOf(await asked('Mara'))).toBe('cancellation-open');
    expect(codeOf(await asked('Mara', first))).toBe('proposal-state');
  });
});

it('a cancellation that a failing node kept from being built, and that the station ended, does not lock its vault for ever', async () => {
  const desk = await openFundedDesk(['100', '100']);
  const liar = await putLiarBetween(desk);
  const id = await askApproved(desk, '60');
  must(await sign(desk.station, desk.as('Ben'), { id }));
  liar.lies = { iotax_getReferenceGasPrice: async () => unreachable };
  const cancellation = must(await voidPayment(desk.station, desk.as('Mara'), { id, reason: '' })).id;
  const stateOf = async () => (await desk.station.books.movements.get(cancellation))?.state;
  expect(await stateOf()).toBe('queued');
  liar.lies = {};
  // The node had the payment all the time.
  await settle(desk);
  expect(await stateOf()).toBe('cancelled');
  const next = await ask(desk, '20');
  await approveAs(desk, 'Ben', next);
  must(await sign(desk.station, desk.as('Ben'), { id: next }));
  must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
  must(await unlock(desk.station, desk.hot));
  must(await verifyJournal(desk.station));
});

const bytesOf = ({ station }: TestDesk, id: string) => signedBytes(station, id);

/** Has the node execute bytes that it had kept. */
async function executeAt(
  url: string,
  { bytes, signature }: { readonly bytes: Uint8Array; readonly signature: string },
): Promise<void> {
  const params = [Buffer.from(bytes).toString('base64'), [signature], null, 'WaitForLocalExecution'];
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: EXECUTE, params }),
  });
  expect(await response.json()).toMatchObject({ result: { digest: expect.any(String) } });
}
