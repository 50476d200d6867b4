import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { addressBookTexts as text } from '../../renderer/texts/address-book-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';
import { OUTSIDER } from './support/treasury.ts';

needElectron();
test.setTimeout(600_000);

const here = freshDesk({ byHand: true });
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('an address book, from the first entry to a look-alike', async () => {
  await here.start();
  const { desk, running } = here;
  const { page } = running;
  await desk.signIn('Mara Lindqvist');
  await desk.go(text.title);
  await expect(page.getByText(text.none)).toBeVisible();
  await photograph(running, folder, 'address-book-empty');
  await desk.button(text.create).click();
  await page.getByLabel(text.name, { exact: true }).fill('Harbour Exchange');
  await page.getByRole('textbox', { name: text.address, exact: true }).fill(OUTSIDER);
  await page.getByLabel(text.groups, { exact: true }).fill('exchanges');
  await photograph(running, folder, 'address-book-form');
  await desk.button(text.enter).click();
  await expect(page.getByText(text.hidden)).toBeVisible();
  await photograph(running, folder, 'address-book-waiting');
  await desk.signIn('Ben Okafor');
  await desk.button(text.verify).click();
  await page.getByLabel(text.verifyAddress).fill(OUTSIDER);
  await photograph(running, folder, 'address-book-verify');
  await page.getByRole('dialog').getByRole('button', { name: text.verifyDo }).click();
  await expect(page.getByText(text.means.cooling)).toBeVisible();
  await photograph(running, folder, 'address-book-cooling');
  await desk.go(texts.withdrawals.title);
  await desk.button(texts.withdrawals.create).click();
  await page
    .getByLabel(texts.withdrawals.recipient)
    .fill(`${OUTSIDER.slice(0, 20)}${'5'.repeat(30)}${OUTSIDER.slice(50)}`);
  await page.getByLabel(texts.withdrawals.amount).fill('1');
  await photograph(running, folder, 'address-book-look-alike');
});
