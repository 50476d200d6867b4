import { expect } from '@playwright/test';
import { vaultTexts } from '../../../renderer/texts/ceremony-texts.ts';
import { guideTexts } from '../../../renderer/texts/guide-texts.ts';
import { messageTexts } from '../../../renderer/texts/message-texts.ts';
import { networkTexts } from '../../../renderer/texts/network-texts.ts';
import { officialTexts } from '../../../renderer/texts/official-texts.ts';
import { searchTexts } from '../../../renderer/texts/search-texts.ts';
import { statementTexts } from '../../../renderer/texts/statement-texts.ts';
import { texts } from '../../../renderer/texts/texts.ts';
import type { CeremonyRoom } from './ceremony-room.ts';
import { walkCeremonies } from './ceremony-walk.ts';
import type { Desk } from './desk.ts';

/**
 * Goes through every screen of a desk on which {@link beginDay} was held and Chiara Rossi acts, with its panel, form or dialog open, and calls
 * `look` at each; the last one is the screen without a treasury.
 */
export async function walkScreens(
  desk: Desk,
  room: CeremonyRoom,
  look: (scene: string) => Promise<void>,
): Promise<void> {
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  /** A dialog, looked at and left. */
  const lookIn = async (scene: string, button: string) => {
    await desk.button(button).first().click();
    await expect(dialog).toBeVisible();
    await look(scene);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  await desk.go(texts.dashboard.title);
  await expect(page.getByRole('region', { name: texts.dashboard.journal })).toBeVisible();
  await look('dashboard');
  await desk.go(texts.accounts.title);
  await look('accounts');
  await desk.row(/Aurora/).click();
  await look('account');
  await lookIn('new account', texts.accounts.create);
  await lookIn('rename', texts.accounts.rename);
  await desk.go(texts.deposits.title);
  await desk.row(/Aurora/).click();
  await look('deposit');
  await desk.go(texts.withdrawals.title);
  await look('withdrawals');
  await desk.row(/payout 2026-0417/).click();
  await expect(desk.step('approve')).toBeEnabled();
  await look('withdrawal');
  await desk.step('approve').click();
  const { fee, feeHint, change, changeHint } = texts.movements;
  for (const said of [
    'payout 2026-0417',
    'Mara Lindqvist',
    `${fee}, ${feeHint}`,
    `${change}, ${changeHint}`,
  ]) {
    await expect(dialog).toContainText(said);
  }
  await look('approve');
  await page.keyboard.press('Escape');
  await desk.button(texts.withdrawals.create).click();
  await look('new withdrawal');
  await desk.go(texts.sweeps.title);
  await look('sweeps');
  await desk.go(messageTexts.title);
  await look('control proofs');
  await desk.button(messageTexts.create).click();
  await look('new control proof');
  await desk.go(statementTexts.title);
  await expect(page.getByRole('table').first()).toBeVisible();
  await look('statements');
  await desk.row(/Aurora/).click();
  await look('statement line');
  await desk.go(texts.journal.title);
  await desk.row(/./).first().click();
  await expect(page.getByText('{')).toBeVisible();
  await look('journal entry');
  await desk.button(texts.journal.verify).click();
  await expect(page.getByRole('region', { name: texts.journal.verified })).toBeVisible();
  await look('journal report');
  await room.goToVaults();
  await look('vaults');
  await lookIn('change password', vaultTexts.password);
  await lookIn('save a copy', vaultTexts.copy);
  await lookIn('second opinion', officialTexts.action);
  await lookIn('look for money', searchTexts.action);
  await desk.go(networkTexts.title);
  await expect(page.getByRole('region', { name: networkTexts.standing })).toBeVisible();
  await look('network');
  await desk.go(texts.settings.title);
  await look('settings');
  await desk.go(guideTexts.title);
  await look('guide');
  await page.getByRole('button', { name: /^Signed in: / }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('officer menu');
  await page.keyboard.press('Escape');

  await walkCeremonies(room, look);
  await page.keyboard.press('Control+l');
  await expect(desk.button(texts.vault.unlockName('Hot vault'))).toBeVisible();
  await desk.go(texts.withdrawals.title);
  await look('nobody signed in');
  await page
    .getByRole('region', { name: texts.band.label })
    .getByRole('button', { name: texts.officer.signIn })
    .click();
  await expect(dialog).toBeVisible();
  await look('sign in');
  await page.keyboard.press('Escape');
  await desk.go(texts.settings.title);
  await desk.button(texts.settings.closeTreasury).click();
  await expect(desk.button(texts.setup.practiceChoose)).toBeVisible();
  await look('setup');
  await desk.button(texts.setup.practiceChoose).click();
  await look('setup, practice');
}
