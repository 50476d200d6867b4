import path from 'node:path';
import { test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { everyLook, photograph } from './support/camera.ts';
import { walkCeremonies } from './support/ceremony-walk.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { writeIdleLock } from './support/idle-settings.ts';
import { needElectron } from './support/launch.ts';

needElectron();
test.setTimeout(1_200_000);

const here = freshDesk({ byHand: true });
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('every page of every ceremony, with what came back after a restore', async () => {
  writeIdleLock(here.prepared.userData, 3600);
  await here.start();
  await walkCeremonies(here.room, (scene) =>
    photograph(here.running, folder, scene.replaceAll(/[^a-z]+/g, '-'), everyLook),
  );
});
