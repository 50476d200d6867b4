/** Screens that a window can be asked to show. */
export const shownScreens = ['dashboard', 'withdrawals', 'sweeps', 'messages', 'vaults', 'settings'] as const;

/** Where a click on a notification leads. */
export interface ShownPlace {
  readonly screen: (typeof shownScreens)[number];
  /** To be opened in its list: a withdrawal, a sweep, or a message by its digest. Null for none. */
  readonly id: string | null;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const digest = /^[0-9a-f]{64}$/;

/** The place that main named, or null for a message that is none of main's. Without the schema library: it runs in the preload script. */
export function readPlace(message: unknown): ShownPlace | null {
  if (typeof message !== 'object' || message === null) return null;
  const { screen, id } = message as Readonly<Record<string, unknown>>;
  const known = shownScreens.find((each) => each === screen);
  if (known === undefined) return null;
  if (id === null) return { screen: known, id };
  const form = known === 'messages' ? digest : uuid;
  return typeof id === 'string' && form.test(id) ? { screen: known, id } : null;
}
