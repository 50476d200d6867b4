import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/cli/electron-runtime.ts';
import { othersTexts } from '../../renderer/texts/others-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { gifts } from '../support/gifts.ts';
import { everyLook, photograph } from './support/camera.ts';
import { freshDesk } from './support/fresh-desk.ts';
import { needElectron } from './support/launch.ts';

needElectron();
test.setTimeout(1_200_000);

const here = freshDesk();
const folder = path.join(projectFolder, 'test-results', 'pictures');

test('an account with everything that is not spendable here', async () => {
  const { desk, prepared } = here;
  const { page } = here.running;
  const picture = (scene: string, place: string) =>
    photograph(here.running, folder, `others-${scene}`, everyLook, page.getByText(place).first());

  const list = page.getByRole('list', { name: othersTexts.list }).getByRole('listitem');
  const open = async () => {
    await desk.go(texts.dashboard.title);
    await desk.go(texts.accounts.title);
    await desk
      .row(/\bHot\b/)
      .first()
      .click();
  };
  await open();
  await expect(page.getByText(othersTexts.none)).toBeVisible();
  await picture('none', othersTexts.none);

  const address = prepared.hotAddress;
  for (const gift of Object.values(gifts)) await prepared.node.give(address, gift);
  await open();
  await expect(list).toHaveCount(Object.keys(gifts).length);
  await picture('first', othersTexts.hint);
  await picture('last', othersTexts.what('unreadable'));

  for (let nth = 0; nth < 100; nth++) await prepared.node.give(address, gifts.vesting);
  await open();
  await expect(page.getByRole('button', { name: othersTexts.showMore(92) })).toBeVisible();
  await picture('many', othersTexts.showMore(92));

  await prepared.node.faults({ kind: 'html', method: 'iotax_getOwnedObjects' });
  await open();
  await expect(page.locator('#details').getByRole('alert')).toBeVisible();
  await picture('refused', othersTexts.hint);
});
