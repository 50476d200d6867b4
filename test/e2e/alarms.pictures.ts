import { rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { copyFolder } from '../support/copy-folder.ts';
import { photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();
test.setTimeout(600_000);

const here = freshDesk({ byHand: true });
const folder = path.join(projectFolder, 'test-results', 'pictures');
const alarm = (text: string) => here.running.page.getByRole('alert').filter({ hasText: text });

test('books that differ', async () => {
  await here.prepared.node.deposit(here.prepared.hotAddress, 3_000_000_000_000n);
  await here.start();
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.requestWithdrawal(OUTSIDER, '100', 'payout 7');
  await here.running.close();
  const database = new DatabaseSync(path.join(here.prepared.folder, 'treasury.sqlite'));
  database.exec('DELETE FROM proposals');
  database.close();

  await here.start();
  await here.desk.signIn('Ben Okafor');
  await expect(alarm(texts.band.booksDiffer)).toBeVisible();
  await photograph(here.running, folder, 'alarm-differ-dashboard');
  await here.desk.go(texts.withdrawals.title);
  await here.desk.row(/payout 7/).click();
  await photograph(here.running, folder, 'alarm-differ-withdrawal');
  await here.desk.go(texts.settings.title);
  await photograph(here.running, folder, 'alarm-differ-settings');
  await here.desk.button(texts.settings.booksRebuild).click();
  await expect(alarm(texts.band.booksUnsettled)).toBeVisible();
  await photograph(here.running, folder, 'alarm-unsettled');
});

test('an older folder', async () => {
  const older = `${here.prepared.folder}-older`;
  await here.start();
  await here.running.close();
  copyFolder(here.prepared.folder, older);
  await here.start();
  await here.desk.signIn('Mara Lindqvist');
  await here.running.close();
  rmSync(here.prepared.folder, { recursive: true });
  copyFolder(older, here.prepared.folder);

  await here.start();
  await here.desk.signIn('Ben Okafor');
  await expect(alarm(texts.hold.older)).toBeVisible();
  await photograph(here.running, folder, 'held-dashboard');
  await alarm(texts.hold.older).getByRole('button', { name: texts.hold.repair }).click();
  await expect(here.running.page.getByRole('dialog')).toBeVisible();
  await photograph(here.running, folder, 'held-dialog');
});
