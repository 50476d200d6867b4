import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { texts } from '../../../renderer/texts/texts.ts';
import type { LaunchedConsole } from './launch.ts';

export interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** How a picture of the documents looks. */
export const documentLook: Look = { theme: 'light', width: 1280, height: 800 };

/** Every way in which a screen is looked at: the smallest window and a large one, light and dark. */
export const everyLook: readonly Look[] = [
  { theme: 'light', width: 1024, height: 680 },
  { theme: 'dark', width: 1024, height: 680 },
  { theme: 'light', width: 1920, height: 1080 },
  { theme: 'dark', width: 1920, height: 1080 },
];

const nameOf = (scene: string, { theme, width }: Look) => `${scene}-${width}-${theme}.png`;

async function take(running: LaunchedConsole, look: Look, file: string): Promise<void> {
  const { app, page } = running;
  await app.evaluate(
    ({ BrowserWindow }, [width, height]) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    },
    [look.width, look.height] as const,
  );
  await page.waitForFunction(
    ([width, height]) => window.innerWidth === width && window.innerHeight === height,
    [look.width, look.height] as const,
  );
  await page.evaluate(async (theme) => {
    const written = await window.sallyport.call('settings.write', { theme });
    if (!written.ok) throw new Error(written.message);
  }, look.theme);
  await page.waitForFunction(
    (theme) => document.documentElement.getAttribute('data-mantine-color-scheme') === theme,
    look.theme,
  );
  await page.screenshot({ path: file, animations: 'disabled', caret: 'initial' });
}

/** Waits until no notice covers the screen. */
export async function dismissNotices({ page }: LaunchedConsole): Promise<void> {
  const dismiss = page.getByRole('button', { name: texts.common.dismiss });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** Pictures of one scene, in a folder; `looks` says how the window is set for each. */
export async function photograph(
  running: LaunchedConsole,
  folder: string,
  scene: string,
  looks: readonly Look[] = everyLook,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const look of looks) {
    const name = looks.length === 1 ? `${scene}.png` : nameOf(scene, look);
    await take(running, look, path.join(folder, name));
  }
}
