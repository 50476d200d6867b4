/** Screens that a window can be asked to show. */
export const shownScreens = ['dashboard', 'withdrawals', 'sweeps', 'vaults', 'settings'] as const;

/** Where a click on a notification leads. */
export interface ShownPlace {
  readonly screen: (typeof shownScreens)[number];
  /** To be opened in the list of withdrawals or sweeps; null for none. */
  readonly movementId: string | null;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The place that main named, or null for a message that is none of main's. Without the schema library: it runs in the preload script. */
export function readPlace(message: unknown): ShownPlace | null {
  if (typeof message !== 'object' || message === null) return null;
  const { screen, movementId } = message as Readonly<Record<string, unknown>>;
  const known = shownScreens.find((each) => each === screen);
  if (known === undefined) return null;
  if (movementId === null) return { screen: known, movementId };
  return typeof movementId === 'string' && uuid.test(movementId) ? { screen: known, movementId } : null;
}
