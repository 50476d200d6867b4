import { expect, test } from '@playwright/test';
import { historyTexts } from '../../renderer/texts/history-texts.ts';
import { networkTexts } from '../../renderer/texts/network-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';

needElectron();

const here = freshDesk({ byHand: true });

test('time that the node has thrown away is skipped by two officers, and named from then on', async () => {
  const { prepared } = here;
  const { node, hotAddress } = prepared;
  await here.start();
  const { page } = here.running;
  const { desk } = here;
  await desk.signIn('Ben Okafor');
  await desk.signIn('Dev Patel');
  await desk.go(networkTexts.title);
  const missing = page.getByRole('region', { name: historyTexts.missing });
  await expect(page.getByRole('region', { name: networkTexts.standing })).toBeVisible();
  await expect(missing).toHaveCount(0);

  // While the desk does not reach the node, three customers pay, and the node throws two of that away.
  await node.faults({ kind: 'drop' });
  for (let deposits = 0; deposits < 3; deposits++) {
    await node.deposit(hotAddress, 1_000_000_000n);
    await node.checkpoint();
  }
  await node.prune(1_000_000);
  await node.faults();
  await expect(missing).toBeVisible();
  await page.screenshot({ path: 'test-results/pictures/history-missing.png' });
  await missing.getByRole('button', { name: historyTexts.skip }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(historyTexts.consequences[0]);
  const skip = dialog.getByRole('button', { name: historyTexts.skipNow });
  await expect(skip).toBeDisabled();
  await dialog.getByLabel(texts.officer.second).selectOption({ label: 'Ben Okafor' });
  await page.screenshot({ path: 'test-results/pictures/skip-time.png' });
  await skip.click();

  const unseen = page.getByRole('region', { name: historyTexts.unseen });
  await expect(unseen).toContainText('Checkpoints from');
  await expect(missing).toHaveCount(0);
  await page.screenshot({ path: 'test-results/pictures/time-not-seen.png' });
  await desk.go(texts.dashboard.title);
  await expect(page.getByRole('region', { name: texts.dashboard.hot })).toContainText('3');
  await desk.go(texts.deposits.title);
  await expect(page.getByRole('listbox', { name: texts.deposits.list }).getByRole('option')).toHaveCount(1);
});
