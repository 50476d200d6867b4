import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { backupTexts } from '../../../renderer/texts/backup-texts.ts';
import { stageTexts, vaultTexts } from '../../../renderer/texts/ceremony-texts.ts';
import { texts } from '../../../renderer/texts/texts.ts';
import type { FreshDesk } from './fresh-desk.ts';
import { stubDialogs } from './stub-dialogs.ts';
import { PASSWORD } from './treasury.ts';

const text = backupTexts;
const PASSPHRASE = 'sieben stille Häfen';

/**
 * Backs a treasury up with its key files, restores it into another folder, enrols the new station there and unlocks a vault.
 * @param seen called at every screen, by its name
 */
export async function backUpAndRestore(
  here: FreshDesk,
  seen: (scene: string) => Promise<void>,
): Promise<void> {
  const place = mkdtempSync(path.join(tmpdir(), 'sallyport-backup-'));
  const [file, target] = [path.join(place, 'backup.age'), path.join(place, 'restored')];
  const { desk } = here;
  const { app, page } = here.running;
  const dialog = page.getByRole('dialog');
  try {
    await desk.signIn('Ben Okafor');
    await desk.go(texts.settings.title);
    const card = page.getByRole('region', { name: text.title, exact: true });
    await expect(card.getByText(text.never)).toBeVisible();
    await card.scrollIntoViewIfNeeded();
    await seen('settings');
    await stubDialogs(app, { save: file });
    await card.getByRole('button', { name: text.make }).click();
    await dialog.getByRole('textbox', { name: text.passphrase }).fill(PASSPHRASE);
    await dialog.getByRole('textbox', { name: stageTexts.password.again }).fill(PASSPHRASE);
    await dialog.getByRole('checkbox', { name: text.withOfficers }).check();
    await dialog.getByRole('checkbox', { name: text.withVault('Hot vault') }).check();
    await dialog.getByRole('textbox', { name: text.vaultPassword('Hot vault') }).fill(PASSWORD);
    await dialog.getByLabel(texts.officer.second).selectOption({ label: 'Dev Patel' });
    await seen('dialog');
    await dialog.getByRole('button', { name: text.do }).click();
    await expect(dialog).toBeHidden();
    await expect(card.getByText(text.keys.both)).toBeVisible();
    await seen('done');

    await desk.button(texts.settings.closeTreasury).click();
    await desk.button(text.restoreOpen).click();
    await seen('restore');
    await stubDialogs(app, { open: file });
    await desk.button(text.choose).click();
    await page.getByRole('textbox', { name: text.passphrase }).fill('another one');
    await desk.button(text.look).click();
    await expect(page.getByRole('alert')).toContainText('backup-passphrase-wrong');
    await page.getByRole('textbox', { name: text.passphrase }).fill(PASSPHRASE);
    await desk.button(text.look).click();
    await expect(page.getByText(text.whole)).toBeVisible();
    await seen('contents');
    await stubDialogs(app, { open: target });
    await desk.button(text.target).click();
    await expect(page.getByText(text.restored)).toBeVisible();
    await seen('restored');

    await desk.button(text.open).click();
    const alarm = page.getByRole('alert').filter({ hasText: texts.hold.enrolment.restored });
    await expect(alarm).toBeVisible();
    await desk.signIn('Ben Okafor', PASSWORD);
    await desk.signIn('Dev Patel', PASSWORD);
    await desk.go(vaultTexts.title);
    await expect(page.getByText(text.missingVaults('Cold vault'))).toBeVisible();
    await seen('vaults');
    await alarm.getByRole('button', { name: texts.hold.repair }).click();
    await dialog.getByRole('radio', { name: texts.hold.nothing }).click();
    await dialog.getByLabel(texts.officer.second).selectOption({ label: 'Ben Okafor' });
    await dialog.getByRole('button', { name: texts.hold.sign }).click();
    await expect(alarm).toHaveCount(0);
    await desk.unlock('Hot vault');
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
