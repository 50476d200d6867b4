import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, clipboard, powerMonitor } from 'electron';
import { describeError } from '../contract/describe-error.ts';
import { type CallerPlace, type ServeReport, serve } from '../contract/serve.ts';
import type { StationRule } from '../core/actor.ts';
import { faultOf } from '../core/diagnostics/log-event.ts';
import { createConsole } from '../stations/console.ts';
import { deriveKeysInThreads, estimateKeyMs } from '../stations/key-strength.ts';
import { closeStation, type Guard, lockStation } from './app-lock.ts';
import { createDesktopHost } from './desktop-host.ts';
import { createDialogs } from './dialogs.ts';
import type { FirstWindow } from './first-window.ts';
import { createGuardedClipboard } from './guarded-clipboard.ts';
import { openLogFile } from './log-file.ts';
import { logLine } from './log-line.ts';
import { Notifier } from './notifier.ts';
import { watchPower } from './power.ts';
import { readWatched } from './read-watched.ts';
import type { Runtime } from './runtime.ts';
import { settingsStore } from './settings-store.ts';
import { systemNotifications } from './system-notifications.ts';
import { isTrustedCaller } from './trusted-caller.ts';

/** People write 24 words by hand without touching the mouse; idleness locks later then. */
const CEREMONY_IDLE_SECONDS = 30 * 60;
/** The start has the machine to itself; how slow a key is here is found out when it is over. */
const REST_MS = 3000;

/** Puts the console together behind its window. @param treasury a folder to open at once */
export function openConsole(
  runtime: Runtime,
  { out, window, camera, settings, writeSettingsWith, register, lockWith }: FirstWindow,
  treasury: string | null,
): void {
  writeSettingsWith(settingsStore(app.getPath('userData')));
  let ceremony = false;
  let keyMs: number | null = null;
  let notifier: Notifier | null = null;

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
      window()?.setContentProtection(underWay);
    },
    onChange: (topics) => notifier?.changed(topics),
  });
  const report = ({ channel, kind, detail, fault }: ServeReport) => {
    logLine(`${channel}: ${kind}: ${detail}`);
    log.note({ kind: 'fault', place: channel, fault: fault ?? { name: kind, frames: [] } });
  };
  const desktop = createConsole(host, report);
  const guardedClipboard = createGuardedClipboard((text) => clipboard.writeText(text));
  const place: CallerPlace = { ...createDialogs(window), ...guardedClipboard };
  const contextOf = (contentsId: number) => ({
    callerId: `window ${contentsId}`,
    place: {
      ...place,
      letCamera: (open: boolean) => (open ? camera.open(contentsId) : camera.close()),
    },
  });
  notifier = new Notifier({
    ...systemNotifications(window),
    async read() {
      const shown = window();
      return shown && readWatched(desktop.answer, contextOf(shown.webContents.id), Date.now());
    },
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
  const lock = (rule: StationRule) => {
    camera.close();
    void lockStation(guard, rule);
  };
  lockWith(lock);
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

  const shown = window();
  shown?.on('focus', () => {
    shown.flashFrame(false);
    notifier?.seen();
  });
  shown?.on('closed', () => notifier?.end());
  // A treasury that opens quickly is there in the first picture; a slow one does not keep the page waiting.
  const opening = openAtStart(treasury);
  void Promise.race([opening, guard.sleep(2000)]).finally(() =>
    serve({
      register,
      answer: desktop.answer,
      isTrusted: isTrustedCaller,
      contextOf: ({ contentsId }) => contextOf(contentsId),
      report,
    }),
  );
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

/** Lets the program end only after `close`. */
function endOrderly(close: () => Promise<void>): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
