import { test } from '@playwright/test';
import { backUpAndRestore } from './support/backup-flow.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk();

test('a treasury is backed up with its key files, and works again as a new station from the backup', async () => {
  await backUpAndRestore(here, async () => {});
});
