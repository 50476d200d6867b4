import type { MantineColorSchemeManager } from '@mantine/core';

/** The theme is a setting of the application; nothing is kept in the window's own storage. */
export const noSchemeStore: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};
