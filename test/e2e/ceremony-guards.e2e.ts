import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { beginTexts, ceremonyText, stageTexts, vaultTexts } from '../../renderer/texts/ceremony-texts.ts';
import { errorTexts } from '../../renderer/texts/errors.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { isAlive, processesOf } from './support/processes.ts';

needElectron();

const ALL = ['Ben Okafor', 'Chiara Rossi', 'Dev Patel'];
const PASSWORD = 'a canary sang before sunrise';

const here = freshDesk();

const beginCold = () => here.room.begin('create', { officers: ALL, name: 'Guarded', vaultKind: 'cold' });
const cover = () => here.room.button(new RegExp(stageTexts.show.show(1, 6)));
const shownWords = () =>
  here.running.page.getByRole('list', { name: stageTexts.show.list }).locator('[data-word]');
const clipboardText = () => here.running.app.evaluate(({ clipboard }) => clipboard.readText());

test('content protection is on while a ceremony is under way, and off when it is called off', async () => {
  await here.running.app.evaluate(({ BrowserWindow }) => {
    const asked: boolean[] = [];
    Object.assign(globalThis, { asked });
    const [window] = BrowserWindow.getAllWindows();
    window!.setContentProtection = (on) => void asked.push(on);
  });
  const asked = () => here.running.app.evaluate(() => (globalThis as unknown as { asked: boolean[] }).asked);
  await beginCold();
  expect(await asked()).toEqual([true]);
  await here.room.button(stageTexts.entropy.skip).click();
  const warned = here.running.page.getByText(stageTexts.show.unprotected);
  const works = process.platform === 'darwin' || process.platform === 'win32';
  await expect(warned).toHaveCount(works ? 0 : 1);
  await here.running.page.keyboard.press('Control+l');
  await expect(here.room.steps()).toHaveCount(0);
  // The window goes on at once; the lock has its entries to write before it is over.
  await expect.poll(async () => (await asked()).at(-1)).toBe(false);
});

test('shown words are covered when the window is left, and cannot be copied', async () => {
  await beginCold();
  await here.room.button(stageTexts.entropy.skip).click();
  await here.room.takeSheet();
  await cover().click();
  await expect(shownWords().first()).toHaveText(/^[a-z]+$/);
  const first = (await shownWords().first().textContent())!;
  await here.running.page.keyboard.press('Control+a');
  await here.running.page.keyboard.press('Control+c');
  await here.running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.copy(),
  );
  // What may be selected, serial and fingerprint, is copied; no word is.
  const shown = await shownWords().allTextContents();
  const copied = (await clipboardText()).split(/\s+/);
  expect(shown.filter((word) => copied.includes(word))).toEqual([]);
  const menu = await shownWords()
    .first()
    .evaluate((word) =>
      word.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })),
    );
  expect(menu).toBe(false);

  await here.running.page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(cover()).toBeVisible();
  expect(await here.running.page.content()).not.toContain(`>${first}<`);
  await expect(cover()).toBeFocused();
});

