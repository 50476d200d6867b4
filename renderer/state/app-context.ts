import { createContext, useContext } from 'react';
import type { AppView } from '../../electron/contract/app.ts';
import type { OfficerView } from '../../electron/contract/officers.ts';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import { useActing } from './acting.ts';
import type { Problem } from './call.ts';

/** What the shell has read about the application; every screen inside it may rely on it. */
export const AppContext = createContext<AppView | null>(null);

/** That the application could not be read again: what the screens show is what was read before. Null where all is well. */
export const AppTrouble = createContext<{ readonly problem: Problem; readonly retry: () => void } | null>(
  null,
);

/**
 * What the shell has read about the application.
 * @throws outside the shell: a bug
 */
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

/** The officer who acts at this window; null for nobody. */
export function useActingOfficer(): OfficerView | null {
  const treasury = useTreasury();
  const acting = useActing();
  return treasury.officers.find((officer) => officer.id === acting) ?? null;
}

/** Everybody signed in at this window, in the order in which they came. */
export const signedInOfficers = ({ officers, signedIn }: TreasuryView): readonly OfficerView[] =>
  signedIn.flatMap((id) => officers.find((officer) => officer.id === id) ?? []);
