import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { freezeTexts } from '../../renderer/texts/freeze-texts.ts';
import { repeatTexts } from '../../renderer/texts/repeat-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();
test.setTimeout(600_000);

const here = freshDesk({ byHand: true });
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('a payment that repeats an earlier one, and a treasury that is frozen', async () => {
  await here.prepared.node.deposit(here.prepared.hotAddress, 3_000_000_000_000n);
  await here.start();
  const { desk, running } = here;
  const { page } = running;
  await expect(page.getByRole('region', { name: texts.dashboard.hot })).toContainText('3\u202f000');
  await desk.signIn('Mara Lindqvist');
  await desk.requestWithdrawal(OUTSIDER, '100', 'Invoice 7');
  await desk.button(texts.withdrawals.create).click();
  await page.getByLabel(texts.withdrawals.recipient).fill(OUTSIDER);
  await page.getByLabel(texts.withdrawals.amount).fill('100');
  await page.getByLabel(texts.withdrawals.reference).fill('Invoice 7');
  await expect(page.getByText(repeatTexts.title)).toBeVisible();
  await photograph(running, folder, 'repeated-form');
  await page.getByLabel(repeatTexts.meant).check();
  await desk.button(texts.withdrawals.request).click();
  await expect(desk.row(/Invoice 7/)).toHaveCount(2);
  await expect(page.getByText(repeatTexts.said('Mara Lindqvist'))).toBeVisible();
  await photograph(running, folder, 'repeated-panel');
  await desk.signIn('Ben Okafor');
  await desk
    .row(/Invoice 7/)
    .last()
    .click();
  await expect(page.getByText(repeatTexts.title)).toBeHidden();
  await desk.go(texts.dashboard.title);
  await desk.button(freezeTexts.freezeAll).click();
  await page.getByLabel(freezeTexts.reason).fill('a call from the bank');
  await photograph(running, folder, 'freeze-dialog');
  await desk.button(freezeTexts.doIt).click();
  await expect(page.getByText(freezeTexts.isFrozen(null))).toBeVisible();
  await photograph(running, folder, 'frozen-dashboard');
  await page.getByRole('alert').getByRole('button', { name: freezeTexts.lift }).click();
  await photograph(running, folder, 'lift-dialog');
});
