import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { beginTexts, ceremonyText, stageTexts, vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { networkTexts } from '../../renderer/texts/network-texts.ts';
import { nodeStateText } from '../../renderer/texts/states.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { photograph } from './support/camera.ts';
import { CeremonyRoom } from './support/ceremony-room.ts';
import { Desk } from './support/desk.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { haltOwnNode, wakeOwnNode } from './support/own-node.ts';
import { beginDay } from './support/payments.ts';

needElectron();
test.describe.configure({ mode: 'serial' });
test.setTimeout(1_800_000);

const folder = path.join(projectFolder, 'test-results', 'pictures');
const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const screens = [
  texts.dashboard.title,
  texts.accounts.title,
  texts.deposits.title,
  texts.withdrawals.title,
  texts.sweeps.title,
  texts.journal.title,
  texts.rail.statements,
  vaultTexts.title,
  networkTexts.title,
  texts.settings.title,
];

let running: LaunchedConsole;
let desk: Desk;
let room: CeremonyRoom;
let taken = 0;

/** Takes the scene that is on the screen. */
const picture = async (scene: string) => {
  taken += 1;
  await photograph(running, folder, `${String(taken).padStart(2, '0')}-${scene}`);
};
const dialog = () => running.page.getByRole('dialog');
const cancel = async () => {
  await running.page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
};

test.beforeAll(async () => {
  running = await launchConsole();
  desk = new Desk(running.page);
  room = new CeremonyRoom(running.page);
});
test.afterAll(async () => {
  await running?.close();
});

test('before there is a treasury', async () => {
  await expect(desk.button(texts.setup.practiceChoose)).toBeVisible();
  await picture('setup');
  await desk.button(texts.setup.practiceChoose).click();
  await picture('setup-practice');
  await desk.button(texts.setup.back).click();
});

test('an empty treasury', async () => {
  await desk.setUpPracticeTreasury();
  for (const screen of screens) {
    await desk.go(screen);
    await picture(`empty-${screen.toLowerCase()}`);
  }
  await running.page
    .getByRole('region', { name: texts.band.label })
    .getByRole('button', { name: texts.officer.signIn })
    .click();
  await expect(dialog()).toBeVisible();
  await picture('sign-in');
  await dialog().getByRole('textbox', { name: texts.common.password }).fill('wrong');
  await dialog().getByRole('button', { name: texts.officer.signIn }).click();
  await expect(dialog().getByRole('alert')).toBeVisible();
  await picture('sign-in-wrong');
  await cancel();
  await desk.signIn('Mara Lindqvist');
  await desk.go(texts.withdrawals.title);
  await desk.button(texts.withdrawals.create).click();
  await picture('empty-withdrawal-form');
  await desk.go(texts.accounts.title);
  await desk.button(texts.accounts.create).click();
  await running.page.getByLabel(texts.accounts.alias).fill('user-1000');
  await desk.button(texts.accounts.createDo).click();
  await expect(dialog().getByRole('alert')).toBeVisible();
  await picture('new-account-locked');
  await cancel();
  await running.page
    .getByRole('region', { name: texts.rail.locks })
    .getByRole('button', { name: texts.vault.unlockName('Hot vault'), exact: true })
    .click();
  await expect(dialog()).toBeVisible();
  await picture('unlock');
  await cancel();
});

test('withdrawals on their way', async () => {
  const { page } = running;
  await beginDay(desk);
  await picture('withdrawal-waits');
  await desk.step('approve').click();
  await picture('approve');
  await cancel();
  await desk.step('reject').click();
  await picture('reject');
  await cancel();
  await desk.row(/payout 2026-0418/).click();
  await desk.step('reject').click();
  await dialog().getByLabel(texts.movements.rejectReason).fill('The payee does not answer the phone.');
  await dialog().getByRole('button', { name: texts.movements.rejectDo }).click();
  await expect(dialog()).toBeHidden();
  await picture('withdrawal-rejected');
  await page.getByRole('button', { name: /^Signed in: / }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await picture('officer-menu');
  await page.keyboard.press('Escape');
  await desk.row(/payout 2026-0417/).click();
  await desk.approve();
  await expect(desk.step('sign')).toBeEnabled();
  await picture('withdrawal-approved');
  await desk.step('sign').click();
  await expect(desk.row(/Final.*payout 2026-0417/)).toBeVisible();
  await picture('withdrawal-final');
  await desk.signIn('Mara Lindqvist');
  await desk.button(texts.withdrawals.create).click();
  await page.getByLabel(texts.withdrawals.recipient).fill('0x02ce');
  await page.getByLabel(texts.withdrawals.amount).fill('12.1234567890');
  await expect(page.locator('#details [aria-invalid="true"]').first()).toBeVisible();
  await picture('withdrawal-form-wrong');
  await page.getByLabel(texts.withdrawals.recipient).fill(`0x${'7c'.repeat(32)}`);
  await page.getByLabel(texts.withdrawals.amount).fill('12000');
  await page.getByLabel(texts.withdrawals.reference).fill('payout 2026-0419');
  await expect(desk.button(texts.withdrawals.request)).toBeEnabled();
  await picture('withdrawal-form');
  await page.getByLabel(texts.withdrawals.amount).fill('999999');
  await expect(desk.button(texts.withdrawals.request)).toBeDisabled();
  await picture('withdrawal-form-too-much');
});

test('every screen with something in it', async () => {
  const { page } = running;
  await desk.go(texts.sweeps.title);
  await expect(desk.button(texts.sweeps.request)).toBeVisible();
  await picture('sweep-plan');
  await desk.button(texts.sweeps.request).click();
  await expect(desk.row(/Needs approval/).first()).toBeVisible();
  await picture('sweep-waits');
  await desk.go(texts.dashboard.title);
  await picture('dashboard');
  await desk.go(texts.accounts.title);
  await picture('accounts');
  await desk.row(/Aurora/).click();
  await picture('account');
  await desk.go(texts.deposits.title);
  await desk.row(/Aurora/).click();
  await picture('deposit');
  await desk.go(texts.journal.title);
  await desk.row(/./).first().click();
  await expect(page.getByText('{')).toBeVisible();
  await picture('journal-entry');
  await desk.button(texts.journal.verify).click();
  await expect(page.getByRole('region', { name: texts.journal.verified })).toBeVisible();
  await picture('journal-verified');
  await page.getByLabel(texts.journal.search).fill('no such thing');
  await expect(page.getByText(listTexts.hidden)).toBeVisible();
  await picture('journal-not-found');
  await room.goToVaults();
  await picture('vaults');
  const card = page.getByRole('article', { name: 'Hot vault', exact: true });
  await card.getByRole('button', { name: vaultTexts.password }).click();
  await picture('change-password');
  await cancel();
  await card.getByRole('button', { name: vaultTexts.copy }).click();
  await picture('save-copy');
  await cancel();
  await desk.go(texts.settings.title);
  await picture('settings');
});

test('a ceremony', async () => {
  const { page } = running;
  await room.goToVaults();
  await room.button(ceremonyText.create.name).click();
  await picture('ceremony-begin');
  await room.goToVaults();
  await room.begin('create', { officers: ALL, name: 'Deep cold', vaultKind: 'cold' });
  await picture('ceremony-entropy');
  await room.button(stageTexts.entropy.skip).click();
  await expect(room.button(new RegExp(stageTexts.show.show(1, 6)))).toBeVisible();
  await picture('ceremony-covered');
  const sheet = await room.copyShown(24);
  await room.typeWords([...sheet.slice(0, 2), 'zebra', ...sheet.slice(3, 6)], stageTexts.enter.check);
  await picture('ceremony-read-back');
  await room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
  await expect(room.title(stageTexts.label.title)).toBeVisible();
  await picture('ceremony-label');
  await room.typeLabels();
  await room.typeWords(sheet, stageTexts.rehearse.do);
  await expect(room.title(stageTexts.password.title)).toBeVisible();
  await page.getByRole('textbox', { name: stageTexts.password.first }).fill('a long sentence nobody says');
  await picture('ceremony-password');
  await room.setPassword('a long sentence nobody says');
  await expect(room.title(stageTexts.sign.title)).toBeVisible();
  await picture('ceremony-sign');
  await room.signAll(ALL);
  await picture('ceremony-end');
  await room.button(stageTexts.end.leave).click();
  await room.goToVaults();
  await picture('vaults-after-ceremony');
  await expect(page.getByText(beginTexts.begin)).toBeHidden();
});

test('trouble', async () => {
  const { page } = running;
  const band = page.getByRole('region', { name: texts.band.label });
  await haltOwnNode(running);
  await expect(band).toContainText(nodeStateText.problem);
  await desk.go(texts.dashboard.title);
  await picture('node-down');
  await desk.go(texts.sweeps.title);
  await picture('node-down-sweeps');
  await wakeOwnNode(running);
  await expect(band).toContainText(nodeStateText.connected);
  await page.keyboard.press('Control+l');
  await expect(desk.button(texts.vault.unlockName('Hot vault'))).toBeVisible();
  await desk.go(texts.withdrawals.title);
  await picture('nobody-signed-in');
  await desk.signIn('Mara Lindqvist');
  await desk.row(/payout 2026-0417/).click();
  await picture('locked');
  await desk.go(texts.settings.title);
  await desk.button(texts.settings.closeTreasury).click();
  await expect(desk.button(texts.setup.practiceChoose)).toBeVisible();
  await picture('setup-recent');
});
