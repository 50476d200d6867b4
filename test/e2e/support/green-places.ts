import type { Page } from '@playwright/test';

/** Whatever on the page is green: text that is written so, grounds, edges and pictures. One line each. */
export function greenPlaces(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isGreen = (colour: string): boolean => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      // Greener than red and than blue by a tenth of all that there is; the accent is as blue as it is green.
      return alpha > 0.05 && green - Math.max(red, blue) > 10;
    };
    const greens = [...document.querySelectorAll('.shell *')].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      const style = getComputedStyle(element);
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const isDrawn = element instanceof SVGElement;
      return [
        style.backgroundColor,
        ...(hasText ? [style.color] : []),
        ...(isDrawn ? [style.stroke, style.fill] : []),
        ...(Number.parseFloat(style.borderLeftWidth) > 0 ? [style.borderLeftColor] : []),
      ].some(isGreen);
    });
    return greens.map((element) => element.outerHTML.slice(0, 160));
  });
}
