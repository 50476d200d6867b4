import { test } from '@playwright/test';
import { backUpAndRestore } from './support/backup-flow.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { judgeScene } from './support/judge-scene.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk();

test('a treasury is backed up with its key files, and works again as a new station from the backup; each of its screens is for everybody', async () => {
  await backUpAndRestore(here, (scene) => judgeScene(here.running, `backup, ${scene}`));
});
