import { expect } from '@playwright/test';
import { violationsOf } from './axe.ts';
import { type Look, setLook, smallLooks } from './camera.ts';
import { whatIsCut } from './fits.ts';
import type { LaunchedConsole } from './launch.ts';

export const usualLook: Look = { theme: 'light', width: 1280, height: 800 };
const dark: Look = { ...usualLook, theme: 'dark' };

/** A scene as it stands breaks no rule of axe, light and dark, and nothing of it is cut in a usual window and in a small one. */
export async function judgeScene(running: LaunchedConsole, scene: string): Promise<void> {
  const { page } = running;
  const found: string[] = [];
  for (const look of [usualLook, dark]) {
    await setLook(running, look);
    // What the theme changes is colours alone; the rest is looked at once.
    for (const fault of await violationsOf(page, look === usualLook ? 'all' : 'colours')) {
      found.push(`${look.theme}: ${fault}`);
    }
  }
  for (const look of [usualLook, ...smallLooks]) {
    await setLook(running, look);
    for (const cut of await whatIsCut(page))
      found.push(`${look.width} x ${look.height}, zoom ${look.zoom ?? 1}: ${cut}`);
  }
  await setLook(running, usualLook);
  expect.soft(found, scene).toEqual([]);
}
