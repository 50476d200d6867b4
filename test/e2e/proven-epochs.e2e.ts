import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { TreasuryFile } from '../../electron/console/treasury/treasury-folder.ts';
import { createPracticeTreasury } from '../../electron/stations/practice-treasury.ts';
import { networkTexts } from '../../renderer/texts/network-texts.ts';
import { movementStateText } from '../../renderer/texts/states.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { testEffects } from '../support/test-effects.ts';
import { must, utf8, WORK_FACTOR } from '../support/treasury-steps.ts';
import { Desk } from './support/desk.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { OUTSIDER, PASSWORD } from './support/treasury.ts';

needElectron();

let root: string;
let running: LaunchedConsole;
let trustRoot: string;

/** A treasury whose practice node the desk runs itself. */
test.beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'sallyport-e2e-'));
  const folder = path.join(root, 'treasury');
  const request = { folder, name: 'Treasury under test', password: utf8(PASSWORD), workFactor: WORK_FACTOR };
  must(await createPracticeTreasury({ ...request, checkpointMs: 300 }, testEffects));
  const file = JSON.parse(readFileSync(path.join(folder, 'treasury.json'), 'utf8')) as TreasuryFile;
  trustRoot = file.policies[0]?.policy.trustRoot ?? '';
  running = await launchConsole({ treasury: folder, userData: path.join(root, 'user-data') });
});
test.afterEach(async () => {
  await running?.close();
  rmSync(root, { recursive: true, force: true });
});

test("a desk's own practice node is proven through two ends of epochs, with a deposit before, between and after, and a withdrawal across one", async () => {
  const { page } = running;
  const desk = new Desk(page);
  const standing = page.getByRole('region', { name: networkTexts.standing });
  const committee = page.getByRole('region', { name: networkTexts.committee }).first();
  const members = () => committee.getByRole('row').getByTitle(/./).allInnerTexts();
  const list = (name: string) => page.getByRole('listbox', { name });
  const deposits = () => list(texts.deposits.list);

  const payIn = async (amount: string, count: number) => {
    await desk.go(texts.accounts.title);
    await desk.row(/Aurora/).click();
    await desk.simulateDeposit(amount);
    await desk.go(texts.deposits.title);
    await expect(deposits().getByRole('option').filter({ hasText: 'Final' })).toHaveCount(count);
  };
  const endEpoch = async (next: number) => {
    await desk.go(networkTexts.title);
    const before = await members();
    await desk.button(networkTexts.endEpoch).click();
    await expect(committee).toContainText(networkTexts.committeeOf(String(next), 4));
    expect(await members()).not.toEqual(before);
    await expect(standing).toContainText(networkTexts.says.proven.word);
  };

  await desk.signIn('Mara Lindqvist');
  await desk.unlock('Hot vault');
  await desk.createAccount('user-1001 Aurora Ltd');
  await payIn('900', 1);
  await desk.requestWithdrawal(OUTSIDER, '250', 'payout across an epoch');

  await endEpoch(1);
  await payIn('70', 2);

  await desk.signIn('Ben Okafor');
  await desk.go(texts.withdrawals.title);
  await desk.row(/payout across an epoch/).click();
  await desk.approve();
  await desk.signIn('Mara Lindqvist');
  await desk.row(/payout across an epoch/).click();
  await desk.step('sign').click();
  await expect(desk.row(/payout across an epoch/)).toContainText(movementStateText.final.word);

  await endEpoch(2);
  await payIn('5', 3);

  await desk.go(networkTexts.title);
  const endpoint = page.getByRole('region', { name: networkTexts.endpoints });
  await expect(endpoint).toContainText(networkTexts.gives.grpc);
  await expect(endpoint).toContainText(networkTexts.own);
  const last = page.getByRole('region', { name: networkTexts.last });
  await expect(last).toContainText(/Digest[1-9A-HJ-NP-Za-km-z]{43,44}/);
  await expect(last).toContainText(/\d\u202f?\d{3} of 10\u202f000 votes; 6\u202f667 are needed/);
  const root = page.getByRole('region', { name: networkTexts.root });
  for (const digest of trustRoot.split(':').slice(1)) {
    await expect(root.getByText(digest, { exact: true })).toBeVisible();
  }
  // Settings has no second copy of it.
  await desk.go(texts.settings.title);
  await expect(page.getByText(trustRoot.split(':')[2] ?? '')).toHaveCount(0);
});
