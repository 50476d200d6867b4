import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { texts } from '../../renderer/texts/texts.ts';
import { copyFolder } from '../support/copy-folder.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk({ byHand: true });

test('an older copy of the folder that was put back is held until two officers have settled it', async () => {
  const { folder } = here.prepared;
  const older = `${folder}-older`;
  await here.start();
  await here.running.close();
  copyFolder(folder, older);
  await here.start();
  await here.desk.signIn('Mara Lindqvist');
  await here.running.close();
  rmSync(folder, { recursive: true });
  copyFolder(older, folder);

  await here.start();
  await here.desk.signIn('Ben Okafor');
  const { page } = here.running;
  const alarm = page.getByRole('alert').filter({ hasText: texts.hold.older });
  await expect(alarm).toBeVisible();
  await alarm.getByRole('button', { name: texts.hold.repair }).click();
  const dialog = page.getByRole('dialog');
  // The dialog lies over the alarm: what that names stands in it too.
  await expect(dialog).toContainText(texts.hold.newer);
  await dialog.getByRole('button', { name: texts.hold.verify }).click();
  await expect(dialog.getByRole('status')).toContainText(texts.journal.head);
  await dialog.getByRole('radio', { name: texts.hold.nothing }).click();
  await dialog.getByLabel(texts.officer.second).selectOption({ label: 'Dev Patel' });
  await dialog.getByRole('button', { name: texts.hold.sign }).click();
  await expect(alarm).toHaveCount(0);
  await here.desk.unlock('Hot vault');
});
