import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Movement } from '../../../electron/books/rows.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { WaitingBuilds } from '../../../electron/console/movements/build-waiting.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { parseAmount } from '../../../electron/core/money.ts';
import type { MovementState } from '../../../electron/core/movement/movement-state.ts';
import { type Desk, openDesk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { copyFolder } from '../../support/copy-folder.ts';
import { openAt, outsideAt, putBack, settle } from '../../support/held-folder.ts';
import { placeTreasury } from '../../support/place-treasury.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { hasSaid, type RunningChild, startChild } from '../../support/start-child.ts';
import { testEffects } from '../../support/test-effects.ts';
import { NO_TIMERS, OUTSIDER, temporaryFolder, unlock } from '../../support/treasury-fixture.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { approveAs, enter, must, PASSWORD } from '../../support/treasury-steps.ts';

const effects = { ...testEffects, ...NO_TIMERS };
const AMOUNT = '40';
/** What the payment has said at the beginning of each round; the kill falls a random time after it. */
const ROUNDS = ['asking', 'queued ', 'proposed ', 'approved ', 'signed ', 'sent '];

const hotVault = ({ policy }: Desk) => vaultAtWork(policy.present(), [], 'hot');
const inState = ({ books }: Desk, ...states: MovementState[]): Promise<readonly Movement[]> =>
  books.movements.inState(states);
const unitsOf = ({ chain }: Desk, amount: string): bigint => must(parseAmount(amount, chain.asset));

/** A treasury with 1000 IOTA, closed, on a node that seals checkpoints by itself. */
async function prepare(): Promise<{ folder: string; node: TreasuryNode }> {
  const node = await startTreasuryNode({ checkpointMs: 50 });
  onTestFinished(() => node.stop());
  const folder = path.join(await temporaryFolder(), 'treasury');
  await placeTreasury(folder, node, PASSWORD);
  const station = must(await openDesk(folder, effects));
  must(await practiceDeposit(station, { address: hotVault(station).receiveAddress, amount: '1000' }));
  await node.checkpoint();
  await station.line.follow();
  await station.close();
  return { folder, node };
}

const startPayment = (folder: string): RunningChild => {
  const running = startChild(bundleOf('treasury-child'), ['pay', folder, OUTSIDER, AMOUNT]);
  onTestFinished(() => running.kill());
  return running;
};

/** What people do at the next start: whatever waits for them. The rest the console does by itself. */
async function finishEverything(station: Desk): Promise<void> {
  const at = { station, caller: station.callers.open() };
  const mara = await enter(at, 'Mara');
  must(await unlock(station, hotVault(station).id));
  await new WaitingBuilds(station).look();
  for (const { id } of await inState(station, 'proposed')) await approveAs(at, 'Ben', id);
  for (const { id } of await inState(station, 'approved')) must(await sign(station, mara, { id }));
  await followToEnd(station);
}

/** Follows the ledger until every signed payment is final, or for two minutes. */
async function followToEnd(station: Desk): Promise<void> {
  const giveUp = Date.now() + 120_000;
  while ((await inState(station, 'signed', 'sent')).length > 0 && Date.now() < giveUp) {
    await station.line.follow();
    await sleep(20);
  }
  await station.line.follow();
}

/** Every payment that was asked for happened once, to the last unit, and the books say so. */
async function checkBooks(station: Desk, node: TreasuryNode): Promise<void> {
  const { id: vaultId, receiveAddress } = hotVault(station);
  const paid = await inState(station, 'final');
  const others = await inState(station, 'queued', 'proposed', 'approved', 'signed', 'sent', 'failed');
  expect(others).toEqual([]);
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(paid.length);
  const sent = BigInt(paid.length) * unitsOf(station, AMOUNT);
  expect(await node.balance(OUTSIDER)).toBe(sent);
  let fees = 0n;
  for (const { id } of paid) fees += (await station.books.movements.transaction(id))?.feePaid ?? 0n;
  const left = unitsOf(station, '1000') - sent - fees;
  expect(await station.books.figures.vault(vaultId)).toMatchObject({ balance: left, reserved: 0n });
  expect(await node.balance(receiveAddress)).toBe(left);
  must(await verifyJournal(station));
}

async function restart(folder: string): Promise<Desk> {
  const station = must(await openDesk(folder, { ...effects, ...outsideAt(`${folder}-marks`) }));
  onTestFinished(() => station.close());
  // Whatever a kill has left: marks outside of the folder are never ahead of it.
  expect(station.hold.view()).toMatchObject({ enrolment: null, older: null });
  return station;
}

describe('a desk killed with -9', () => {
  it('after its payment was sent, with an older copy put in its place, is held and pays once', async () => {
    const { folder, node } = await prepare();
    const copy = `${folder}-copy`;
    copyFolder(folder, copy);
    const running = startPayment(folder);
    expect(await hasSaid(running, 'sent ')).toBe(true);
    await running.kill();
    putBack(copy, folder);
    const at = await openAt(folder, { ...effects, ...outsideAt(`${folder}-marks`) });
    onTestFinished(() => at.station.close());
    expect(at.station.hold.check()).toMatchObject({ code: 'folder-older' });
    must(await settle(at));
    must(await unlock(at.station, hotVault(at.station).id));
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('after the signed bytes were stored, before any node had them, pays once', async () => {
    const { folder, node } = await prepare();
    await node.faults({ kind: 'hangBefore' });
    const running = startPayment(folder);
    expect(await hasSaid(running, 'signed ')).toBe(true);
    await running.kill();
    await node.faults();
    expect(await node.paymentsTo(OUTSIDER)).toEqual([]);
    const station = await restart(folder);
    expect(await inState(station, 'signed')).toHaveLength(1);
    // Nobody signs in: the follower sends what was signed.
    await followToEnd(station);
    await checkBooks(station, node);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('after the signed bytes were stored, and stopped by an approver then, pays only when an approver sends it', async () => {
    const { folder, node } = await prepare();
    await node.faults({ kind: 'hangBefore' });
    const running = startPayment(folder);
    expect(await hasSaid(running, 'signed ')).toBe(true);
    await running.kill();
    await node.faults();
    const station = await restart(folder);
    const [held] = await inState(station, 'signed');
    if (!held) throw new Error('expected a signed payment');
    const ben = await enter({ station, caller: station.callers.open() }, 'Ben');
    must(await stop(station, ben, { id: held.id, reason: '' }));
    for (let look = 0; look < 3; look++) await station.line.follow();
    expect(await node.paymentsTo(OUTSIDER)).toEqual([]);
    must(await submit(station, ben, held));
    await followToEnd(station);
    await checkBooks(station, node);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('after a node accepted the payment, before its answer came, pays once', async () => {
    const { folder, node } = await prepare();
    await node.faults({ kind: 'hangAfter' });
    const running = startPayment(folder);
    expect(await hasSaid(running, 'signed ')).toBe(true);
    while ((await node.paymentsTo(OUTSIDER)).length === 0) await sleep(10);
    await running.kill();
    await node.faults();
    const station = await restart(folder);
    await finishEverything(station);
    await checkBooks(station, node);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('after it noted that the payment was sent pays once', async () => {
    const { folder, node } = await prepare();
    const running = startPayment(folder);
    expect(await hasSaid(running, 'sent ')).toBe(true);
    await running.kill();
    const station = await restart(folder);
    await finishEverything(station);
    await checkBooks(station, node);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it(`at ${ROUNDS.length} random moments between request and end pays each request once`, async () => {
    const { folder, node } = await prepare();
    const killedIn = new Set<MovementState>();
    for (const words of ROUNDS) {
      const running = startPayment(folder);
      await hasSaid(running, words); // where a state passed too fast to be said, this payment ends before the kill
      expect(running.output()).toContain('asking');
      await sleep(Math.random() * 150);
      await running.kill();
      const station = must(await openDesk(folder, effects));
      const open = await inState(station, 'queued', 'proposed', 'approved', 'signed', 'sent');
      for (const { state } of open) killedIn.add(state);
      await finishEverything(station);
      await checkBooks(station, node);
      await station.close();
    }
    // Else every kill fell before the request or after the end, and nothing was proven.
    expect(killedIn.size).toBeGreaterThan(0);
  }, 300_000);
});
