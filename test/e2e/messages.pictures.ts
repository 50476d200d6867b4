import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { messageTexts as text } from '../../renderer/texts/message-texts.ts';
import { photograph } from './support/camera.ts';
import { Desk } from './support/desk.ts';
import { launchConsole, needElectron } from './support/launch.ts';

needElectron();

const folder = path.join(projectFolder, 'test-results', 'pictures');

test('a control proof from the request to the signature', async () => {
  const running = await launchConsole();
  try {
    const { page } = running;
    const desk = new Desk(page);
    const dialog = page.getByRole('dialog');
    await desk.setUpPracticeTreasury();
    await desk.signIn('Mara Lindqvist');
    await desk.unlock('Hot vault');
    await desk.go(text.title);
    await photograph(running, folder, 'message-1-empty');
    await desk.button(text.create).click();
    await page.getByRole('combobox', { name: text.vault }).selectOption('Hot vault');
    await page.getByLabel(text.text).fill('pay \u202enobody');
    await expect(page.getByText('U+202E')).toBeVisible();
    await photograph(running, folder, 'message-2-hidden');
    await page
      .getByLabel(text.text)
      .fill('Audit 2026 of Harbour Exchange by Example & Partners\nDate: 2026-11-28\nNonce: 7f3a-91bc-04de');
    await photograph(running, folder, 'message-3-form');
    await desk.button(text.ask).click();
    await expect(page.getByText(text.states.waiting).first()).toBeVisible();
    for (const name of ['Ben Okafor', 'Chiara Rossi']) {
      await desk.signIn(name);
      await desk.button(text.approve).click();
      await expect(dialog.getByText(text.approveTitle)).toBeVisible();
      await photograph(running, folder, `message-4-approve-${name.split(' ')[0]}`);
      await dialog.getByRole('button', { name: text.approve }).click();
      await expect(dialog).toBeHidden();
    }
    await photograph(running, folder, 'message-5-approved');
    await desk.button(text.sign).click();
    await expect(page.getByText(text.means.signed)).toBeVisible();
    await photograph(running, folder, 'message-6-signed');
  } finally {
    await running.close();
  }
});
