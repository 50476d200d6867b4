/** Rows that Page Up and Page Down pass over. */
export const PAGE_STEP = 12;

/**
 * Where a key leads in a list.
 * @param from the present row, -1 for none
 * @returns the next row, or null where the key means nothing to a list
 */
export function rowAfterKey(key: string, from: number, total: number): number | null {
  if (total === 0) return null;
  const within = (index: number) => Math.min(Math.max(index, 0), total - 1);
  switch (key) {
    case 'ArrowDown':
      return within(from + 1);
    case 'ArrowUp':
      return within(from < 0 ? 0 : from - 1);
    case 'PageDown':
      return within(from + PAGE_STEP);
    case 'PageUp':
      return within(from - PAGE_STEP);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}
