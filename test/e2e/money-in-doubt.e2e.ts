import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@playwright/test';
import { errorTexts } from '../../renderer/text/errors.ts';
import { words } from '../../renderer/text/words.ts';
import { Desk } from './support/desk.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { OUTSIDER, type PreparedTreasury, prepareTreasury } from './support/treasury.ts';

needElectron();

let prepared: PreparedTreasury;
let running: LaunchedConsole;
let desk: Desk;

test.beforeEach(async () => {
  prepared = await prepareTreasury();
  await prepared.node.deposit(prepared.hotAddress, 3_000_000_000_000n);
  await start();
});
test.afterEach(async () => {
  await running?.close().catch(() => {}); // it may have been killed
  await prepared?.remove();
});

async function start(): Promise<void> {
  running = await launchConsole({ treasury: prepared.folder, userData: prepared.userData });
  desk = new Desk(running.page);
}

/** Requests a payment of 100 IOTA as Mara and approves it as Ben. */
async function approvedPayment(): Promise<void> {
  await expect(running.page.getByRole('region', { name: words.dashboard.hot })).toContainText('3\u202f000');
  await desk.signIn('Mara Lindqvist');
  await desk.requestWithdrawal(OUTSIDER, '100', 'payout 7');
  await desk.signIn('Ben Okafor');
  await desk.approve();
  await expect(desk.step('sign')).toBeVisible();
}

async function killMain(): Promise<void> {
  const gone = new Promise((resolve) => running.app.process().once('exit', resolve));
  running.app.process().kill('SIGKILL');
  await gone;
}

/** The desk comes back and brings the payment to its end by itself, once. */
async function expectPaidOnce(): Promise<void> {
  await prepared.node.faults();
  await start();
  await desk.go(words.withdrawals.title);
  await expect(desk.row(/Final.*payout 7/)).toBeVisible({ timeout: 30_000 });
  expect(await prepared.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  expect(await prepared.node.balance(OUTSIDER)).toBe(100_000_000_000n);
}

test('kill -9 after the signed bytes were stored: the payment happens exactly once', async () => {
  await approvedPayment();
  await desk.unlock('Hot vault');
  await prepared.node.faults({ kind: 'hangBefore' });
  await desk.step('sign').click();
  await expect(desk.row(/Signed.*payout 7/)).toBeVisible();
  await killMain();
  expect(await prepared.node.paymentsTo(OUTSIDER)).toHaveLength(0);
  await expectPaidOnce();
});

test('kill -9 after the bytes were sent: the payment happens exactly once', async () => {
  await approvedPayment();
  await desk.unlock('Hot vault');
  await prepared.node.faults({ kind: 'hangAfter' });
  await desk.step('sign').click();
  await expect.poll(() => prepared.node.paymentsTo(OUTSIDER).then((found) => found.length)).toBe(1);
  await killMain();
  await expectPaidOnce();
});

test('a proposal tampered with in the database is refused by the signer, by name', async () => {
  await approvedPayment();
  await running.close();
  const database = new DatabaseSync(path.join(prepared.folder, 'treasury.sqlite'));
  const row = database.prepare('SELECT movement_id, proposal FROM proposals').get() as Record<string, string>;
  const proposal = JSON.parse(row['proposal']!);
  const bytes = Buffer.from(proposal.bytes, 'base64');
  bytes.fill(
    0xee,
    bytes.indexOf(Buffer.from(OUTSIDER.slice(2), 'hex')),
    bytes.indexOf(Buffer.from(OUTSIDER.slice(2), 'hex')) + 32,
  );
  proposal.bytes = bytes.toString('base64');
  database.prepare('UPDATE proposals SET proposal = ?').run(JSON.stringify(proposal));
  database.close();

  await start();
  await desk.signIn('Ben Okafor');
  await desk.unlock('Hot vault');
  await desk.go(words.withdrawals.title);
  await desk.row(/payout 7/).click();
  // What is shown is what the bytes say, not what was asked for.
  await expect(running.page.locator('#details')).toContainText('eeee');
  await desk.step('sign').click();
  await expect(running.page.getByText(errorTexts['recipient-changed'].what).first()).toBeVisible();
  expect(await prepared.node.paymentsTo(OUTSIDER)).toHaveLength(0);
});

test('the node goes down and comes back: the desk says so, loses nothing, and goes on', async () => {
  const band = running.page.getByRole('region', { name: words.band.label });
  await expect(band).toContainText('Connected');
  await prepared.node.faults({ kind: 'drop' });
  await expect(band).toContainText('Trouble');
  await expect(running.page.getByRole('region', { name: words.dashboard.hot })).toContainText('3\u202f000');
  await prepared.node.faults();
  await expect(band).toContainText('Connected');
});

test('a node that lies about a balance is an alarm, and the proven balance stays', async () => {
  await expect(running.page.getByRole('region', { name: words.dashboard.hot })).toContainText('3\u202f000');
  await prepared.node.faults({ kind: 'lyingBalance' });
  await prepared.node.deposit(prepared.hotAddress, 5_000_000_000n);
  await expect(running.page.getByRole('region', { name: words.band.label })).toContainText('Trouble');
  await expect(running.page.getByRole('region', { name: words.dashboard.hot })).toContainText('3\u202f000');
  await desk.go(words.journal.title);
  await expect(desk.row(/Node alarm/)).toBeVisible();
});
