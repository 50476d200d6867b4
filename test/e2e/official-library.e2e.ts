import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { stageTexts } from '../../renderer/texts/ceremony-texts.ts';
import { officialTexts } from '../../renderer/texts/official-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';

needElectron();
const folder = path.join(projectFolder, 'electron', 'official', 'library');
test.skip(existsSync(path.join(folder, 'node_modules')), 'the official library was installed here');

const here = freshDesk();
const missing = officialTexts.notHere('@iota/wallet');

test('without the official library the settings say so, why, where it was looked for, and how to get it', async () => {
  await here.desk.go(texts.settings.title);
  const card = here.running.page.getByRole('region', { name: officialTexts.title });
  await expect(card).toContainText(missing);
  await expect(card).toContainText(officialTexts.whyMissing);
  await expect(card).toContainText(folder);
  for (const line of officialTexts.how(folder)) await expect(card.getByText(line)).toBeVisible();
  await card.getByRole('button', { name: officialTexts.again }).click();
  await expect(card).toContainText(missing);
});

test('without it a vault offers no second opinion, and asks for no password', async () => {
  await here.desk.signIn('Mara Lindqvist');
  await here.room.goToVaults();
  const card = here.running.page.getByRole('article', { name: 'Hot vault', exact: true });
  await card.getByRole('button', { name: officialTexts.action }).click();
  const dialog = here.running.page.getByRole('dialog');
  await expect(dialog).toContainText(missing);
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: officialTexts.ask })).toHaveCount(0);
  await dialog.getByRole('button', { name: officialTexts.close, exact: true }).last().click();
  await expect(dialog).toBeHidden();
});

test('without it a backup is checked all the same: the step is passed over, and the transcript says so', async () => {
  const words = [...Array<string>(23).fill('abandon'), 'art'];
  const all = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
  await here.room.begin('restore', { officers: all, name: 'Old treasury', vaultKind: 'hot' });
  await here.room.typeWords(words, stageTexts.backup.do);
  await here.room.button(stageTexts.address.confirm).click();
  await here.room.button(stageTexts.search.skip).click();
  await expect(here.room.title(stageTexts.password.title)).toBeVisible();
  await here.room.setPassword('a long sentence nobody says');
  await here.room.signAll(all);
  await here.room.button(stageTexts.end.leave).click();

  await here.room.begin('check-backup', { officers: ['Ben Okafor'] });
  await here.room.typeWords(words, stageTexts.backup.do);
  await expect(here.room.title(officialTexts.stepTitle)).toBeVisible();
  await expect(here.running.page.getByText(missing)).toBeVisible();
  await expect(here.running.page.getByText(stageTexts.answer.belongs('Old treasury'))).toBeVisible();
  await here.room.button(officialTexts.passOver).click();
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  await here.room.signAll(['Ben Okafor']);
  await expect(here.running.page.getByText(stageTexts.end.stepsDone(3, 0, 1))).toBeVisible();
});
