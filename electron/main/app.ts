import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  app,
  type BrowserWindow,
  clipboard,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
} from 'electron';
import { describeError } from '../contract/describe-error.ts';
import { type CallerPlace, type ServeReport, serve } from '../contract/serve.ts';
import type { StationRule } from '../core/actor.ts';
import { faultOf } from '../core/diagnostics/log-event.ts';
import { createConsole } from '../stations/console.ts';
import { deriveKeysInThreads, estimateKeyMs } from '../stations/key-strength.ts';
import { listAppFiles } from './app-files.ts';
import { closeStation, type Guard, lockStation } from './app-lock.ts';
import { createDesktopHost } from './desktop-host.ts';
import { createDialogs } from './dialogs.ts';
import { documentationPage } from './external-link.ts';
import { createGuardedClipboard } from './guarded-clipboard.ts';
import { openLogFile } from './log-file.ts';
import { logLine } from './log-line.ts';
import { menuTemplate } from './menu.ts';
import { Notifier } from './notifier.ts';
import { openExternal } from './open-external.ts';
import { appOrigin, appScheme } from './origin.ts';
import { denyEverything } from './permissions.ts';
import { watchPower } from './power.ts';
import { answerAppRequest } from './protocol.ts';
import { closeForeignChannels, pushChange, register } from './raw-ipc.ts';
import { readWatched } from './read-watched.ts';
import type { Runtime } from './runtime.ts';
import { createSettingsStore } from './settings.ts';
import { openSettingsFile } from './settings-file.ts';
import { treasuryToOpen } from './start-request.ts';
import { systemNotifications } from './system-notifications.ts';
import { isTrustedCaller } from './trusted-caller.ts';
import { openConsoleWindow } from './window.ts';

/** People write 24 words by hand without touching the mouse; idleness locks later then. */
const CEREMONY_IDLE_SECONDS = 30 * 60;
/** The start has the machine to itself; how slow a key is here is found out when it is over. */
const REST_MS = 3000;
/** The folder `out`: main's own bundle is in `out/main`. */
const out = path.join(import.meta.dirname, '..');

/** Whether a page may ask for this URL; its developer tools may ask for their own parts where they exist at all. */
const isOwnUrl = (packaged: boolean) => (url: string) =>
  url.startsWith(`${appOrigin}/`) || (!packaged && url.startsWith('devtools://'));

function serveFiles(): void {
  const files = listAppFiles(path.join(out, 'renderer'));
  protocol.handle(appScheme, (request) => answerAppRequest({ files, readFile }, request));
}

/** Puts the console together once Electron is ready: handlers, guards, menu, window. */
export function openApp(runtime: Runtime): void {
  const packaged = app.isPackaged;
  let window: BrowserWindow | null = null;
  let ceremony = false;
  let keyMs: number | null = null;
  let notifier: Notifier | null = null;

  denyEverything(session.defaultSession, isOwnUrl(packaged));
  serveFiles();

  const settings = createSettingsStore(openSettingsFile(app.getPath('userData'), logLine), ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  closeForeignChannels();
  nativeTheme.themeSource = settings.read().theme;

  const log = openLogFile(path.join(app.getPath('userData'), 'logs'));
  log.note({ kind: 'started', version: app.getVersion(), platform: process.platform });

  const { host, killKeys, killNodes } = createDesktopHost({
    runtime,
    settings,
    log,
    out,
    keyMs: () => keyMs,
    onCeremony(underWay) {
      ceremony = underWay;
      window?.setContentProtection(underWay);
    },
    onChange: (topics) => notifier?.changed(topics),
  });
  const report = ({ channel, kind, detail, fault }: ServeReport) => {
    logLine(`${channel}: ${kind}: ${detail}`);
    log.note({ kind: 'fault', place: channel, fault: fault ?? { name: kind, frames: [] } });
  };
  const desktop = createConsole(host, report);
  const guardedClipboard = createGuardedClipboard((text) => clipboard.writeText(text));
  const place: CallerPlace = { ...createDialogs(() => window), ...guardedClipboard };
  const contextOf = (contentsId: number) => ({ callerId: `window ${contentsId}`, place });
  serve({
    register,
    answer: desktop.answer,
    isTrusted: isTrustedCaller,
    contextOf: ({ contentsId }) => contextOf(contentsId),
    report,
  });

  notifier = new Notifier({
    ...systemNotifications(() => window),
    read: async () => window && readWatched(desktop.answer, contextOf(window.webContents.id), Date.now()),
    wanted: () => settings.read().notifications,
    now: Date.now,
    after(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    report: (error) => guard.report(error),
  });

  const guard: Guard = {
    console: desktop,
    killSigners: killKeys,
    report(error) {
      logLine(describeError(error));
      log.note({ kind: 'fault', place: 'guard', fault: faultOf(error) });
    },
    sleep: (milliseconds) => sleep(milliseconds, undefined, { ref: false }),
  };
  const lock = (rule: StationRule) => void lockStation(guard, rule);
  watchPower({
    monitor: powerMonitor,
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    limitSeconds: () => Math.max(settings.read().idleLockSeconds, ceremony ? CEREMONY_IDLE_SECONDS : 0),
    lock: (reason) => lock(reason === 'idle' ? 'lock-idle' : 'lock-system'),
    every(milliseconds, look) {
      const timer = setInterval(look, milliseconds);
      return () => clearInterval(timer);
    },
  });
  endOrderly(async () => {
    await closeStation(guard);
    killNodes();
    log.note({ kind: 'ended' });
  });
  process.on('uncaughtException', (error) => {
    logLine(describeError(error));
    log.note({ kind: 'fault', place: 'main', fault: faultOf(error) });
    killKeys();
    killNodes();
    app.exit(1);
  });

  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        packaged,
        lockNow: () => lock('lock-unnamed'),
        openGuide: () => {
          if (window !== null) pushChange(window.webContents, ['guide']);
        },
        openHelp: () => openExternal(documentationPage),
      }),
    ),
  );
  const openWindow = () => {
    window = openConsoleWindow({
      packaged,
      preload: path.join(out, 'preload', 'index.cjs'),
      icon: path.join(out, 'renderer', 'icon.png'),
      settings,
      onPageLost: () => lock('lock-page-lost'),
    });
    window.on('focus', () => {
      window?.flashFrame(false);
      notifier?.seen();
    });
    window.on('closed', () => {
      window = null;
      notifier?.end();
    });
  };
  app.on('second-instance', () => {
    // What the second start asked for is ignored: it only shows the window of the first.
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // A treasury that opens quickly is there in the first picture; a slow one does not keep the window waiting.
  const opening = openAtStart(treasuryToOpen(packaged, process.env));
  void Promise.race([opening, guard.sleep(2000)]).finally(openWindow);
  deriveKeysInThreads(path.join(out, 'main', 'scrypt.js'));
  void guard.sleep(REST_MS).then(async () => {
    const estimate = await estimateKeyMs(() => performance.now());
    if (estimate.ok) keyMs = estimate.value;
    host.notify(['app']);
  });

  async function openAtStart(folder: string | null): Promise<void> {
    if (folder === null) return;
    const opened = await desktop.open(folder);
    if (!opened.ok) logLine(`${opened.code}: ${opened.message}`);
  }
}

/** Lets the program end only after `close`; the last window takes it along on every system. */
function endOrderly(close: () => Promise<void>): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/** Whether the start script marked the running Electron as a community repack. */
export const isMarkedDist = (mark: string): boolean =>
  existsSync(path.join(path.dirname(process.execPath), mark));
