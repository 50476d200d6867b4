import type { Page } from '@playwright/test';

/** Frames for which the page's body may have the focus: it is noticed in one and mended in the next. */
const MOST_FRAMES = 3;

/** Notes from now on wherever the focus falls to the page's body and stays there. */
export function watchFocus(page: Page): Promise<void> {
  return page.evaluate((most) => {
    const losses: string[] = [];
    Object.assign(window, { focusLosses: losses });
    let frames = 0;
    let last = '';
    const look = () => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) {
        frames += 1;
        if (frames === most + 1)
          losses.push(`lost after ${last}, on ${document.querySelector('h1')?.textContent}`);
      } else {
        frames = 0;
        last = activeElement.outerHTML.slice(0, 160);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, MOST_FRAMES);
}

/** What was noted since {@link watchFocus}. */
export function focusLosses(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { focusLosses: string[] }).focusLosses);
}
