import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@playwright/test';
import { canonicalJson } from '../../electron/core/canonical-json.ts';
import { errorTexts } from '../../renderer/texts/errors.ts';
import { nodeTexts } from '../../renderer/texts/node-texts.ts';
import { nodeStateText } from '../../renderer/texts/states.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();

const here = freshDesk({ byHand: true });

test.beforeEach(async () => {
  await here.prepared.node.deposit(here.prepared.hotAddress, 3_000_000_000_000n);
  await here.start();
});

/** Requests a payment of 100 IOTA as Mara and approves it as Ben. */
async function approvedPayment(): Promise<void> {
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.requestWithdrawal(OUTSIDER, '100', 'payout 7');
  await here.desk.signIn('Ben Okafor');
  await here.desk.approve();
  await expect(here.desk.step('sign')).toBeVisible();
}

async function killMain(): Promise<void> {
  const gone = new Promise((resolve) => here.running.app.process().once('exit', resolve));
  here.running.app.process().kill('SIGKILL');
  await gone;
}

/** The desk comes back and brings the payment to its end by itself, once. */
async function expectPaidOnce(): Promise<void> {
  await here.prepared.node.faults();
  await here.start();
  await here.desk.go(texts.withdrawals.title);
  await expect(here.desk.row(/Final.*payout 7/)).toBeVisible();
  expect(await here.prepared.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  expect(await here.prepared.node.balance(OUTSIDER)).toBe(100_000_000_000n);
}

test('kill -9 after the signed bytes were stored: the payment happens exactly once', async () => {
  await approvedPayment();
  await here.desk.unlock('Hot vault');
  await here.prepared.node.faults({ kind: 'hangBefore' });
  await here.desk.step('sign').click();
  await expect(here.desk.row(/Signed.*payout 7/)).toBeVisible();
  await killMain();
  expect(await here.prepared.node.paymentsTo(OUTSIDER)).toHaveLength(0);
  await expectPaidOnce();
});

test('kill -9 after the bytes were sent: the payment happens exactly once', async () => {
  await approvedPayment();
  await here.desk.unlock('Hot vault');
  await here.prepared.node.faults({ kind: 'hangAfter' });
  await here.desk.step('sign').click();
  await expect.poll(() => here.prepared.node.paymentsTo(OUTSIDER).then((found) => found.length)).toBe(1);
  await killMain();
  await expectPaidOnce();
});

test('a proposal tampered with in the database is an alarm: nothing is signed until officers have settled it', async () => {
  await approvedPayment();
  await here.running.close();
  const database = new DatabaseSync(path.join(here.prepared.folder, 'treasury.sqlite'));
  const row = database.prepare('SELECT proposal FROM proposals').get() as { proposal: Uint8Array };
  const proposal = JSON.parse(Buffer.from(row.proposal).toString());
  const intent = Buffer.from(proposal.intent, 'base64');
  const recipient = intent.indexOf(Buffer.from(OUTSIDER.slice(2), 'hex'));
  expect(recipient).toBeGreaterThan(0);
  intent.fill(0xee, recipient, recipient + 32);
  proposal.intent = intent.toString('base64');
  const changed = database
    .prepare('UPDATE proposals SET proposal = ?')
    .run(Buffer.from(canonicalJson(proposal)));
  expect(changed.changes).toBe(1);
  database.close();

  await here.start();
  await here.desk.signIn('Ben Okafor');
  await here.desk.unlock('Hot vault');
  const { page } = here.running;
  const alarm = page.getByRole('alert').filter({ hasText: texts.band.booksDiffer });
  await expect(alarm).toBeVisible();
  await here.desk.go(texts.withdrawals.title);
  await here.desk.row(/payout 7/).click();
  await expect(here.desk.step('sign')).toBeDisabled();
  await expect(page.getByText(errorTexts['books-differ'].what).first()).toBeVisible();
  // What the alarm stops is no trouble of the node, and is said once.
  await expect(page.getByRole('button', { name: nodeTexts.tryNow })).toHaveCount(0);
  expect(await here.prepared.node.paymentsTo(OUTSIDER)).toHaveLength(0);

  await here.desk.go(texts.settings.title);
  await page.getByRole('button', { name: texts.settings.booksRebuild }).click();
  await expect(page.getByRole('alert').filter({ hasText: texts.band.booksUnsettled })).toBeVisible();
  await page.getByLabel(texts.officer.second).selectOption({ label: 'Dev Patel' });
  await page.getByRole('button', { name: texts.settings.booksSettle }).click();
  await expect(page.getByRole('alert').filter({ hasText: texts.band.booksUnsettled })).toHaveCount(0);
  await here.desk.go(texts.withdrawals.title);
  await here.desk.row(/payout 7/).click();
  await here.desk.step('sign').click();
  await expect.poll(() => here.prepared.node.paymentsTo(OUTSIDER).then((found) => found.length)).toBe(1);
});

test('the node goes down and comes back: the desk says so, loses nothing, and goes on', async () => {
  const band = here.running.page.getByRole('region', { name: texts.band.label });
  await expect(band).toContainText(nodeStateText.connected);
  await here.prepared.node.faults({ kind: 'drop' });
  await expect(band).toContainText(nodeStateText.problem);
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  await here.prepared.node.faults();
  await expect(band).toContainText(nodeStateText.connected);
});

test('a node that lies about a balance is an alarm, and the proven balance stays', async () => {
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  await here.prepared.node.faults({ kind: 'lyingBalance' });
  await here.prepared.node.deposit(here.prepared.hotAddress, 5_000_000_000n);
  await expect(here.running.page.getByRole('region', { name: texts.band.label })).toContainText(
    nodeStateText.problem,
  );
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  await here.desk.go(texts.journal.title);
  await expect(here.desk.row(/Node alarm/)).toBeVisible();
});
