/** Rows asked for at once: a screenful with what is made ready above and below it. Each of them is checked before it is shown. */
export const PAGE_ROWS = 50;

/** The numbers of the pages that cover the rows `first` to `last` of a list of `total` rows. */
export function pagesFor(first: number, last: number, total: number): readonly number[] {
  if (total === 0) return [];
  const end = Math.floor(Math.min(Math.max(last, 0), total - 1) / PAGE_ROWS);
  const start = Math.min(Math.floor(Math.max(first, 0) / PAGE_ROWS), end);
  return Array.from({ length: end - start + 1 }, (_, i) => start + i);
}
