import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeConsoleEffects } from '../../../electron/cli/node-console-effects.ts';
import { buildProposal } from '../../../electron/console/build-proposal.ts';
import { openTreasury } from '../../../electron/console/open-treasury.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { practiceDeposit } from '../../../electron/console/practice-deposit.ts';
import { sign } from '../../../electron/console/sign.ts';
import { type Treasury, vaultOfKind } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { parseAmount } from '../../../electron/core/money.ts';
import { hasSaid, type RunningChild, startChild } from '../../support/start-child.ts';
import { enter, NO_TIMERS, OUTSIDER, temporaryFolder } from '../../support/treasury-fixture.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { approveAs, createTreasury, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const child = new URL('../../support/treasury-child.ts', import.meta.url);
const effects = { ...nodeConsoleEffects, ...NO_TIMERS };
const AMOUNT = '40';
const ROUNDS = 6;

/** A treasury with 1000 IOTA, closed, on a node that seals checkpoints by itself. */
async function prepare(): Promise<{ folder: string; node: TreasuryNode }> {
  const node = await startTreasuryNode({ checkpointMs: 50 });
  onTestFinished(() => node.stop());
  const folder = path.join(await temporaryFolder(), 'treasury');
  must(await createTreasury(folder, node, effects));
  const treasury = must(await openTreasury(folder, effects));
  const address = vaultOfKind(treasury, 'hot').receiveAddress;
  must(await practiceDeposit(treasury, { address, amount: '1000' }));
  await node.checkpoint();
  await treasury.follow();
  await treasury.close();
  return { folder, node };
}

const startPayment = (folder: string): RunningChild => {
  const running = startChild(child, ['pay', folder, OUTSIDER, AMOUNT]);
  onTestFinished(() => running.kill());
  return running;
};

/** What people do at the next start: whatever waits for them. The rest the console does by itself. */
async function finishEverything(treasury: Treasury): Promise<void> {
  const vaultId = vaultOfKind(treasury, 'hot').id;
  await enter(treasury, 'Mara');
  must(await openVault(treasury, { vaultId, password: utf8(PASSWORD) }));
  const { movements } = treasury.store;
  for (const { id } of movements.inState('queued')) must(await buildProposal(treasury, id));
  for (const { id } of movements.inState('proposed')) await approveAs(treasury, 'Ben', id);
  for (const { id } of movements.inState('approved')) must(await sign(treasury, { id }));
  for (let look = 0; movements.inState('signed', 'sent').length > 0 && look < 100; look++) {
    await treasury.follow();
    await sleep(20);
  }
  await treasury.follow();
}

/** Every payment that was asked for happened once, to the nano, and the books say so. */
async function checkBooks(treasury: Treasury, node: TreasuryNode): Promise<void> {
  const { movements, coins } = treasury.store;
  const vaultId = vaultOfKind(treasury, 'hot').id;
  const paid = movements.inState('final');
  expect(movements.inState('queued', 'proposed', 'approved', 'signed', 'sent', 'failed')).toEqual([]);
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(paid.length);
  expect(await node.balance(OUTSIDER)).toBe(BigInt(paid.length) * must(parseAmount(AMOUNT)));
  expect(coins.reservedBalance(vaultId)).toBe(0n);
  const gas = paid.reduce((sum, { id }) => sum + (movements.transaction(id)?.gasUsed ?? 0n), 0n);
  const left = must(parseAmount('1000')) - BigInt(paid.length) * must(parseAmount(AMOUNT)) - gas;
  expect(coins.balance(vaultId)).toBe(left);
  expect(await node.balance(vaultOfKind(treasury, 'hot').receiveAddress)).toBe(left);
  must(await verifyJournal(treasury));
}

async function restart(folder: string): Promise<Treasury> {
  const treasury = must(await openTreasury(folder, effects));
  onTestFinished(() => treasury.close());
  return treasury;
}

describe('a desk killed with -9', () => {
  it('after the signed bytes were stored, before any node had them, pays once', async () => {
    const { folder, node } = await prepare();
    await node.faults({ kind: 'hangBefore' });
    const running = startPayment(folder);
    expect(await hasSaid(running, 'signed ')).toBe(true);
    await running.kill();
    await node.faults();
    expect(await node.paymentsTo(OUTSIDER)).toEqual([]);
    const treasury = await restart(folder);
    expect(treasury.store.movements.inState('signed')).toHaveLength(1);
    // Nobody signs in: the follower sends what was signed.
    for (let look = 0; look < 50 && treasury.store.movements.inState('final').length === 0; look++) {
      await treasury.follow();
      await sleep(20);
    }
    await checkBooks(treasury, node);
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
    const treasury = await restart(folder);
    await finishEverything(treasury);
    await checkBooks(treasury, node);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('after it noted that the payment was sent pays once', async () => {
    const { folder, node } = await prepare();
    const running = startPayment(folder);
    expect(await hasSaid(running, 'sent ')).toBe(true);
    await running.kill();
    const treasury = await restart(folder);
    await finishEverything(treasury);
    await checkBooks(treasury, node);
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it(`at ${ROUNDS} random moments between request and end pays each request once`, async () => {
    const { folder, node } = await prepare();
    const killedIn = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const running = startPayment(folder);
      expect(await hasSaid(running, 'asking')).toBe(true);
      await sleep(Math.random() * 350);
      await running.kill();
      const treasury = must(await openTreasury(folder, effects));
      for (const { state } of treasury.store.movements.inState(
        'queued',
        'proposed',
        'approved',
        'signed',
        'sent',
      )) {
        killedIn.add(state);
      }
      await finishEverything(treasury);
      await checkBooks(treasury, node);
      await treasury.close();
    }
    // Else every kill fell before the request or after the end, and nothing was proven.
    expect(killedIn.size).toBeGreaterThan(0);
  }, 120_000);
});
