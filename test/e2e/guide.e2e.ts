import { expect, test } from '@playwright/test';
import { guideTexts } from '../../renderer/texts/guide-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { launchConsole, needElectron } from './support/launch.ts';

needElectron();

test('help opens the guide, its words are found, and its links lead on', async () => {
  const running = await launchConsole();
  const { page, app } = running;
  try {
    const start = page.getByRole('button', { name: texts.setup.practiceChoose });
    await expect(start).toBeVisible();
    await page.getByRole('button', { name: guideTexts.open }).click();
    await expect(page.getByRole('heading', { name: 'The first day' })).toBeVisible();
    await page.getByRole('button', { name: guideTexts.back }).click();
    await expect(start).toBeVisible();
    await page.keyboard.press('F1');
    await expect(page.getByRole('heading', { name: 'The first day' })).toBeVisible();
    const picture = page.getByRole('img', { name: /^The dashboard of a treasury/ });
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);

    await page.getByRole('textbox', { name: guideTexts.search }).fill('books-differ');
    await page.getByRole('button', { name: /^The books/ }).click();
    await expect(page.getByRole('heading', { name: 'The books' })).toBeInViewport();
    await expect(page.getByRole('cell', { name: 'books-differ' })).toBeVisible();
    await page.getByRole('textbox', { name: guideTexts.search }).fill('no such words');
    await expect(page.getByText(guideTexts.nothing)).toBeVisible();

    await page.getByRole('textbox', { name: guideTexts.search }).fill('');
    await page.getByRole('button', { name: 'The first day' }).click();
    await page
      .getByRole('region', { name: 'The first day' })
      .getByRole('button', { name: 'A withdrawal' })
      .click();
    await expect(page.getByRole('heading', { name: 'Approve it' })).toBeVisible();

    await page.getByRole('button', { name: guideTexts.back }).click();
    await expect(start).toBeVisible();
    await app.evaluate(({ Menu }) => {
      const help = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Help');
      help?.submenu?.items.find(({ label }) => label === 'Guide')?.click();
    });
    await expect(page.getByRole('heading', { name: 'The first day' })).toBeVisible();
  } finally {
    await running.close();
  }
});
