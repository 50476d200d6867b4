import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { stillPage } from './still-page.ts';

/**
 * What axe finds on the page as it stands, of any weight, one line for each place.
 * @param rules all of them, or only those about colours, where nothing else can have changed
 */
export async function violationsOf(page: Page, rules: 'all' | 'colours'): Promise<readonly string[]> {
  // A colour on its way to another is neither.
  await stillPage(page);
  // Its half a megabyte is read once a page.
  const isThere = await page.evaluate(() => 'axe' in window);
  // Else axe would open a page of its own beside it, which a window of Electron cannot.
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) }).setLegacyMode();
  if (rules === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, target }) => `${id} (${impact}): ${html.slice(0, 160)} at ${target.join(' ')}`),
  );
}
