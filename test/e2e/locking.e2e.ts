import { expect, test } from '@playwright/test';
import { stageTexts, vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { errorTexts } from '../../renderer/texts/errors.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { writeIdleLock } from './support/idle-settings.ts';
import { needElectron } from './support/launch.ts';
import { processesOf } from './support/processes.ts';
import { OUTSIDER, PASSWORD } from './support/treasury.ts';

needElectron();

const here = freshDesk({ byHand: true });

test('a wrong password is refused in words, and does not spoil the next right one', async () => {
  await here.start();
  await here.desk.tryUnlock('Hot vault', 'wrong');
  const dialog = here.running.page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
  // What was wrong is gone; the password of a practice treasury is offered again.
  await expect(dialog.getByRole('textbox', { name: texts.common.password })).toHaveValue(PASSWORD);
  await dialog.getByRole('textbox', { name: texts.common.password }).fill(PASSWORD);
  await dialog.getByRole('button', { name: texts.vault.unlock }).click();
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();
});

test('after five wrong passwords the next try waits and says how long', async () => {
  await here.start();
  await here.desk.tryUnlock('Hot vault', 'wrong 1');
  const dialog = () => here.running.page.getByRole('dialog');
  const again = async (password: string, timeout = 0) => {
    await dialog().getByRole('textbox', { name: texts.common.password }).fill(password, { timeout });
    await dialog().getByRole('button', { name: texts.vault.unlock }).click({ timeout });
  };
  /** A try is over when the button works again; its words stand from the one before. */
  const tried = () =>
    expect(dialog().getByRole('button', { name: texts.vault.unlock })).not.toHaveAttribute('data-loading');
  await tried();
  for (let guess = 2; guess <= 5; guess++) {
    await expect(dialog().getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
    await again(`wrong ${guess}`);
    await tried();
  }
  await expect(dialog().getByRole('alert')).toContainText(errorTexts['password-wrong'].what);
  await again(PASSWORD);
  await expect(dialog().getByRole('alert')).toContainText(/5 wrong passwords in a row: wait \d seconds?/);
  const open = here.desk.button(texts.vault.lockName('Hot vault'));
  await expect(async () => {
    // A slow machine may still be at the try before, and its dialog may close under this one.
    if (!(await open.isVisible())) await again(PASSWORD, 2000);
    await expect(open).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('the process of an open vault dies: the screen says locked at once', async () => {
  await here.start();
  await here.desk.unlock('Hot vault');
  for (const pid of await processesOf(here.running.app, 'Sallyport signer')) process.kill(pid, 'SIGKILL');
  await expect(here.desk.button(texts.vault.unlockName('Hot vault'))).toBeVisible();
  // The officer's key was in such a process too.
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.unlock('Hot vault');
});

test('an officer who is signed in and may approve is offered where the one who acts may not', async () => {
  await here.prepared.node.deposit(here.prepared.hotAddress, 3_000_000_000_000n);
  await here.start();
  await expect(here.running.page.getByRole('region', { name: texts.dashboard.hot })).toContainText(
    '3\u202f000',
  );
  await here.desk.signIn('Ben Okafor');
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.requestWithdrawal(OUTSIDER, '100', 'payout 7');
  await expect(here.desk.step('approve')).toBeDisabled();
  await here.running.page
    .locator('#why-approve')
    .getByRole('button', { name: texts.officer.actAs('Ben Okafor') })
    .click();
  await expect(here.desk.acts('Ben Okafor')).toBeVisible();
  await here.desk.approve();
  await expect(here.desk.row(/Approved.*payout 7/)).toBeVisible();
});

test('a password is tried decomposed and composed before it is wrong', async () => {
  await here.start();
  await here.desk.tryUnlock('Hot vault', PASSWORD.normalize('NFD'));
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();
});

test('Ctrl+L locks every vault and signs the officer out', async () => {
  await here.start();
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.unlock('Hot vault');
  await here.running.page.keyboard.press('Control+l');
  await expect(here.desk.button(texts.vault.unlockName('Hot vault'))).toBeVisible();
  await expect(here.running.page.getByRole('button', { name: texts.officer.signIn }).first()).toBeVisible();
  await expect(here.running.page.getByRole('button', { name: /^Signed in: / })).toHaveCount(0);
});

test('a lock takes away what was typed and not yet sent, whoever asks for it', async () => {
  await here.start();
  const { app, page } = here.running;
  const lockScreen = () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  await here.desk.go(vaultTexts.title);
  await page
    .getByRole('article', { name: 'Hot vault' })
    .getByRole('button', { name: vaultTexts.password })
    .click();
  const dialog = page.getByRole('dialog');
  const fields = [vaultTexts.oldPassword, stageTexts.password.first, stageTexts.password.again];
  for (const name of fields) await dialog.getByRole('textbox', { name }).fill('typed by somebody who left');
  await lockScreen();
  for (const name of fields)
    await expect(dialog.getByRole('textbox', { name })).not.toHaveValue('typed by somebody who left');
  await page.keyboard.press('Escape');
  await here.desk.signIn('Mara Lindqvist');
  await here.running.page
    .getByRole('region', { name: texts.rail.locks })
    .getByRole('button', { name: texts.vault.unlockName('Hot vault'), exact: true })
    .click();
  await dialog.getByRole('textbox', { name: texts.common.password }).fill('typed by somebody who left');
  await lockScreen();
  await expect(dialog).toHaveCount(0);
});

test('a dialog stays while its work is under way, and gives the focus back', async () => {
  await here.start();
  const { page } = here.running;
  await here.desk.tryUnlock('Hot vault');
  await page.keyboard.press('Escape');
  await expect(here.desk.button(texts.vault.lockName('Hot vault'))).toBeVisible();
  await here.desk.button(texts.vault.lockNow).click();
  const signIn = page
    .getByRole('region', { name: texts.band.label })
    .getByRole('button', { name: texts.officer.signIn });
  await signIn.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(signIn).toBeFocused();
});

test('a desk at rest locks by itself', async () => {
  writeIdleLock(here.prepared.userData, 20); // long enough to unlock the vault on a busy machine
  await here.start();
  await here.desk.unlock('Hot vault');
  await expect(here.desk.button(texts.vault.unlockName('Hot vault'))).toBeVisible();
});

test('with nobody signed in the screens show no customer, payee or balance, and a vault asks for a person first', async () => {
  await here.prepared.node.deposit(here.prepared.hotAddress, 3_000_000_000_000n);
  await here.start();
  const { page } = here.running;
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.unlock('Hot vault');
  await here.desk.createAccount('user-1001 Aurora Ltd');
  await here.desk.go(texts.dashboard.title);
  const main = page.getByRole('main');
  await expect(main).toContainText('3\u202f000');
  await here.desk.button(texts.vault.lockNow).click();
  await expect(main.getByText(texts.officer.toSee)).toBeVisible();
  for (const screen of ['dashboard', 'accounts', 'deposits', 'withdrawals', 'sweeps', 'journal'] as const) {
    await here.desk.go(texts.rail[screen]);
    await expect(main.getByText(texts.officer.toSee)).toBeVisible();
    await expect(page.locator('body')).not.toContainText(/Aurora|3\u202f000/);
  }
  await here.desk.go(vaultTexts.title);
  await expect(page.getByRole('article', { name: 'Hot vault' })).toContainText(vaultTexts.balanceHidden);
  await here.desk.button(texts.vault.unlockName('Hot vault')).click();
  await expect(page.getByRole('dialog', { name: texts.officer.signInTitle })).toBeVisible();
  await page.keyboard.press('Escape');
  await here.desk.signIn('Mara Lindqvist');
  await here.desk.go(texts.accounts.title);
  await expect(here.desk.row(/Aurora/)).toBeVisible();
});
