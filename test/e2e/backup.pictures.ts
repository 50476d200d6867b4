import path from 'node:path';
import { test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { backUpAndRestore } from './support/backup-flow.ts';
import { everyLook, photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk();
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('screens of a backup and of its restore', async () => {
  await backUpAndRestore(here, (scene) => photograph(here.running, folder, `backup-${scene}`, everyLook));
});
