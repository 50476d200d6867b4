import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Locator } from '@playwright/test';
import { stageTexts, vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { CeremonyRoom } from '../e2e/support/ceremony-room.ts';
import { Desk } from '../e2e/support/desk.ts';
import type { LaunchedConsole } from '../e2e/support/launch.ts';
import { stubDialogs } from '../e2e/support/stub-dialogs.ts';

/** Something that a person does with a vault's file, in three parts: only `work` is measured. */
export interface VaultJob {
  /** Part of the names of its measures. */
  readonly id: string;
  readonly name: string;
  /** Up to the last key before the work. */
  readonly prepare: () => Promise<void>;
  /**
   * From that key until the screen shows the end. It presses keys and waits by one selector: the search by role that
   * tests use computes a whole accessibility tree in the page, and would hold it.
   */
  readonly work: () => Promise<void>;
  readonly finish: () => Promise<void>;
}

export const PRACTICE_PASSWORD = 'practice';
const VAULT = 'Cold vault';
const NEW_PASSWORD = 'correct horse battery staple at the desk';
const SECOND = 'Ben Okafor';
const OFFICERS = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
/** What a screen does when an answer is there: pictures, toasts, reading again. */
const AFTERMATH_MS = 400;
const PATIENCE_MS = 60_000;

/** Jobs at the open practice treasury of a console. Each leaves the treasury as it found it. */
export function vaultJobs({ app, page, userData }: LaunchedConsole): readonly VaultJob[] {
  const desk = new Desk(page);
  const room = new CeremonyRoom(page);
  const dialog = page.getByRole('dialog');
  const copies = mkdtempSync(path.join(userData, 'copies-'));
  let copy = 0;
  let password = PRACTICE_PASSWORD;

  const endOf = async (selector: string, state: 'attached' | 'detached') => {
    await page.locator(selector).first().waitFor({ state, timeout: PATIENCE_MS });
    await sleep(AFTERMATH_MS);
  };
  const submitDialog = async () => {
    await page.keyboard.press('Enter');
    await endOf('[role=dialog]', 'detached');
  };
  const openCardDialog = async (button: string) => {
    await room.goToVaults();
    await page
      .getByRole('article', { name: VAULT, exact: true })
      .getByRole('button', { name: button })
      .click();
    await expect(dialog).toBeVisible();
  };
  const passwordField = (name: string): Locator => dialog.getByRole('textbox', { name, exact: true });
  const nothing = async () => {};

  const unlock: VaultJob = {
    id: 'unlock',
    name: 'a vault is unlocked',
    async prepare() {
      await room.goToVaults();
      await page
        .getByRole('region', { name: texts.rail.locks })
        .getByRole('button', { name: texts.vault.unlockName(VAULT), exact: true })
        .click();
      await passwordField(texts.common.password).fill(password);
      await sleep(AFTERMATH_MS);
    },
    work: submitDialog,
    async finish() {
      await desk.button(texts.vault.lockName(VAULT)).click();
      await expect(desk.button(texts.vault.unlockName(VAULT))).toBeVisible();
    },
  };

  const changePassword: VaultJob = {
    id: 'change-password',
    name: "a vault's password is changed",
    async prepare() {
      await openCardDialog(vaultTexts.password);
      const next = password === PRACTICE_PASSWORD ? NEW_PASSWORD : PRACTICE_PASSWORD;
      await passwordField(vaultTexts.oldPassword).fill(password);
      await passwordField(stageTexts.password.first).fill(next);
      await passwordField(stageTexts.password.again).fill(next);
      // A cold vault: a second officer confirms it.
      await dialog.getByLabel(texts.officer.second).selectOption({ label: SECOND });
      password = next;
      await sleep(2 * AFTERMATH_MS);
    },
    work: submitDialog,
    finish: nothing,
  };

  const saveCopy: VaultJob = {
    id: 'save-copy',
    name: 'a verified copy is saved',
    async prepare() {
      const target = path.join(copies, `${copy++}.stronghold`);
      await stubDialogs(app, { save: target });
      await openCardDialog(vaultTexts.copy);
      await passwordField(texts.common.password).fill(password);
      await sleep(AFTERMATH_MS);
    },
    work: submitDialog,
    finish: nothing,
  };

  const writeVault: VaultJob = {
    id: 'write-vault',
    name: 'a ceremony writes a vault',
    async prepare() {
      await room.begin('create', { officers: OFFICERS, name: 'Bench vault', vaultKind: 'cold' });
      await room.button(stageTexts.entropy.skip).click();
      const sheet = await room.copyShown(24);
      await room.typeWords(sheet, stageTexts.enter.check, stageTexts.enter.check);
      await room.typeLabels();
      await room.typeWords(sheet, stageTexts.rehearse.do);
      for (const name of [stageTexts.password.first, stageTexts.password.again]) {
        await page.getByRole('textbox', { name, exact: true }).fill(NEW_PASSWORD);
      }
      await sleep(2 * AFTERMATH_MS);
    },
    async work() {
      await page.keyboard.press('Enter');
      await endOf(`:text-is("${stageTexts.sign.title}")`, 'attached');
    },
    async finish() {
      await page.keyboard.press('Control+l');
      await expect(room.steps()).toHaveCount(0);
    },
  };

  const typePassword: VaultJob = {
    id: 'type-password',
    name: 'a new password is typed',
    async prepare() {
      // A page that has not yet loaded the meter of passwords.
      await page.reload();
      await room.goToVaults();
      await page
        .getByRole('article', { name: VAULT, exact: true })
        .getByRole('button', { name: vaultTexts.password })
        .focus();
      await sleep(AFTERMATH_MS);
    },
    async work() {
      await page.keyboard.press('Enter');
      await endOf('[role=dialog] input', 'attached');
      await page.keyboard.press('Tab');
      await page.keyboard.type(NEW_PASSWORD, { delay: 50 });
      await sleep(2 * AFTERMATH_MS);
    },
    async finish() {
      await dialog.getByRole('button', { name: texts.common.cancel }).click();
      await expect(dialog).toBeHidden();
    },
  };

  return [unlock, changePassword, saveCopy, writeVault, typePassword];
}
