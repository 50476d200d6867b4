import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { nodeStateText } from '../../renderer/texts/states.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { dismissNotices, documentLook, photograph } from './support/camera.ts';
import { Desk } from './support/desk.ts';
import { type DocumentPicture, documentPictures } from './support/document-pictures.ts';
import { launchConsole, needElectron } from './support/launch.ts';
import { haltOwnNode, wakeOwnNode } from './support/own-node.ts';
import { beginDay } from './support/payments.ts';

needElectron();

test('the pictures of the documents', async () => {
  const images = path.join(projectFolder, 'docs', 'images');
  const running = await launchConsole();
  const taken: DocumentPicture[] = [];
  const take = async (name: DocumentPicture) => {
    await dismissNotices(running);
    await photograph(running, images, name, [documentLook]);
    taken.push(name);
  };
  try {
    const { page } = running;
    const desk = new Desk(page);
    await desk.setUpPracticeTreasury();
    await beginDay(desk);
    await take('withdrawal');
    await desk.go(texts.dashboard.title);
    await take('dashboard');

    await desk.go(texts.withdrawals.title);
    await desk.row(/payout 2026-0417/).click();
    await desk.approve();
    await desk.step('sign').click();
    await expect(desk.row(/Final.*payout 2026-0417/)).toBeVisible();
    await desk.signIn('Mara Lindqvist');

    await haltOwnNode(running);
    await desk.go(texts.dashboard.title);
    await expect(page.getByRole('region', { name: texts.band.label })).toContainText(nodeStateText.problem);
    await take('node-down');
    await wakeOwnNode(running);
    expect(taken).toEqual(documentPictures);
  } finally {
    await running.close();
  }
});
