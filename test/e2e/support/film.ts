import { writeFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { envelopeTexts as text } from '../../../renderer/texts/envelope-texts.ts';
import { setLook } from './camera.ts';
import type { LaunchedConsole } from './launch.ts';

/** Pictures of a film for each frame of a code: a camera takes 30 a second, a code changes ten times. */
const PICTURES_A_FRAME = 3;

/** Pictures of a window until so many are different, each whole: nothing that still moves into its place is in them. */
async function drawnPictures(page: Page, most: number): Promise<readonly Buffer[]> {
  const pictures = new Map<string, Buffer>();
  while (pictures.size < most) {
    const picture = await page.screenshot({ type: 'jpeg', quality: 90, animations: 'disabled' });
    pictures.set(picture.toString('base64'), picture);
  }
  return [...pictures.values()];
}

const write = (film: string, pictures: readonly Buffer[]) =>
  writeFileSync(film, Buffer.concat(pictures.flatMap((picture) => Array(PICTURES_A_FRAME).fill(picture))));

/** A film of a window as it stands. Chromium's camera ends at a film whose pictures have an odd number of rows. */
export async function filmStill({ page }: LaunchedConsole, film: string): Promise<void> {
  const clip = { x: 0, y: 0, width: 1280, height: 720 };
  write(film, [await page.screenshot({ type: 'jpeg', quality: 90, clip })]);
}

/** A film of the code that a window shows: from any moment on, and more frames than it has parts. */
export async function filmCode(running: LaunchedConsole, film: string): Promise<void> {
  const { page } = running;
  await setLook(running, { theme: 'light', width: 1920, height: 1080 });
  await expect(page.getByRole('img', { name: text.codeLabel })).toBeVisible();
  const [, parts = '1'] = /^([0-9]+) parts/m.exec(await page.getByRole('dialog').innerText()) ?? [];
  const count = Number(parts);
  write(film, await drawnPictures(page, count === 1 ? 1 : 2 * count + 6));
}