test('words that are typed never become the selection that every program of the desktop may read', async () => {
  test.skip(process.platform !== 'linux', 'only there a selection is open to others');
  const { app, page } = here.running;
  const selection = (put: string | null) =>
    app.evaluate(async ({ clipboard }, text) => {
      // Electron 45 has a clipboard of its own for the selection, those before it a parameter.
      const before = clipboard as unknown as {
        readText(type: 'selection'): string;
        writeText(text: string, type: 'selection'): void;
      };
      const today = (clipboard as Partial<typeof clipboard>).selection;
      if (text !== null) await (today ? today.writeText(text) : before.writeText(text, 'selection'));
      return today ? today.readText() : before.readText('selection');
    }, put);
  await here.room.begin('check-backup', { officers: ['Dev Patel'] });
  expect(await selection('nothing secret')).toBe('nothing secret');
  await here.room.field(1).click();
  await page.keyboard.type('zebra ocean candy table spoon ');
  for (const key of [
    'Shift+Tab',
    'Tab',
    'Backspace',
    'Shift+ArrowLeft',
    'Shift+Home',
    'Control+Shift+ArrowLeft',
  ])
    await page.keyboard.press(key);
  await here.room.field(2).dblclick();
  const { x, y, width } = (await here.room.field(3).boundingBox())!;
  await page.mouse.move(x + 4, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + width - 4, y + 8, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Enter');
  // Out behind the last field, in again, and out before the first one.
  for (let tab = 0; tab < 3; tab++) await page.keyboard.press('Tab');
  await expect(here.room.button(stageTexts.enter.next)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(here.room.field(6)).toBeFocused();
  for (let tab = 0; tab < 6; tab++) await page.keyboard.press('Shift+Tab');
  await expect(here.room.field(1)).not.toBeFocused();
  await page.keyboard.press('Tab');
  await expect(here.room.field(6)).toBeFocused();
  // A selection goes out to the system a moment after it was made; no event tells that none did.
  await page.waitForTimeout(300);
  expect(await selection(null)).toBe('nothing secret');
});

test('the rail leads back to the vaults from a ceremony that is not begun after all', async () => {
  await here.room.goToVaults();
  await here.room.button(ceremonyText['check-backup'].name).click();
  await expect(here.room.button(beginTexts.begin)).toBeVisible();
  await here.room.goToVaults();
});

test('words come from paper: none is pasted', async () => {
  await here.room.begin('check-backup', { officers: ['Ben Okafor'] });
  await here.running.app.evaluate(({ clipboard }) => clipboard.writeText('abandon abandon abandon'));
  await here.room.field(1).focus();
  await here.running.page.keyboard.press('Control+v');
  await expect(here.room.field(1)).toHaveValue('');
});

test('a deviation that could hold words of a backup is refused as it is typed; others are noted', async () => {
  await beginCold();
  await here.room.button(stageTexts.note).click();
  const dialog = here.running.page.getByRole('dialog');
  const note = dialog.getByRole('textbox', { name: stageTexts.noteText });
  const write = dialog.getByRole('button', { name: stageTexts.noteDo });
  await note.fill('the sheet says: legal winner thank year');
  await expect(dialog.getByRole('alert')).toContainText(errorTexts['text-holds-words'].what);
  await expect(write).toBeDisabled();
  await note.fill('The first pen ran dry; a second one was fetched from reception.');
  await dialog.getByRole('radio', { name: 'Chiara Rossi' }).check();
  await write.click();
  await expect(here.running.page.getByText('The first pen ran dry')).toBeVisible();
});

test('a window closed in the middle leaves no process, no vault and no half ceremony', async () => {
  await beginCold();
  await here.room.button(stageTexts.entropy.skip).click();
  await here.room.copyShown(24);
  const pids = await processesOf(here.running.app, 'Sallyport ceremony');
  expect(pids).toHaveLength(1);
  const before = readdirSync(path.join(here.prepared.folder, 'vaults')).toSorted();
  await here.running.close();
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  expect(readdirSync(path.join(here.prepared.folder, 'vaults')).toSorted()).toEqual(before);
  await here.start();
  await here.room.goToVaults();
  await expect(here.running.page.getByText(vaultTexts.pastNone)).toBeVisible();
  await expect(here.running.page.getByRole('article', { name: 'Guarded' })).toHaveCount(0);
});

test('a ceremony process that is killed ends nothing but the ceremony', async () => {
  await beginCold();
  await here.room.button(stageTexts.entropy.skip).click();
  await here.room.takeSheet();
  await expect(cover()).toBeEnabled();
  const [pid] = await processesOf(here.running.app, 'Sallyport ceremony');
  process.kill(pid!, 'SIGKILL');
  await cover().click();
  await expect(here.running.page.getByRole('alert')).toContainText(errorTexts['signer-crashed'].what);
  await here.room.button(stageTexts.abandon).click();
  await here.running.page.getByRole('dialog').getByRole('button', { name: stageTexts.abandonDo }).click();
  await expect(here.room.steps()).toHaveCount(0);
  await here.desk.unlock('Hot vault');
});

test('a vault is created by keyboard alone', async () => {
  const { keyboard } = here.running.page;
  /** Goes on with Tab until this has the focus. */
  const tabTo = async (target: Locator) => {
    await expect(target).toBeVisible();
    await expect(async () => {
      for (let presses = 0; presses < 80; presses++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await keyboard.press('Tab');
      }
      throw new Error('no Tab leads there');
    }).toPass();
  };
  const push = async (target: Locator) => {
    await tabTo(target);
    await keyboard.press('Enter');
  };
  const type = async (six: readonly string[]) => {
    for (const word of six) {
      await keyboard.type(word);
      await keyboard.press('Enter');
    }
  };

  await expect(here.room.title(texts.dashboard.title)).toBeVisible();
  await keyboard.press('Alt+8');
  await push(here.room.button(ceremonyText.create.name));
  for (const name of ALL) {
    await tabTo(here.running.page.getByRole('checkbox', { name }));
    await keyboard.press('Space');
  }
  await push(here.room.button(beginTexts.begin));
  // Without a name nothing begins: the form says so and leads back to the field.
  await expect(here.running.page.getByText(beginTexts.needsName)).toBeVisible();
  await expect(here.running.page.getByLabel(beginTexts.name)).toBeFocused();
  await keyboard.type('By hand');
  await push(here.room.button(beginTexts.begin));
  await push(here.room.button(stageTexts.entropy.skip));

  await expect(here.room.sheetBefore()).toBeVisible();
  const marks = await here.room.sheetBefore().locator('.sheet-mark').allTextContents();
  await push(here.room.button(stageTexts.label.byHand));
  // The words can be shown now, and the keyboard is there.
  await expect(cover()).toBeFocused();

  const sheet: string[] = [];
  await push(cover());
  for (let first = 1; first <= 24; first += 6) {
    await expect(shownWords().last()).toHaveText(/^[a-z]+$/);
    sheet.push(...(await shownWords().allTextContents()));
    await push(here.room.button(first === 19 ? stageTexts.show.written(24) : stageTexts.show.next));
  }
  for (let first = 1; first <= 24; first += 6) {
    await expect(here.room.field(first)).toBeFocused();
    await type(sheet.slice(first - 1, first + 5));
  }
  for (const [i, field] of [stageTexts.label.serial, stageTexts.label.fingerprint].entries()) {
    await tabTo(here.running.page.getByRole('textbox', { name: new RegExp(`^${field}`) }));
    await keyboard.type(marks[i]!);
  }
  await keyboard.press('Enter');
  for (let first = 1; first <= 24; first += 6) {
    await expect(here.room.field(first)).toBeFocused();
    await type(sheet.slice(first - 1, first + 5));
  }
  await tabTo(here.running.page.getByRole('textbox', { name: stageTexts.password.first }));
  await keyboard.type(PASSWORD);
  await tabTo(here.running.page.getByRole('textbox', { name: stageTexts.password.again }));
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await expect(here.room.title(stageTexts.sign.title)).toBeVisible();
  for (const name of ALL) await push(here.room.button(stageTexts.sign.do(name)));
  await push(here.room.button(stageTexts.end.leave));
  await expect(here.running.page.getByRole('article', { name: 'By hand' })).toBeVisible();
});
