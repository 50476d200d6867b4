import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { statementTexts } from '../../renderer/texts/statement-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { fillLargeBooks } from '../support/large-books.ts';
import { photograph } from './support/camera.ts';
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
  const picture = (scene: string) => photograph(here.running, folder, `full-${scene}`);
  for (const [screen, row] of [
    [texts.accounts.title, /user-/],
    [texts.deposits.title, /user-/],
    [texts.withdrawals.title, /payout/],
    [texts.journal.title, /./],
  ] as const) {
    await desk.go(screen);
    await expect(desk.row(row).first()).toBeVisible();
    await picture(screen.toLowerCase());
    await desk.row(row).first().click();
    await picture(`${screen.toLowerCase()}-panel`);
  }
  for (const screen of [texts.dashboard.title, texts.sweeps.title, statementTexts.title]) {
    await desk.go(screen);
    await picture(screen.toLowerCase());
  }
  await room.goToVaults();
  await picture('vaults');
});
