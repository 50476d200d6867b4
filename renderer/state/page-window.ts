/** Rows asked for at once. */
export const PAGE_ROWS = 100;

/** The numbers of the pages that cover the rows `first` to `last` of a list of `total` rows. */
export function pagesFor(first: number, last: number, total: number): readonly number[] {
  if (total === 0) return [];
  const end = Math.floor(Math.min(Math.max(last, 0), total - 1) / PAGE_ROWS);
  const start = Math.min(Math.floor(Math.max(first, 0) / PAGE_ROWS), end);
  return Array.from({ length: end - start + 1 }, (_, i) => start + i);
}
