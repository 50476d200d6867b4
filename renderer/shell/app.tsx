import { Loader, MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { useEffect } from 'react';
import { ErrorNotice } from '../components/error-notice.tsx';
import { GuideAlone } from '../screens/guide/guide-alone.tsx';
import { SetupScreen } from '../screens/setup/setup-screen.tsx';
import { takeInSignedIn, useActing } from '../state/acting.ts';
import { AppContext } from '../state/app-context.ts';
import { takeInAsset } from '../state/asset.ts';
import { onGuide, onLock } from '../state/changes.ts';
import { forgetListViews } from '../state/list-view.ts';
import { useNavigation } from '../state/navigation.ts';
import { forgetSeen, forgetTreasury } from '../state/queries.ts';
import { useReading } from '../state/use-reading.ts';
import { theme } from '../styles/theme.ts';
import { texts } from '../texts/texts.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { keepFocus } from './keep-focus.ts';
import { noSchemeStore } from './no-scheme-store.ts';
import { onGuideKey, openGuide } from './open-guide.ts';
import { sayCutText } from './say-cut-text.ts';
import { Shell } from './shell.tsx';

/** The window: reads the application once, and again on every change; shows the setup or the shell. */
export function App() {
  const acting = useActing();
  const app = useReading('app.read', { as: acting }, ['app', 'accounts', 'deposits', 'movements'], {
    keepOther: true,
    // An outdated list of who is signed in would look as if the others had just come.
    forget: true,
  });
  const treasury = app.value?.treasury ?? null;
  if (treasury !== null) takeInAsset(treasury.asset);
  const closed = app.value !== null && treasury === null;
  useEffect(() => {
    if (!closed) return;
    forgetTreasury();
    forgetListViews();
  }, [closed]);
  const signedIn = treasury?.signedIn ?? null;
  useEffect(() => takeInSignedIn(signedIn ?? []), [signedIn]);
  // A lock is toldOf before anything is read again.
  useEffect(() => onLock(() => takeInSignedIn([])), []);
  useEffect(keepFocus, []);
  useEffect(sayCutText, []);
  useEffect(() => {
    if (acting !== null) return;
    forgetSeen();
    forgetListViews();
  }, [acting]);
  const inGuide = useNavigation(({ place }) => place.screen === 'guide');
  useEffect(() => {
    const end = onGuide(openGuide);
    window.addEventListener('keydown', onGuideKey);
    return () => {
      end();
      window.removeEventListener('keydown', onGuideKey);
    };
  }, []);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const wanted = app.value?.settings.theme ?? 'system';
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={wanted === 'system' ? system : wanted}
      colorSchemeManager={noSchemeStore}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ErrorBoundary>
        {app.value !== null ? (
          <AppContext value={app.value}>
            {app.value.treasury !== null ? <Shell /> : inGuide ? <GuideAlone /> : <SetupScreen />}
          </AppContext>
        ) : app.problem !== null ? (
          <div className="empty">
            <ErrorNotice problem={app.problem} onRetry={app.retry} />
          </div>
        ) : (
          <div className="empty" role="status">
            <Loader size="sm" />
            {texts.app.starting}
          </div>
        )}
      </ErrorBoundary>
    </MantineProvider>
  );
}
