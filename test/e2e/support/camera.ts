import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { texts } from '../../../renderer/texts/texts.ts';
import type { LaunchedConsole } from './launch.ts';
import { stillPage } from './still-page.ts';

export interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** How much larger the person has made everything; 1 where it is left out. */
  readonly zoom?: number;
}

/** How a picture of the documents looks. */
export const documentLook: Look = { theme: 'light', width: 1280, height: 800 };

/** Every way in which a screen is looked at: the smallest window, a usual one enlarged, a large one, light and dark. */
export const everyLook: readonly Look[] = [
  { theme: 'light', width: 1024, height: 680 },
  { theme: 'dark', width: 1024, height: 680 },
  { theme: 'light', width: 1280, height: 800, zoom: 1.25 },
  { theme: 'light', width: 1920, height: 1080 },
  { theme: 'dark', width: 1920, height: 1080 },
];

/** The smallest window, and one that is usual, enlarged: both have to work whole. */
export const smallLooks: readonly Look[] = [
  { theme: 'light', width: 1024, height: 680 },
  { theme: 'light', width: 1280, height: 800, zoom: 1.25 },
];

const nameOf = (scene: string, { theme, width }: Look) => `${scene}-${width}-${theme}.png`;

/** Whether the page has this size and zoom. */
const hasSize = ([width, height, zoom]: readonly [number, number, number]): boolean =>
  Math.abs(window.innerWidth - width / zoom) <= 1 &&
  Math.abs(window.innerHeight - height / zoom) <= 1 &&
  window.devicePixelRatio === zoom;

/** Whether the page is drawn in this theme. */
const hasTheme = (theme: Look['theme']): boolean =>
  document.documentElement.getAttribute('data-mantine-color-scheme') === theme;

async function setSize({ app, page }: LaunchedConsole, { width, height, zoom = 1 }: Look): Promise<void> {
  const size = [width, height, zoom] as const;
  if (await page.evaluate(hasSize, size)) return;
  const set = () =>
    app.evaluate(({ BrowserWindow }, [wide, high, zoomed]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(wide, high);
      window?.webContents.setZoomFactor(zoomed);
    }, size);
  // The driver sometimes loses the answer of the program, not the question.
  await set().catch(set);
  await page.waitForFunction(hasSize, size);
}

/** Sets size, zoom and theme of the window. */
export async function setLook(running: LaunchedConsole, look: Look): Promise<void> {
  const { page } = running;
  await setSize(running, look);
  if (await page.evaluate(hasTheme, look.theme)) return;
  await page.evaluate(async (theme) => {
    const written = await window.sallyport.call('settings.write', { theme });
    if (!written.ok) throw new Error(written.message);
  }, look.theme);
  await page.waitForFunction(hasTheme, look.theme);
}

async function take(running: LaunchedConsole, look: Look, file: string, seen?: Locator): Promise<void> {
  await setLook(running, look);
  await seen?.scrollIntoViewIfNeeded();
  if (look.zoom === undefined) {
    await running.page.screenshot({ path: file, animations: 'disabled', caret: 'initial' });
    return;
  }
  await stillPage(running.page);
  // The driver takes a window that is enlarged only in part: it measures in pixels of the page.
  const png = await running.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return (await window?.webContents.capturePage())?.toPNG().toString('base64') ?? '';
  });
  writeFileSync(file, Buffer.from(png, 'base64'));
}

/** Waits until no notice covers the screen. */
export async function dismissNotices({ page }: LaunchedConsole): Promise<void> {
  const dismiss = page.getByRole('button', { name: texts.common.dismiss });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/**
 * Pictures of one scene, in a folder; `looks` says how the window is set for each.
 * @param seen what has to be in sight, where it is further down
 */
export async function photograph(
  running: LaunchedConsole,
  folder: string,
  scene: string,
  looks: readonly Look[] = everyLook,
  seen?: Locator,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const look of looks) {
    const name = looks.length === 1 ? `${scene}.png` : nameOf(scene, look);
    await take(running, look, path.join(folder, name), seen);
  }
}
