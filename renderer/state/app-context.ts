import { createContext, useContext } from 'react';
import type { AppView } from '../../electron/contract/app.ts';
import type { OfficerView } from '../../electron/contract/officers.ts';
import type { TreasuryView } from '../../electron/contract/treasury.ts';

/** What the shell has read about the application; every screen inside it may rely on it. */
export const AppContext = createContext<AppView | null>(null);

export function useApp(): AppView {
  const app = useContext(AppContext);
  if (app === null) throw new Error('expected a screen inside the shell');
  return app;
}

/** The open treasury. Only for screens that are shown while one is open. */
export function useTreasury(): TreasuryView {
  const { treasury } = useApp();
  if (treasury === null) throw new Error('expected an open treasury');
  return treasury;
}

export function signedInOfficer(treasury: TreasuryView): OfficerView | null {
  return treasury.officers.find((officer) => officer.id === treasury.signedIn) ?? null;
}
