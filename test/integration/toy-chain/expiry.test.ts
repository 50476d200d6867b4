import { expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { must } from '../../support/must.ts';
import { addressOfPublicKey } from '../../support/toy-chain/toy-address.ts';
import { openToyDesk, type ToyDesk } from '../../support/toy-chain/toy-desk.ts';
import { unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter } from '../../support/treasury-steps.ts';

const CUSTOMER = addressOfPublicKey(new Uint8Array(32).fill(0xcc));
/** Toy bytes live for 20 blocks after their signature. */
const LIFE = 20;

const movementOf = ({ station }: ToyDesk, id: string) => station.books.movements.get(id);
const figures = ({ station, hot }: ToyDesk) => station.books.figures.vault(hot);

/** A desk with one output of 700 toys at an open hot vault. */
async function openFunded(): Promise<ToyDesk> {
  const desk = await openToyDesk();
  const { station, ledger, hot } = desk;
  const vault = station.policy.present().vaults.find(({ id }) => id === hot);
  ledger.deposit(vault?.receiveAddress ?? '', 700_00000n);
  await desk.settle();
  must(await unlock(station, hot));
  return desk;
}

async function askApproved(desk: ToyDesk): Promise<string> {
  const mara = await enter(desk, 'Mara');
  const typed = { vaultId: desk.hot, recipient: CUSTOMER, amount: '600', reference: 'W-1' };
  const { id } = must(await requestWithdrawal(desk.station, mara, typed));
  await approveAs(desk, 'Ben', id);
  return id;
}

/** A payment that is signed while nothing that is sent arrives. */
async function signedUnsent(desk: ToyDesk): Promise<string> {
  const id = await askApproved(desk);
  desk.ledger.deaf = true;
  must(await sign(desk.station, desk.as('Ben'), { id }));
  desk.ledger.deaf = false;
  return id;
}

function seal({ ledger }: ToyDesk, blocks: number): void {
  for (let block = 0; block < blocks; block++) ledger.seal();
}

/** Looks so often, each time after the pause between two sendings. */
async function look(desk: ToyDesk, times: number): Promise<void> {
  for (let each = 0; each < times; each++) {
    desk.wait(6_000);
    await desk.station.line.follow();
  }
}

it('bytes are sent again in the last block of their life, and paid once', async () => {
  const desk = await openFunded();
  const id = await signedUnsent(desk);
  seal(desk, LIFE);
  await look(desk, 1);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'sent', problem: null });
  await desk.settle();
  expect((await movementOf(desk, id))?.state).toBe('final');
  expect(desk.ledger.paymentsTo(CUSTOMER)).toHaveLength(1);
});

it('expired bytes are sent no more; proven never executed, the payment fails and its inputs are free', async () => {
  const desk = await openFunded();
  const id = await signedUnsent(desk);
  expect((await figures(desk)).reserved).toBe(700_00000n);
  seal(desk, LIFE + 1);
  await look(desk, 5);
  expect(desk.ledger.submissions).toBe(0);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'failed', problem: { code: 'payment-void' } });
  expect(await figures(desk)).toMatchObject({ balance: 700_00000n, reserved: 0n });
  expect(desk.ledger.paymentsTo(CUSTOMER)).toEqual([]);
  must(await verifyJournal(desk.station));
});

it('the request is made again from the inputs that became free, and paid once', async () => {
  const desk = await openFunded();
  const first = await signedUnsent(desk);
  const stale = await desk.station.books.movements.transaction(first);
  seal(desk, LIFE + 1);
  await desk.station.line.follow(); // the clock stays: approvals dated ahead of the signer's clock are refused
  const again = await askApproved(desk);
  must(await sign(desk.station, desk.as('Ben'), { id: again }));
  await desk.settle();
  await look(desk, 3);
  expect([await movementOf(desk, first), await movementOf(desk, again)]).toMatchObject([
    { state: 'failed' },
    { state: 'final' },
  ]);
  const paid = await desk.station.books.movements.transaction(again);
  expect(paid?.transactionId).not.toBe(stale?.transactionId);
  expect(desk.ledger.paymentsTo(CUSTOMER)).toEqual([paid?.transactionId]);
  expect(desk.ledger.balance(CUSTOMER)).toBe(600_00000n);
  must(await verifyJournal(desk.station));
});

it("a node's word that bytes have expired ends nothing: they are not sent, and their inputs stay reserved", async () => {
  const desk = await openFunded();
  desk.ledger.proves = false;
  const id = await signedUnsent(desk);
  seal(desk, LIFE + 1);
  await look(desk, 1);
  const doubted = await movementOf(desk, id);
  expect(doubted).toMatchObject({ state: 'signed', problem: { code: 'payment-expired' } });
  await look(desk, 4);
  expect((await movementOf(desk, id))?.version, 'nothing is written again and again').toBe(doubted?.version);
  await desk.reopen();
  await look(desk, 2);
  expect(desk.ledger.submissions).toBe(0);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'signed', problem: { code: 'payment-expired' } });
  expect((await figures(desk)).reserved).toBe(700_00000n);
  const ben = await enter(desk, 'Ben');
  expect(codeOf(await reject(desk.station, ben, { id, reason: '' }))).toBe('proposal-state');
  // With nothing free, nothing can be paid a second time.
  const mara = await enter(desk, 'Mara');
  const typed = { vaultId: desk.hot, recipient: CUSTOMER, amount: '600', reference: 'W-2' };
  const second = must(await requestWithdrawal(desk.station, mara, typed));
  expect(await movementOf(desk, second.id)).toMatchObject({ state: 'queued' });
  // The proof comes at last, by a better line.
  desk.ledger.proves = true;
  await look(desk, 1);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'failed', problem: { code: 'payment-void' } });
  expect((await figures(desk)).reserved).toBe(0n);
});

it('a payment that happened in its time is final, though its bytes expired before anybody saw it', async () => {
  const desk = await openFunded();
  const id = await askApproved(desk);
  desk.ledger.mute = true;
  must(await sign(desk.station, desk.as('Ben'), { id }));
  desk.ledger.mute = false;
  desk.ledger.hidden = true;
  seal(desk, LIFE + 1);
  await look(desk, 3);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'signed', problem: { code: 'payment-expired' } });
  expect((await figures(desk)).reserved).toBe(700_00000n);
  desk.ledger.hidden = false;
  await look(desk, 1);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'final', problem: null });
  expect(desk.ledger.paymentsTo(CUSTOMER)).toHaveLength(1);
  expect(desk.ledger.submissions).toBe(1);
  must(await verifyJournal(desk.station));
});

it('a node that says by mistake that bytes have expired loses no payment: sent again once it says otherwise', async () => {
  const desk = await openFunded();
  desk.ledger.proves = false;
  const id = await signedUnsent(desk);
  desk.ledger.ahead = LIFE + 5;
  await look(desk, 2);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'signed', problem: { code: 'payment-expired' } });
  desk.ledger.ahead = 0;
  await look(desk, 1);
  expect(await movementOf(desk, id)).toMatchObject({ state: 'sent', problem: null });
  await desk.settle();
  expect((await movementOf(desk, id))?.state).toBe('final');
  expect(desk.ledger.paymentsTo(CUSTOMER)).toHaveLength(1);
});
