import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { sourceText, stageTexts } from '../../renderer/texts/ceremony-texts.ts';
import { walletFolderTexts } from '../../renderer/texts/wallet-folder-texts.ts';
import { treasurersAccounts, writeFormerWallet } from '../support/former-wallet-folder.ts';
import { photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';

needElectron();
test.setTimeout(600_000);

const here = freshDesk();
const folder = path.join(projectFolder, 'test-results', 'pictures');
const vectors = path.join(projectFolder, 'test/vectors/wallet-folder/files/wallet-folder');
const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const NEXT = 'the next one, a sentence';

test("another wallet's folder, before and after it comes in", async () => {
  const { page, app } = here.running;
  const { mnemonic, password } = JSON.parse(readFileSync(path.join(vectors, 'expected.json'), 'utf8')) as {
    mnemonic: string;
    password: string;
  };
  const parent = path.join(here.prepared.folder, '..', 'old-wallet');
  const old = await writeFormerWallet(parent, treasurersAccounts(mnemonic));
  await here.room.begin('restore', {
    officers: ALL,
    name: 'From Firefly',
    vaultKind: 'hot',
    choose: [sourceText.file.name],
  });
  await stubDialogs(app, { open: path.join(vectors, 'wallet.stronghold') });
  await here.room.button(stageTexts.file.choose).click();
  await page.getByRole('textbox', { name: stageTexts.file.password }).fill(password);
  await here.room.button(stageTexts.file.open).click();
  await here.room.button(stageTexts.address.confirm).click();
  await expect(here.room.button(walletFolderTexts.choose)).toBeVisible();
  await photograph(here.running, folder, 'wallet-folder-choose');
  await stubDialogs(app, { open: parent });
  await here.room.button(walletFolderTexts.choose).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await photograph(here.running, folder, 'wallet-folder-refused');
  await stubDialogs(app, { open: old });
  await here.room.button(walletFolderTexts.choose).click();
  await expect(page.getByText(walletFolderTexts.dryRun)).toBeVisible();
  await photograph(here.running, folder, 'wallet-folder-dry-run');
  await here.room.button(stageTexts.search.do).click();
  await here.room.setPassword(NEXT);
  await here.room.signAll(ALL);
  await here.room.button(stageTexts.end.leave).click();
  await here.room.goToVaults();
  await page.getByRole('button', { name: walletFolderTexts.earlier }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await photograph(here.running, folder, 'wallet-folder-earlier');
});
