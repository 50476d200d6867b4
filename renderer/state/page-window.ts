/** Rows asked for at once. */
export const PAGE_ROWS = 100;

/** Pages held in memory: some thousand rows, however long the list. */
export const PAGES_HELD = 24;

/** The numbers of the pages that cover the rows `first` to `last` of a list of `total` rows. */
export function pagesFor(first: number, last: number, total: number): readonly number[] {
  if (total === 0) return [];
  const end = Math.floor(Math.min(Math.max(last, 0), total - 1) / PAGE_ROWS);
  const start = Math.min(Math.floor(Math.max(first, 0) / PAGE_ROWS), end);
  return Array.from({ length: end - start + 1 }, (_, i) => start + i);
}

/** Lets the pages go that are farthest from the middle of those wanted, until at most `most` remain. */
export function keepNearest<P>(
  pages: ReadonlyMap<number, P>,
  wanted: readonly number[],
  most = PAGES_HELD,
): ReadonlyMap<number, P> {
  if (pages.size <= most) return pages;
  const middle = ((wanted[0] ?? 0) + (wanted.at(-1) ?? 0)) / 2;
  const nearest = [...pages.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return new Map(nearest.slice(0, most).map((page) => [page, pages.get(page)!]));
}
