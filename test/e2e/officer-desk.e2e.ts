import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { envelopeTexts as text } from '../../renderer/texts/envelope-texts.ts';
import { movementStateText } from '../../renderer/texts/states.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { Desk } from './support/desk.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { judgeScene } from './support/judge-scene.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { OUTSIDER, PASSWORD } from './support/treasury.ts';

needElectron();

const here = freshDesk();

/** Saves an envelope by the button in a part of the screen, and closes what tells of it. */
async function save({ app, page }: LaunchedConsole, region: string, file: string, nth = 0): Promise<void> {
  await stubDialogs(app, { save: file });
  await page
    .getByRole('region', { name: region })
    .getByRole('button', { name: text.asFile })
    .nth(nth)
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(file);
  await dialog.getByRole('button', { name: text.done }).click();
}

/** Opens an envelope and takes it in. */
async function take(running: LaunchedConsole, file: string, scene: string): Promise<void> {
  const { app, page } = running;
  await new Desk(page).go(text.title);
  await stubDialogs(app, { open: file });
  await page.getByRole('button', { name: text.choose }).click();
  await takeShown(running, scene);
}

/** Drops a file on the window, as the system's file manager does, and takes in what is in it. */
async function takeDropped(running: LaunchedConsole, file: string, scene: string): Promise<void> {
  const { app, page } = running;
  await new Desk(page).go(text.title);
  const target = page.getByRole('region', { name: text.open, exact: true });
  await target.scrollIntoViewIfNeeded();
  const { x, y } = (await target.boundingBox()) ?? { x: 0, y: 0 };
  const session = await app.context().newCDPSession(page);
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', {
      type,
      x: x + 20,
      y: y + 20,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  await drag('dragEnter');
  await drag('dragOver');
  await expect(target).toContainText(text.drop);
  await drag('drop');
  await session.detach();
  await takeShown(running, scene);
}

/** Takes in the envelope that was opened. */
async function takeShown(running: LaunchedConsole, scene: string): Promise<void> {
  const { page } = running;
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: text.take })).toBeVisible();
  await judgeScene(running, scene);
  const box = dialog.getByRole('checkbox');
  if (await box.isVisible()) await box.check();
  await dialog.getByRole('button', { name: text.take }).click();
  await expect(dialog).toBeHidden();
}

/** Chooses the folder that both stations share. */
async function shareFolder({ app, page }: LaunchedConsole, folder: string): Promise<void> {
  await new Desk(page).go(text.title);
  await stubDialogs(app, { open: folder });
  await page.getByRole('button', { name: text.folderChoose }).click();
  await expect(page.getByRole('region', { name: text.folder })).toContainText(folder);
}

test('two windows: an officer approves a withdrawal at a desk of their own, by files and a shared folder, and it is paid', async () => {
  const exchange = mkdtempSync(path.join(tmpdir(), 'sallyport-e2e-exchange-'));
  const file = (name: string) => path.join(exchange, `${name}.sallyport`);
  const shared = path.join(exchange, 'shared');
  const { desk, running, prepared } = here;
  const officer = await launchConsole();
  try {
    await test.step('the officer’s desk is made from a treasury envelope, with the officer’s key', async () => {
      await desk.signIn('Mara Lindqvist', PASSWORD);
      await desk.go(text.title);
      await judgeScene(running, 'envelopes');
      await save(running, text.make, file('treasury'));

      const { page, app } = officer;
      await page.getByRole('button', { name: text.joinOpen }).click();
      await stubDialogs(app, { open: file('treasury') });
      await page.getByRole('button', { name: text.joinChoose }).click();
      await judgeScene(officer, 'making an officer’s desk');
      await page.getByRole('checkbox', { name: text.joinCompare }).check();
      await stubDialogs(app, { open: path.join(prepared.folder, 'officers', 'ben-okafor.stronghold') });
      await page.getByRole('button', { name: text.joinKey }).click();
      await page.getByRole('textbox', { name: texts.common.password }).fill(PASSWORD);
      await page.getByRole('button', { name: text.joinDo }).click();
      const ben = new Desk(page);
      await ben.signIn('Ben Okafor', PASSWORD);
      await expect(page.getByRole('heading', { level: 1, name: text.title })).toBeVisible();
      await judgeScene(officer, 'envelopes at an officer’s desk');
      await ben.go(texts.journal.title);
      await expect(ben.row(/came to treasury/)).toBeVisible();
      await ben.go(texts.settings.title);
      await judgeScene(officer, 'settings at an officer’s desk');
      await ben.go(text.title);
      await save(officer, text.make, file('card'), 1);
    });

    await test.step('the desk lets it in by its card, which is dropped on the window', async () => {
      await takeDropped(running, file('card'), 'a card');
      await expect(running.page.getByRole('region', { name: text.stations })).toContainText('Ben Okafor');
    });

    await test.step('a withdrawal is sent for approval, and approved there', async () => {
      await desk.unlock('Hot vault');
      await desk.createAccount('user-1001');
      await desk.simulateDeposit('500');
      await desk.requestWithdrawal(OUTSIDER, '40', 'payout 1');
      await save(running, texts.movements.actions, file('proposals'));
      await take(officer, file('proposals'), 'proposals');
      const ben = new Desk(officer.page);
      await ben.go(texts.withdrawals.title);
      await ben.row(/payout 1/).click();
      await expect(ben.step('approve')).toBeEnabled();
      expect(await ben.wordCode()).toEqual(await desk.wordCode());
      await judgeScene(officer, 'a withdrawal at an officer’s desk');
      await expect(officer.page.getByRole('button', { name: texts.withdrawals.create })).toHaveCount(0);
      await ben.approve();
      // What is approved waits for the desk, and for nobody here.
      await expect(officer.page.getByRole('img', { name: texts.rail.waits(1) })).toHaveCount(0);
      await expect(ben.step('stop')).toBeVisible();
      await expect(ben.step('sign')).toHaveCount(0);
    });

    await test.step('the answer is left in a folder that both stations share', async () => {
      mkdirSync(shared);
      await shareFolder(officer, shared);
      const make = officer.page.getByRole('region', { name: text.make });
      await make.getByRole('button', { name: text.toFolder }).first().click();
      const dialog = officer.page.getByRole('dialog');
      await expect(dialog).toContainText(shared);
      await dialog.getByRole('button', { name: text.done }).click();
    });

    await test.step('the answer is taken in, and the payment is signed and final', async () => {
      await desk.go(text.title);
      await expect(running.page.getByRole('region', { name: text.out })).toContainText(text.of(0, 1));
      await judgeScene(running, 'what is out');
      await shareFolder(running, shared);
      const cameIn = running.page.getByRole('region', { name: text.cameInByFolder });
      await expect(cameIn).toContainText(text.cameIn('replies', 1));
      await judgeScene(running, 'what came in by the folder');
      await cameIn.getByRole('button', { name: text.openIt }).click();
      await takeShown(running, 'answers');
      await expect(cameIn).toContainText(text.cameInNothing);
      await running.page.getByRole('button', { name: text.folderNone }).click();
      await expect(cameIn).toHaveCount(0);
      await desk.go(texts.withdrawals.title);
      await desk.row(/payout 1/).click();
      await desk.step('sign').click();
      const state = running.page.locator('#details').getByText(movementStateText.final.word, { exact: true });
      await expect(state.first()).toBeVisible();
    });
    expect([...running.pageErrors, ...officer.pageErrors]).toEqual([]);
  } finally {
    await officer.close();
    rmSync(exchange, { recursive: true, force: true });
  }
});
