import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { useEffect } from 'react';
import { ErrorNotice } from '../components/error-notice.tsx';
import { later } from '../components/later.tsx';
import { Starting } from '../components/starting.tsx';
import { SetupScreen } from '../screens/setup/setup-screen.tsx';
import { takeInSignedIn, useActing } from '../state/acting.ts';
import { AppContext, AppTrouble } from '../state/app-context.ts';
import { takeInAsset } from '../state/asset.ts';
import { onGuide, onLock } from '../state/changes.ts';
import { forgetListViews } from '../state/list-view.ts';
import { useNavigation } from '../state/navigation.ts';
import { forgetOthers } from '../state/others-in-sight.ts';
import { forgetSeen, forgetTreasury } from '../state/queries.ts';
import { useReading } from '../state/use-reading.ts';
import { theme } from '../styles/theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { keepFocus } from './keep-focus.ts';
import { noSchemeStore } from './no-scheme-store.ts';
import { onGuideKey, openGuide } from './open-guide.ts';
import { sayCutText } from './say-cut-text.ts';

// What the first screen does not need is read when that is there.
const shell = later(async () => (await import('./shell.tsx')).Shell);
const guide = later(async () => (await import('../screens/guide/guide-alone.tsx')).GuideAlone);

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
    forgetOthers();
  }, [closed]);
  const signedIn = treasury?.signedIn ?? null;
  useEffect(() => takeInSignedIn(signedIn ?? []), [signedIn]);
  // A lock is toldOf before anything is read again.
  useEffect(() => onLock(() => takeInSignedIn([])), []);
  const isThere = app.value !== null;
  useEffect(() => {
    if (!isThere) return;
    const idle = requestIdleCallback(() => {
      shell.prepare();
      guide.prepare();
    });
    return () => cancelIdleCallback(idle);
  }, [isThere]);
  useEffect(keepFocus, []);
  useEffect(sayCutText, []);
  useEffect(() => {
    if (acting !== null) return;
    forgetSeen();
    forgetListViews();
    forgetOthers();
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
            <AppTrouble value={app.problem && { problem: app.problem, retry: app.retry }}>
              {app.value.treasury !== null ? <shell.Part /> : inGuide ? <guide.Part /> : <SetupScreen />}
            </AppTrouble>
          </AppContext>
        ) : app.problem !== null ? (
          <div className="empty">
            <ErrorNotice problem={app.problem} onRetry={app.retry} />
          </div>
        ) : (
          <Starting />
        )}
      </ErrorBoundary>
    </MantineProvider>
  );
}
