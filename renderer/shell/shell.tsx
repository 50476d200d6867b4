import { useEffect } from 'react';
import { assertNever } from '../../electron/core/result.ts';
import { AccountsScreen } from '../screens/accounts/accounts-screen.tsx';
import { DashboardScreen } from '../screens/dashboard/dashboard-screen.tsx';
import { DepositsScreen } from '../screens/deposits/deposits-screen.tsx';
import { JournalScreen } from '../screens/journal/journal-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import { SweepsScreen } from '../screens/sweeps/sweeps-screen.tsx';
import { WithdrawalsScreen } from '../screens/withdrawals/withdrawals-screen.tsx';
import { type Place, useNavigation } from '../state/navigation.ts';
import { words } from '../text/words.ts';
import { Band } from './band.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Rail } from './rail.tsx';
import { ShellDialogs } from './shell-dialogs.tsx';
import { onShellKey } from './shortcuts.ts';

/** The frame around all screens of an open treasury. */
export function Shell() {
  const place = useNavigation((navigation) => navigation.place);
  useEffect(() => {
    window.addEventListener('keydown', onShellKey);
    return () => window.removeEventListener('keydown', onShellKey);
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.common.skip}
      </a>
      <Band />
      <Rail />
      <main id="main" className="main" tabIndex={-1}>
        <ErrorBoundary key={place.screen}>
          <ScreenOf place={place} />
        </ErrorBoundary>
      </main>
      <ShellDialogs />
    </div>
  );
}

function ScreenOf({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'dashboard':
      return <DashboardScreen />;
    case 'accounts':
      return <AccountsScreen />;
    case 'deposits':
      return <DepositsScreen start={place.deposit ?? null} />;
    case 'withdrawals':
      return <WithdrawalsScreen start={place.movementId ?? null} compose={place.compose ?? false} />;
    case 'sweeps':
      return <SweepsScreen start={place.movementId ?? null} />;
    case 'journal':
      return <JournalScreen start={place.entry ?? null} />;
    case 'settings':
      return <SettingsScreen />;
    default:
      return assertNever(place);
  }
}
