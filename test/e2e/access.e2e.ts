import { expect, type Page, test } from '@playwright/test';
import { stageTexts } from '../../renderer/texts/ceremony-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { setLook, smallLooks } from './support/camera.ts';
import { focusLosses, watchFocus } from './support/focus-watch.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { writeIdleLock } from './support/idle-settings.ts';
import { judgeScene, usualLook } from './support/judge-scene.ts';
import { needElectron } from './support/launch.ts';
import { beginDay } from './support/payments.ts';
import { walkScreens } from './support/screen-walk.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();

const here = freshDesk({ byHand: true });

const list = (page: Page) => page.getByRole('listbox', { name: texts.withdrawals.list });
const bodyOf = (page: Page) => page.locator('#details .panel-body');

test('every screen by keyboard, in small windows, and by the rules of axe, light and dark', async () => {
  // Nothing that this test types counts as a touch of the machine: it must not lock in the middle.
  writeIdleLock(here.prepared.userData, 1800);
  // A figure as long as fees make them, in the narrowest card.
  await here.prepared.node.deposit(here.prepared.coldAddress, 1_021_799_998_019_643n);
  await here.start({ signedOut: true });
  const { page } = here.running;
  const { desk, room } = here;
  // The picture of the start has nothing to focus, and on a busy machine the setup may stand before it; the first screen has.
  await expect(room.title(texts.dashboard.title)).toBeVisible();
  await expect(page.locator('body')).not.toBeFocused();
  await watchFocus(page);

  await test.step('an officer signs in by keyboard, and the focus is on the screen', async () => {
    await page
      .getByRole('region', { name: texts.band.label })
      .getByRole('button', { name: texts.officer.signIn })
      .focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Mara Lindqvist' }).check();
    await dialog.getByRole('textbox', { name: texts.common.password }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(desk.acts('Mara Lindqvist')).toBeVisible();
    await expect(page.locator('body')).not.toBeFocused();
  });

  await beginDay(desk);

  await test.step('Alt and a number lead to each screen, with the focus on it', async () => {
    for (const key of [0, 9, 8, 7, 6, 5, 4, 3, 2, 1]) {
      await page.keyboard.press(`Alt+${key}`);
      await expect(page.locator('body')).not.toBeFocused();
    }
  });

  await test.step('a new withdrawal begins in its first field, and Escape closes it at once', async () => {
    await desk.signIn('Mara Lindqvist');
    await desk.go(texts.withdrawals.title);
    const create = desk.button(texts.withdrawals.create);
    await create.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: texts.withdrawals.from })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('form', { name: texts.withdrawals.create })).toBeHidden();
    await expect(create).toBeFocused();
  });

  await test.step('what was requested has the focus', async () => {
    await page.keyboard.press('Enter');
    await page.getByLabel(texts.withdrawals.recipient).fill(OUTSIDER);
    await page.getByLabel(texts.withdrawals.amount).fill('12');
    await page.getByLabel(texts.withdrawals.reference).fill('payout by keyboard');
    await expect(desk.button(texts.withdrawals.request)).toBeEnabled();
    await page.keyboard.press('Enter');
    await expect(desk.row(/payout by keyboard/)).toBeVisible();
    await expect(page.locator('#details')).toBeFocused();
  });

  await test.step('Page Down scrolls what is decoded; Escape leads back to the row', async () => {
    await desk.signIn('Chiara Rossi');
    await desk.row(/payout 2026-0417/).click();
    await expect(desk.step('approve')).toBeEnabled();
    await page.keyboard.press('Enter');
    await expect(page.locator('#details')).toBeFocused();
    await page.keyboard.press('PageDown');
    await expect.poll(() => bodyOf(page).evaluate((body) => body.scrollTop)).toBeGreaterThan(0);
    await desk.step('approve').focus();
    await page.keyboard.press('PageUp');
    await expect.poll(() => bodyOf(page).evaluate((body) => body.scrollTop)).toBe(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: texts.common.close })).toBeHidden();
    await expect(list(page)).toBeFocused();
  });

  await test.step('in a small window the panel lies over the list, until Escape or its button closes it', async () => {
    await setLook(here.running, smallLooks[0]!);
    const wide = (await list(page).boundingBox())!.width;
    for (const closes of ['Escape', 'button']) {
      await desk.row(/payout 2026-0417/).click();
      await expect(desk.step('approve')).toBeVisible();
      expect((await list(page).boundingBox())!.width).toBe(wide);
      if (closes === 'Escape') await page.keyboard.press('Escape');
      else await desk.button(texts.common.close).click();
      await expect(desk.step('approve')).toBeHidden();
      await expect(list(page)).toBeFocused();
    }
  });

  await test.step('a success covers no row and no button', async () => {
    await setLook(here.running, usualLook);
    await desk.signIn('Mara Lindqvist');
    await desk.go(texts.accounts.title);
    await desk.row(/Aurora/).click();
    await desk.button(texts.common.copyAddress).first().click();
    const toast = page.locator('.toast').filter({ hasText: texts.common.copied });
    await expect(toast).toBeVisible();
    expect(await toast.evaluate(coversSomething)).toEqual([]);
  });

  await desk.signIn('Chiara Rossi');
  await walkScreens(desk, room, async (scene) => {
    await judgeScene(here.running, scene);
    if (scene === 'ceremony, words shown') expect(await firstButton(page)).toContain(stageTexts.show.next);
    if (scene === 'ceremony, words read back')
      expect(await firstButton(page)).toContain(stageTexts.enter.check);
  });
  expect(await focusLosses(page)).toEqual([]);
});

/** The first button that Tab comes to after the words of a page. */
const firstButton = (page: Page) => page.locator('.stage-foot button').first().textContent();

/** What lies under an element: rows, buttons, fields. */
function coversSomething(toast: Element): string[] {
  const { left, right, top, bottom } = toast.getBoundingClientRect();
  return [...document.querySelectorAll('[role="option"], button, input, a[href]')]
    .filter((other) => !toast.contains(other) && other.checkVisibility())
    .filter((other) => {
      const box = other.getBoundingClientRect();
      return box.left < right && box.right > left && box.top < bottom && box.bottom > top;
    })
    .map((other) => other.outerHTML.slice(0, 120));
}
