import path from 'node:path';
import { test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { dismissNotices, documentLook, photograph } from './support/camera.ts';
import { Desk } from './support/desk.ts';
import { launchConsole, needElectron } from './support/launch.ts';
import { beginDay } from './support/payments.ts';

needElectron();

test('the pictures of the documents', async () => {
  const images = path.join(projectFolder, 'docs', 'images');
  const running = await launchConsole();
  try {
    const desk = new Desk(running.page);
    await desk.setUpPracticeTreasury();
    await beginDay(desk);
    await dismissNotices(running);
    await photograph(running, images, 'withdrawal', [documentLook]);
    await desk.go(texts.dashboard.title);
    await photograph(running, images, 'dashboard', [documentLook]);
  } finally {
    await running.close();
  }
});
