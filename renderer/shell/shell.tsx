import { useEffect } from 'react';
import { assertNever } from '../../electron/core/result.ts';
import { AccountsScreen } from '../screens/accounts/accounts-screen.tsx';
import { AddressBookScreen } from '../screens/address-book/address-book-screen.tsx';
import { CeremonyPage } from '../screens/ceremonies/ceremony-page.tsx';
import { useCeremony } from '../screens/ceremonies/use-ceremony.ts';
import { DashboardScreen } from '../screens/dashboard/dashboard-screen.tsx';
import { DepositsScreen } from '../screens/deposits/deposits-screen.tsx';
import { EnvelopesScreen } from '../screens/envelopes/envelopes-screen.tsx';
import { GuideScreen } from '../screens/guide/guide-screen.tsx';
import { JournalScreen } from '../screens/journal/journal-screen.tsx';
import { MessagesScreen } from '../screens/messages/messages-screen.tsx';
import { NetworkScreen } from '../screens/network/network-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import { StatementsScreen } from '../screens/statements/statements-screen.tsx';
import { SweepsScreen } from '../screens/sweeps/sweeps-screen.tsx';
import { VaultsScreen } from '../screens/vaults/vaults-screen.tsx';
import { WithdrawalsScreen } from '../screens/withdrawals/withdrawals-screen.tsx';
import { useActing } from '../state/acting.ts';
import { useTreasury } from '../state/app-context.ts';
import { onLock } from '../state/changes.ts';
import { useDialogs } from '../state/dialogs.ts';
import { firstScreen, type Place, type Screen, screensOf, useNavigation } from '../state/navigation.ts';
import { forgetGood, noteWarning } from '../state/notices.ts';
import { stageTexts } from '../texts/ceremony-texts.ts';
import { texts } from '../texts/texts.ts';
import { Band } from './band.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FindAnything } from './find-anything.tsx';
import { finder } from './finder.ts';
import { isFresh } from './node-strip.tsx';
import { Rail } from './rail.tsx';
import { ShellDialogs } from './shell-dialogs.tsx';
import { onShellKey } from './shortcuts.ts';
import { SignInToSee } from './sign-in-to-see.tsx';

/** Screens without customers, payees and balances, also shown while nobody is signed in. */
const forAll: ReadonlySet<Screen> = new Set(['vaults', 'network', 'settings', 'guide']);

/** The frame around all screens of an open treasury. */
export function Shell() {
  const { place: asked, visit } = useNavigation();
  const treasury = useTreasury();
  const { stationRole } = treasury;
  // A station shows the screens that it has, wherever a shortcut or a notification leads.
  const place = screensOf(stationRole).includes(asked.screen) ? asked : firstScreen(stationRole);
  useEffect(() => {
    window.addEventListener('keydown', onShellKey);
    return () => window.removeEventListener('keydown', onShellKey);
  }, []);
  // While a ceremony is under way nothing else is on the screen: no rail, no list, no other secret.
  const ceremony = useCeremony();
  const acting = useActing();
  useEffect(
    () =>
      onLock(() => {
        useDialogs.getState().close();
        finder.close();
        forgetGood(texts.vault.locked);
        if (ceremony !== null && ceremony.status !== 'ended') {
          const { plan, sheets } = ceremony;
          const serials = sheets.map(({ serial }) => serial);
          noteWarning(stageTexts.lockedTitle, stageTexts.lockedDetail(plan.kind, serials));
        }
      }),
    [ceremony],
  );
  return (
    <div className="shell" data-focused={ceremony !== null} data-stale={!isFresh(treasury.node)}>
      <a className="skip" href="#main">
        {texts.common.skip}
      </a>
      <Band />
      {ceremony === null && <Rail />}
      <main id="main" className="main" tabIndex={-1}>
        <ErrorBoundary key={ceremony === null ? `${place.screen} ${visit}` : ceremony.id}>
          {ceremony !== null ? (
            <CeremonyPage view={ceremony} />
          ) : acting === null && !forAll.has(place.screen) ? (
            <SignInToSee screen={place.screen} />
          ) : (
            <ScreenOf place={place} />
          )}
        </ErrorBoundary>
      </main>
      <ShellDialogs />
      {ceremony === null && <FindAnything />}
    </div>
  );
}

function ScreenOf({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'dashboard':
      return <DashboardScreen />;
    case 'accounts':
      return <AccountsScreen start={place.account ?? null} />;
    case 'deposits':
      return <DepositsScreen start={place.deposit ?? null} />;
    case 'withdrawals':
      return <WithdrawalsScreen start={place.movementId ?? null} compose={place.compose ?? false} />;
    case 'sweeps':
      return (
        <SweepsScreen
          key={place.movementId ?? ''}
          start={place.movementId ?? null}
          list={place.list ?? null}
        />
      );
    case 'journal':
      return <JournalScreen start={place.entry ?? null} />;
    case 'statements':
      return <StatementsScreen />;
    case 'vaults':
      return <VaultsScreen />;
    case 'network':
      return <NetworkScreen />;
    case 'messages':
      return <MessagesScreen start={place.digest ?? null} />;
    case 'recipients':
      return <AddressBookScreen />;
    case 'envelopes':
      return <EnvelopesScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'guide':
      return <GuideScreen start={place.guide ?? null} />;
    default:
      return assertNever(place);
  }
}
