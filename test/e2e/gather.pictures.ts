import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { mandateTexts } from '../../renderer/texts/mandate-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { photograph } from './support/camera.ts';
import { Desk } from './support/desk.ts';
import { launchConsole, needElectron } from './support/launch.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();

const folder = path.join(projectFolder, 'test-results', 'pictures');

test('gathering scattered deposits', async () => {
  const running = await launchConsole();
  try {
    const { page } = running;
    const desk = new Desk(page);
    const dialog = page.getByRole('dialog');
    await desk.setUpPracticeTreasury();
    await desk.signIn('Mara Lindqvist');
    await desk.unlock('Hot vault');
    for (const [alias, amount] of [
      ['user-1001 Aurora Ltd', '700'],
      ['user-1002 Blue Fjord', '600'],
      ['user-1003 Copper Bay', '500'],
      ['user-1004 Dust', '0.02'],
    ] as const) {
      await desk.createAccount(alias);
      await desk.simulateDeposit(amount);
    }
    await desk.go(texts.deposits.title);
    await expect(desk.row(/Final.*Dust/)).toBeVisible();

    await desk.go(texts.withdrawals.title);
    await desk.button(texts.withdrawals.create).click();
    await page.getByLabel(texts.withdrawals.recipient).fill(OUTSIDER);
    await page.getByLabel(texts.withdrawals.amount).fill('900');
    await page.getByLabel(texts.withdrawals.reference).fill('payout 2026-0419');
    await expect(page.getByText(mandateTexts.gatherFirst)).toBeVisible();
    await photograph(running, folder, 'gather-1-preview');
    await desk.button(texts.withdrawals.request).click();
    await expect(page.getByText(texts.movements.queuedFor['funds-spread'])).toBeVisible();
    await photograph(running, folder, 'gather-2-queued');
    await desk.button(mandateTexts.gatherOpen).click();
    await expect(dialog.getByText('user-1001 Aurora Ltd')).toBeVisible();
    await photograph(running, folder, 'gather-3-plan');
    await dialog.getByRole('button', { name: mandateTexts.gatherDo }).click();
    await expect(page.getByText(mandateTexts.progress(0, 3))).toBeVisible();
    await photograph(running, folder, 'gather-4-requested');
    await desk.signIn('Ben Okafor');
    await desk.step('approve').click();
    await expect(dialog.getByText(mandateTexts.approveTitle)).toBeVisible();
    await photograph(running, folder, 'gather-5-approve');
    await dialog.getByRole('button', { name: texts.movements.approveDo }).click();
    await desk.step('sign').click();
    await expect(page.getByText(mandateTexts.progress(3, 3))).toBeVisible();
    await photograph(running, folder, 'gather-6-done');
    await desk.go(texts.withdrawals.title);
    await expect(desk.row(/Needs approval.*payout 2026-0419/)).toBeVisible();
    await desk.go(texts.accounts.title);
    await photograph(running, folder, 'gather-7-accounts');
    expect(running.pageErrors).toEqual([]);
  } finally {
    await running.close();
  }
});
