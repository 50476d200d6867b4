import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { mandateTexts } from '../../renderer/texts/mandate-texts.ts';
import { networkTexts } from '../../renderer/texts/network-texts.ts';
import { nodeTexts } from '../../renderer/texts/node-texts.ts';
import { officialTexts } from '../../renderer/texts/official-texts.ts';
import { searchTexts } from '../../renderer/texts/search-texts.ts';
import { statementTexts } from '../../renderer/texts/statement-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { everyLook, photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { writeIdleLock } from './support/idle-settings.ts';
import { needElectron } from './support/launch.ts';
import { beginDay } from './support/payments.ts';

needElectron();
test.setTimeout(1_200_000);

const here = freshDesk({ byHand: true });
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('a line that proves nothing, and every dialog and menu over a screen', async () => {
  writeIdleLock(here.prepared.userData, 3600);
  await here.start();
  const { desk, room } = here;
  const { page } = here.running;
  const dialog = page.getByRole('dialog');
  const picture = (scene: string) => photograph(here.running, folder, `detail-${scene}`);
  /** The same, with something in sight that is further down. */
  const pictureWith = (scene: string, seen: Locator) =>
    photograph(here.running, folder, `detail-${scene}`, everyLook, seen);
  const leave = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  /** A dialog of the screen that is open. */
  const pictureOf = async (scene: string, button: string) => {
    await desk.button(button).first().click();
    await expect(dialog).toBeVisible();
    await picture(scene);
    await leave();
  };

  await beginDay(desk);
  await picture('unproven-withdrawal');
  await desk.step('approve').click();
  await expect(dialog.getByText(texts.grades.unproven)).toBeVisible();
  await picture('unproven-approve');
  await leave();

  await desk.go(texts.dashboard.title);
  await picture('held-dashboard');
  await desk.go(texts.accounts.title);
  for (const screen of [texts.accounts.title, texts.withdrawals.title, texts.journal.title]) {
    await desk.go(screen);
    await desk.button(listTexts.filter).click();
    await page.getByLabel(listTexts.when, { exact: true }).selectOption({ label: listTexts.periods.days });
    await picture(`filters-${screen.toLowerCase()}`);
    await page.keyboard.press('Escape');
  }
  await desk.go(texts.accounts.title);
  await pictureOf('gather', mandateTexts.gatherOpen);
  await desk.row(/Aurora/).click();
  await picture('unproven-account');
  await pictureOf('rename', texts.accounts.rename);
  await pictureOf('note', texts.accounts.note);
  await pictureOf('archive', texts.accounts.archive);
  await pictureOf('deposit', texts.accounts.simulate);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Aurora');
  await expect(dialog.getByText('user-1001 Aurora Ltd').first()).toBeVisible();
  await picture('finder');
  await leave();

  await desk.go(statementTexts.title);
  await expect(page.getByRole('table').first()).toBeVisible();
  await picture('statements');
  await desk.button(statementTexts.save).click();
  await picture('statements-save');
  await page.keyboard.press('Escape');

  await room.goToVaults();
  await picture('vaults-held');
  await pictureOf('second-opinion', officialTexts.action);
  await desk.button(searchTexts.action).first().click();
  await dialog.getByRole('button', { name: searchTexts.do, exact: true }).click();
  await expect(dialog.getByRole('status', { name: searchTexts.result })).toBeVisible();
  await picture('look-for-money');
  await leave();

  await here.prepared.node.faults({ kind: 'drop' });
  await expect(page.locator('.shell')).toHaveAttribute('data-stale', 'true');
  for (const screen of [networkTexts.title, texts.dashboard.title, texts.withdrawals.title]) {
    await desk.go(screen);
    await picture(`away-${screen.toLowerCase()}`);
  }
  await here.prepared.node.faults();
  await expect(page.locator('.shell')).toHaveAttribute('data-stale', 'false');

  await desk.signIn('Dev Patel');
  await desk.go(texts.settings.title);
  const card = page.getByRole('region', { name: nodeTexts.title, exact: true });
  for (const url of [
    here.prepared.node.url.replace('127.0.0.1', 'localhost'),
    `grpc+${here.prepared.node.grpcUrl}`,
  ]) {
    await card.getByLabel(nodeTexts.field).fill(url);
    await card.getByRole('button', { name: nodeTexts.test }).click();
    await expect(card.getByText(nodeTexts.passed)).toBeVisible();
    const add = card.getByRole('button', { name: nodeTexts.add });
    await pictureWith(url.startsWith('grpc') ? 'endpoint-tested-grpc' : 'endpoint-tested', add);
    await add.click();
    await expect(card.getByText(nodeTexts.passed)).toBeHidden();
  }
  await pictureWith('endpoints', card.getByRole('list', { name: nodeTexts.endpoints }));
  await desk.go(networkTexts.title);
  await expect(page.getByRole('region', { name: networkTexts.standing })).toBeVisible();
  await picture('network-several');
  await here.prepared.node.faults({ kind: 'drop' });
  await expect(page.getByText(networkTexts.says.away.word).first()).toBeVisible();
  await picture('network-failover');
});
