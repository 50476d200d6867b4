import { expect, test } from '@playwright/test';
import { backupTexts } from '../../renderer/texts/backup-texts.ts';
import { vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { statementTexts } from '../../renderer/texts/statement-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { setLook, smallLooks } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { beginDay } from './support/payments.ts';

needElectron();

const here = freshDesk();

test('what staff could not find is where they look first', async () => {
  const { desk, room } = here;
  const { app, page } = here.running;
  const dialog = page.getByRole('dialog');
  const details = page.locator('#details');
  await beginDay(desk);

  await test.step('support opens an account: its address, what is on it, its last deposit, its note; then the rest', async () => {
    await desk.go(texts.accounts.title);
    await desk.row(/Aurora/).click();
    await expect(details.getByText(texts.accounts.details)).toBeVisible();
    const said = await details.innerText();
    const { addressList, balance, lastDeposit, note, path, index } = texts.accounts;
    const places = [addressList, balance, lastDeposit, `\n${note}`, index, path].map((word) =>
      said.indexOf(word),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  await test.step('where little is free it is said what holds the coin, with the way to it', async () => {
    const holders = details.getByRole('list', { name: texts.movements.holders });
    await expect(holders).toContainText('payout 2026-041');
    await room.goToVaults();
    const card = page.getByRole('article', { name: 'Hot vault', exact: true });
    await expect(card.getByRole('list', { name: texts.movements.holders }).getByRole('listitem')).toHaveCount(
      2,
    );
    await desk.go(texts.dashboard.title);
    const hot = page.getByRole('region', { name: texts.dashboard.hot });
    await hot.getByRole('button', { name: 'payout 2026-0417' }).click();
    await expect(page.getByRole('region', { name: texts.movements.actions })).toBeVisible();
    await expect(details).toContainText('payout 2026-0417');
  });

  await test.step('what is on its way leads to withdrawals, and to sweeps and gathers', async () => {
    for (const [word, screen] of [
      [texts.dashboard.allSweeps, texts.sweeps.title],
      [texts.dashboard.allWithdrawals, texts.withdrawals.title],
    ] as const) {
      await desk.go(texts.dashboard.title);
      await desk.button(`${word}: ${texts.dashboard.pending}`).click();
      await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
    }
  });

  await test.step('the newest request is on top, though the older one changed after it, and the column says so', async () => {
    await expect(page.getByText(texts.movements.columns.when, { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('option').first()).toContainText('payout 2026-0418');
  });

  await test.step('Ctrl+F right after Escape from the filters searches', async () => {
    await desk.button(listTexts.filter).click();
    await expect(page.getByLabel(listTexts.sort)).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    const search = page.getByLabel(texts.withdrawals.search);
    await expect(search).toBeFocused();
    await page.keyboard.type('0418');
    await expect(search).toHaveValue('0418');
  });

  await test.step('Settings name the keys that find; the way out of the backup dialog is in sight in the smallest window', async () => {
    await setLook(here.running, smallLooks[0]!);
    await desk.go(texts.settings.title);
    const keys = page.getByRole('region', { name: texts.settings.keys });
    await expect(keys).toContainText('Ctrl+K');
    await expect(keys).toContainText('Ctrl+F');
    const about = page.getByRole('region', { name: texts.settings.about });
    await expect(about).toContainText(/\d+\.\d+\.\d+/);
    await expect(about).toContainText(/[0-9a-f]{40}/);
    await desk.button(backupTexts.make).click();
    await expect(dialog.getByRole('button', { name: backupTexts.do })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('a fingerprint is one line in the smallest window', async () => {
    await room.goToVaults();
    for (const print of await page.locator('.fingerprint').all()) {
      const lines = await print.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      });
      expect(lines, vaultTexts.fingerprint).toBe(1);
    }
  });

  await test.step('the title of the window counts what waits, whatever a page calls itself', async () => {
    const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    await expect.poll(title).toBe('(2) Sallyport');
    const told = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((done) =>
          BrowserWindow.getAllWindows()[0]?.once('page-title-updated', () => done()),
        ),
    );
    await page.evaluate(() => {
      document.title = 'Another name';
    });
    await told;
    expect(await title()).toBe('(2) Sallyport');
  });

  await test.step('days are written year first, whatever the country; what is no day filters nothing', async () => {
    await desk.go(statementTexts.title);
    const day = page.getByRole('textbox', { name: new RegExp(`^${statementTexts.day}`) });
    await expect(day).toHaveValue(/^\d{4}-\d\d-\d\d$/);
    await desk.go(texts.withdrawals.title);
    await page.getByLabel(texts.withdrawals.search).fill('');
    await desk.button(listTexts.filter).click();
    await page.getByLabel(listTexts.when).selectOption({ label: listTexts.periods.days });
    const from = page.getByRole('textbox', { name: listTexts.from });
    await from.fill('11/27/2026');
    await expect(from).toHaveAccessibleDescription(listTexts.notADate(listTexts.dayForm));
    await expect(page.getByRole('listbox', { name: texts.withdrawals.list }).getByRole('option')).toHaveCount(
      2,
    );
    await from.fill('9998-12-31');
    await expect(page.getByText(listTexts.hidden)).toBeVisible();
  });
});
