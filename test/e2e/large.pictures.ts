import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { chartTexts, statementTexts } from '../../renderer/texts/statement-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { fillLargeBooks } from '../support/large-books.ts';
import { everyLook, photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { writeIdleLock } from './support/idle-settings.ts';
import { needElectron } from './support/launch.ts';

needElectron();
test.setTimeout(1_800_000);

const ROWS = 100_000;
const here = freshDesk({ byHand: true });
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('screens of a hundred thousand rows', async () => {
  const size = { accounts: ROWS, addresses: ROWS, deposits: ROWS, movements: ROWS, coins: 1 };
  await fillLargeBooks(here.prepared.folder, { ...size, open: 2000, entries: 4 * ROWS });
  writeIdleLock(here.prepared.userData, 3600);
  await here.start();
  const { desk, room } = here;
  await desk.signIn('Ben Okafor');
  const { page } = here.running;
  const picture = (scene: string) => photograph(here.running, folder, `full-${scene}`);
  for (const [screen, row, search] of [
    [texts.accounts.title, /user-/, texts.accounts.search],
    [texts.deposits.title, /user-/, texts.deposits.search],
    [texts.withdrawals.title, /payout/, texts.withdrawals.search],
    [texts.journal.title, /./, texts.journal.search],
  ] as const) {
    const scene = screen.toLowerCase();
    await desk.go(screen);
    await expect(desk.row(row).first()).toBeVisible();
    await picture(scene);
    await desk.row(row).first().click();
    await picture(`${scene}-panel`);
    await page.keyboard.press('Escape');
    await page.getByLabel(search).fill('99');
    await expect(page.locator('.list')).toHaveAttribute('data-of', /"99"/);
    await expect(page.locator('.list-scroll')).toHaveAttribute('aria-busy', 'false');
    await picture(`${scene}-found`);
    await desk.button(listTexts.filter).click();
    await picture(`${scene}-filters`);
    await page.keyboard.press('Escape');
    await page.getByLabel(search).fill('');
    await page.getByRole('listbox').press('End');
    await picture(`${scene}-end`);
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('9999');
  await expect(
    page
      .getByRole('dialog')
      .getByText(/payout/)
      .first(),
  ).toBeVisible();
  await picture('finder');
  await page.keyboard.press('Escape');
  for (const screen of [texts.dashboard.title, texts.sweeps.title, statementTexts.title]) {
    await desk.go(screen);
    await picture(screen.toLowerCase());
  }
  await expect(page.getByRole('table').first()).toBeVisible();
  await desk.row(/user-/).first().click();
  await picture('statement-line');
  await desk.go(texts.dashboard.title);
  const charts = page.getByRole('region', { name: chartTexts.flows });
  await photograph(here.running, folder, 'full-charts', everyLook, charts);
  await room.goToVaults();
  await picture('vaults');
});
