/** As a `ref`: what appears below the edge of a small window is scrolled to. The focus stays where it is. */
export function bringIntoView(element: Element | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
