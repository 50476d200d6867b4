import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { createPracticeTreasury } from '../../electron/stations/practice-treasury.ts';
import { envelopeTexts as text } from '../../renderer/texts/envelope-texts.ts';
import { scanTexts } from '../../renderer/texts/scan-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { testEffects } from '../support/test-effects.ts';
import { must, utf8, WORK_FACTOR } from '../support/treasury-steps.ts';
import { photograph } from './support/camera.ts';
import { Desk } from './support/desk.ts';
import { filmStill } from './support/film.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';
import { stubDialogs } from './support/stub-dialogs.ts';
import { OUTSIDER, PASSWORD } from './support/treasury.ts';

needElectron();

const pictures = path.join(projectFolder, 'test-results', 'pictures');
const picture = (at: LaunchedConsole, scene: string) => photograph(at, pictures, `envelopes-${scene}`);

/** Sends by the button in a part of the screen, looks at what tells of it, and closes that. */
async function send(at: LaunchedConsole, region: string, way: string, scene: string, nth = 0): Promise<void> {
  const part = at.page.getByRole('region', { name: region });
  await part.getByRole('button', { name: way }).nth(nth).click();
  const done = at.page.getByRole('dialog').getByRole('button', { name: text.done });
  await expect(done).toBeVisible();
  await picture(at, scene);
  await done.click();
}

/** Opens the newest envelope that came by the folder, and takes it in. */
async function takeFirst(at: LaunchedConsole, scene: string): Promise<void> {
  await new Desk(at.page).go(text.title);
  const cameIn = at.page.getByRole('region', { name: text.cameInByFolder });
  await cameIn.getByRole('button', { name: text.openIt }).first().click();
  const dialog = at.page.getByRole('dialog');
  const take = dialog.getByRole('button', { name: text.take });
  await expect(take).toBeVisible();
  await picture(at, scene);
  const box = dialog.getByRole('checkbox');
  if (await box.isVisible()) await box.check();
  await take.click();
  await expect(dialog).toBeHidden();
}

async function shareFolder({ app, page }: LaunchedConsole, folder: string): Promise<void> {
  await new Desk(page).go(text.title);
  await stubDialogs(app, { open: folder });
  await page.getByRole('button', { name: text.folderChoose }).click();
  await expect(page.getByText(folder)).toBeVisible();
}

test('envelopes at a desk and at an officer’s desk: the shared folder, codes, the camera, certified inputs', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'sallyport-e2e-'));
  const [folder, shared] = [path.join(root, 'treasury'), path.join(root, 'shared')];
  const [told, film] = [path.join(root, 'treasury.sallyport'), path.join(root, 'camera.mjpeg')];
  mkdirSync(shared);
  const request = { folder, name: 'Northwind Treasury', password: utf8(PASSWORD), workFactor: WORK_FACTOR };
  must(await createPracticeTreasury({ ...request, checkpointMs: 300 }, testEffects));
  const running = await launchConsole({ treasury: folder, userData: path.join(root, 'user-data') });
  const desk = new Desk(running.page);
  await desk.signIn('Mara Lindqvist', PASSWORD);
  await filmStill(running, film);
  const officer = await launchConsole({ film });
  const { page, app } = officer;
  const dialog = page.getByRole('dialog');
  const ben = new Desk(page);
  try {
    await desk.go(text.title);
    await picture(running, 'desk-empty');
    await shareFolder(running, shared);
    await stubDialogs(running.app, { save: told });
    await send(running, text.make, text.asFile, 'made-file');
    await send(running, text.make, text.asCode, 'code');

    await page.getByRole('button', { name: text.joinOpen }).click();
    await page.getByRole('button', { name: scanTexts.scan }).click();
    await expect(dialog.getByRole('combobox', { name: scanTexts.camera })).toBeVisible();
    await picture(officer, 'scan');
    await dialog.getByRole('button', { name: texts.common.close }).click();
    await stubDialogs(app, { open: told });
    await page.getByRole('button', { name: text.joinChoose }).click();
    await page.getByRole('checkbox', { name: text.joinCompare }).check();
    await stubDialogs(app, { open: path.join(folder, 'officers', 'ben-okafor.stronghold') });
    await page.getByRole('button', { name: text.joinKey }).click();
    await picture(officer, 'join');
    await page.getByRole('textbox', { name: texts.common.password }).fill(PASSWORD);
    await page.getByRole('button', { name: text.joinDo }).click();
    await ben.signIn('Ben Okafor', PASSWORD);
    await shareFolder(officer, shared);
    await send(officer, text.make, text.toFolder, 'made-folder', 1);

    writeFileSync(path.join(shared, 'half a copy.sallyport'), Uint8Array.of(0x85, 0x72, 0x73));
    writeFileSync(path.join(shared, 'report from elsewhere.sallyport'), 'no envelope');
    await expect(running.page.getByText(text.folderIgnored(2))).toBeVisible();
    await picture(running, 'came-in');
    await takeFirst(running, 'card');

    await desk.unlock('Hot vault');
    await desk.createAccount('user-1001 Aurora Ltd');
    await desk.simulateDeposit('900');
    await desk.requestWithdrawal(OUTSIDER, '250', 'payout 2026-0417');
    await picture(running, 'send-for-approval');
    await send(running, texts.movements.actions, text.toFolder, 'made-proposals');
    await desk.go(text.title);
    await picture(running, 'out');
    await expect(page.getByText(text.cameIn('proposals', 1))).toBeVisible();
    await takeFirst(officer, 'proposals');
    await ben.go(texts.withdrawals.title);
    await ben.row(/payout 2026-0417/).click();
    await expect(ben.step('approve')).toBeEnabled();
    await picture(officer, 'certified');
    await ben.step('approve').click();
    await expect(dialog).toBeVisible();
    await picture(officer, 'approve');
    await dialog.getByRole('button', { name: texts.movements.approveDo }).click();
    await expect(dialog).toBeHidden();
    await picture(officer, 'approved');
    await ben.go(text.title);
    await picture(officer, 'answers');
  } finally {
    await officer.close();
    await running.close();
    rmSync(root, { recursive: true, force: true });
  }
});
