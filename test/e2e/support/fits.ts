import type { Page } from '@playwright/test';

/**
 * What does not fit on the page as it stands: text that is cut and has no title to say it whole, and whatever makes the
 * page or a part of it scroll sideways. One line each, empty where all is well.
 */
export function whatIsCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${(element.textContent ?? '').trim().slice(0, 60)}"`;
    const isSeen = (element: Element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    for (const open of document.querySelectorAll('.mantine-Popover-dropdown, [role="menu"]')) {
      const { top, right, bottom, left } = open.getBoundingClientRect();
      const isWithin =
        top >= -1 && left >= -1 && right <= window.innerWidth + 1 && bottom <= window.innerHeight + 1;
      if (isSeen(open) && !isWithin) found.add(`beyond the window: ${nameOf(open)}`);
    }
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    for (const element of document.querySelectorAll<HTMLElement>('body, body *')) {
      if (!isSeen(element) || element.closest('svg')) continue;
      const style = getComputedStyle(element);
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
      if (
        scrolls &&
        element.scrollWidth > element.clientWidth + 1 &&
        !(element instanceof HTMLInputElement)
      ) {
        found.add(`scrolls sideways: ${nameOf(element)}`);
      }
      const texts = [...element.childNodes].filter(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (texts.length === 0) continue;
      const range = document.createRange();
      for (const text of texts) {
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        // The way past the rail waits outside until the keyboard comes to it; a chart measures its marks there.
        if (box.right < 0 || box.bottom < 0) continue;
        let shortened = false;
        let inScroller = false;
        for (let at: HTMLElement | null = element; at !== null; at = at.parentElement) {
          const around = getComputedStyle(at);
          const frame = at.getBoundingClientRect();
          if (around.position === 'fixed') break;
          if (hides(around.overflowX) && (box.right > frame.right + 1 || box.left < frame.left - 1)) {
            // What shortens itself says it whole when it is pointed at.
            at.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
            if (around.textOverflow !== 'ellipsis' || at.title === '') found.add(`cut: ${nameOf(element)}`);
            shortened = true;
            break;
          }
          inScroller ||= around.overflowY === 'auto' || around.overflowY === 'scroll';
          if (
            !inScroller &&
            hides(around.overflowY) &&
            (box.bottom > frame.bottom + 2 || box.top < frame.top - 2)
          ) {
            found.add(`cut below: ${nameOf(element)}`);
            break;
          }
        }
        if (!shortened && box.right > window.innerWidth + 1) found.add(`over the edge: ${nameOf(element)}`);
      }
    }
    return [...found];
  });
}
