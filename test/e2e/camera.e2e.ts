import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { envelopeTexts as text } from '../../renderer/texts/envelope-texts.ts';
import { scanNoticeText, scanTexts } from '../../renderer/texts/scan-texts.ts';
import { movementStateText } from '../../renderer/texts/states.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { setLook } from './support/camera.ts';
import { Desk } from './support/desk.ts';
import { filmCode, filmStill } from './support/film.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { judgeScene, usualLook } from './support/judge-scene.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { OUTSIDER, PASSWORD } from './support/treasury.ts';

needElectron();

const here = freshDesk({ byHand: true });

/** The words on a part of the screen, and the digest beside them. */
async function wordsIn(part: Locator): Promise<readonly string[]> {
  const list = part.getByRole('list', { name: new RegExp(`^${texts.common.wordCode}`) });
  const items = await list.getByRole('listitem').allInnerTexts();
  return items.map((item) => item.trim().split(/\s+/).at(-1) ?? '');
}

/** Shows an envelope by the button in a part of the screen, films it, and judges it as a scene. @returns its six words */
async function show(running: LaunchedConsole, region: string, film: string, nth = 0, scene?: string) {
  const { page } = running;
  await page
    .getByRole('region', { name: region })
    .getByRole('button', { name: text.asCode })
    .nth(nth)
    .click();
  const dialog = page.getByRole('dialog');
  await filmCode(running, film);
  const words = await wordsIn(dialog);
  if (scene === undefined) await setLook(running, usualLook);
  else await judgeScene(running, scene);
  await dialog.getByRole('button', { name: text.done }).click();
  return words;
}

/** Reads what the film shows, compares its words, and takes it in. */
async function readAndTake({ page }: LaunchedConsole, words: readonly string[]): Promise<void> {
  await new Desk(page).go(text.title);
  await page.getByRole('button', { name: scanTexts.scan }).click();
  const dialog = page.getByRole('dialog');
  const take = dialog.getByRole('button', { name: text.take });
  await expect(take).toBeVisible();
  expect(words).toHaveLength(6);
  expect(await wordsIn(dialog)).toEqual(words);
  const box = dialog.getByRole('checkbox');
  if (await box.isVisible()) await box.check();
  await take.click();
  await expect(dialog).toBeHidden();
}

/** What the page gets when it asks for a camera, or for a microphone. */
const ask = (page: Page, wanted: MediaStreamConstraints): Promise<string> =>
  page.evaluate(
    (constraints) =>
      navigator.mediaDevices.getUserMedia(constraints).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'granted';
        },
        (error: Error) => error.name,
      ),
    wanted,
  );

test('two windows: an officer’s desk is made, asked and answers by camera alone, and the payment is final', async () => {
  const films = mkdtempSync(path.join(tmpdir(), 'sallyport-e2e-films-'));
  const [toOfficer, toDesk] = [path.join(films, 'officer.mjpeg'), path.join(films, 'desk.mjpeg')];
  await here.start({ film: toDesk });
  const { desk, running, prepared } = here;
  const officer = await launchConsole({ film: toOfficer });
  const { page } = officer;
  const ben = new Desk(page);
  try {
    await test.step('the camera is let to the scan screen alone, and no microphone to anybody', async () => {
      await filmStill(running, toOfficer);
      await page.getByRole('button', { name: text.joinOpen }).click();
      expect(await ask(page, { video: true })).toBe('NotAllowedError');
      await page.getByRole('button', { name: scanTexts.scan }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText(scanNoticeText({ kind: 'nothing-seen' }))).toBeVisible();
      await expect(dialog.getByRole('combobox', { name: scanTexts.camera })).toBeVisible();
      expect(await ask(page, { audio: true })).toBe('NotAllowedError');
      await judgeScene(officer, 'the scan screen');
      await dialog.getByRole('button', { name: texts.common.close }).click();
      await expect(dialog).toBeHidden();
      expect(await ask(page, { video: true })).toBe('NotAllowedError');
    });

    await test.step('the officer’s desk is made from the treasury on the other screen', async () => {
      await desk.signIn('Mara Lindqvist', PASSWORD);
      await desk.go(text.title);
      const words = await show(running, text.make, toOfficer, 0, 'a code on the screen');
      await page.getByRole('button', { name: scanTexts.scan }).click();
      await expect(page.getByRole('checkbox', { name: text.joinCompare })).toBeVisible();
      expect(await wordsIn(page.locator('body'))).toEqual(words);
      await page.getByRole('checkbox', { name: text.joinCompare }).check();
      await stubDialogs(officer.app, {
        open: path.join(prepared.folder, 'officers', 'ben-okafor.stronghold'),
      });
      await page.getByRole('button', { name: text.joinKey }).click();
      await page.getByRole('textbox', { name: texts.common.password }).fill(PASSWORD);
      await page.getByRole('button', { name: text.joinDo }).click();
      await ben.signIn('Ben Okafor', PASSWORD);
      const card = await show(officer, text.make, toDesk, 1);
      await readAndTake(running, card);
      await expect(running.page.getByRole('region', { name: text.stations })).toContainText('Ben Okafor');
    });

    await test.step('a withdrawal is shown, read and approved there, and the answer read here', async () => {
      await desk.unlock('Hot vault');
      await desk.createAccount('user-1001');
      await desk.simulateDeposit('500');
      await desk.requestWithdrawal(OUTSIDER, '40', 'payout 1');
      await readAndTake(officer, await show(running, texts.movements.actions, toOfficer));
      await ben.go(texts.withdrawals.title);
      await ben.row(/payout 1/).click();
      await ben.approve();
      await ben.go(text.title);
      await readAndTake(running, await show(officer, text.make, toDesk));
      await desk.go(texts.withdrawals.title);
      await desk.row(/payout 1/).click();
      await desk.step('sign').click();
      const state = running.page.locator('#details').getByText(movementStateText.final.word, { exact: true });
      await expect(state.first()).toBeVisible();
    });
    expect([...running.pageErrors, ...officer.pageErrors]).toEqual([]);
  } finally {
    await officer.close();
    rmSync(films, { recursive: true, force: true });
  }
});
