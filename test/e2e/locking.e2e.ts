import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { errorTexts } from '../../renderer/text/errors.ts';
import { words } from '../../renderer/text/words.ts';
import { Desk } from './support/desk.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { processesOf } from './support/processes.ts';
import { PASSWORD, type PreparedTreasury, prepareTreasury } from './support/treasury.ts';

needElectron();

let prepared: PreparedTreasury;
let running: LaunchedConsole;
let desk: Desk;

test.beforeEach(async () => {
  prepared = await prepareTreasury();
});
test.afterEach(async () => {
  await running?.close();
  await prepared?.remove();
});

async function start(): Promise<void> {
  running = await launchConsole({ treasury: prepared.folder, userData: prepared.userData });
  desk = new Desk(running.page);
}

test('a wrong password is refused in words, and does not spoil the next right one', async () => {
  await start();
  await desk.tryUnlock('Hot vault', 'wrong');
  const dialog = running.page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
  await expect(dialog.getByRole('textbox', { name: words.common.password })).toHaveValue('');
  await dialog.getByRole('textbox', { name: words.common.password }).fill(PASSWORD);
  await dialog.getByRole('button', { name: words.vault.unlock }).click();
  await expect(desk.button(words.vault.lockName('Hot vault'))).toBeVisible();
});

test('after five wrong passwords the next try waits and says how long', async () => {
  await start();
  await desk.tryUnlock('Hot vault', 'wrong 1');
  const dialog = () => running.page.getByRole('dialog');
  const again = async (password: string) => {
    await dialog().getByRole('textbox', { name: words.common.password }).fill(password);
    await dialog().getByRole('button', { name: words.vault.unlock }).click();
  };
  for (let guess = 2; guess <= 5; guess++) {
    await expect(dialog().getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
    await again(`wrong ${guess}`);
    await expect(dialog().getByRole('textbox', { name: words.common.password })).toBeFocused();
  }
  await expect(dialog().getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
  await again(PASSWORD);
  await expect(dialog().getByRole('alert')).toContainText(/5 wrong passwords in a row: wait \d seconds?/);
  await expect(async () => {
    await again(PASSWORD);
    await expect(desk.button(words.vault.lockName('Hot vault'))).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
});

test('the process of an open vault dies: the screen says locked at once', async () => {
  await start();
  await desk.unlock('Hot vault');
  for (const pid of await processesOf(running.app, 'Sallyport signer')) process.kill(pid, 'SIGKILL');
  await expect(desk.button(words.vault.unlockName('Hot vault'))).toBeVisible();
  await desk.unlock('Hot vault');
});

test('a decomposed password is another password: nothing is normalised', async () => {
  await start();
  await desk.tryUnlock('Hot vault', PASSWORD.normalize('NFD'));
  await expect(running.page.getByRole('dialog').getByRole('alert')).toContainText(
    errorTexts['password-wrong'].what,
  );
});

test('Ctrl+L locks every vault and signs the officer out', async () => {
  await start();
  await desk.signIn('Mara Lindqvist');
  await desk.unlock('Hot vault');
  await running.page.keyboard.press('Control+l');
  await expect(desk.button(words.vault.unlockName('Hot vault'))).toBeVisible();
  await expect(running.page.getByRole('button', { name: words.officer.signIn }).first()).toBeVisible();
  await expect(running.page.getByRole('button', { name: /^Signed in: / })).toHaveCount(0);
});

test('a desk at rest locks by itself', async () => {
  mkdirSync(prepared.userData, { recursive: true });
  writeFileSync(
    path.join(prepared.userData, 'settings.json'),
    JSON.stringify({
      version: 1,
      settings: { theme: 'light', idleLockSeconds: 5 },
      recent: [],
      window: null,
    }),
  );
  await start();
  await desk.unlock('Hot vault');
  await expect(desk.button(words.vault.unlockName('Hot vault'))).toBeVisible({ timeout: 20_000 });
});
