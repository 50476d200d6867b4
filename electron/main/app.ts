import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, BrowserWindow, clipboard, Menu, nativeTheme, powerMonitor, protocol, session } from 'electron';
import type { Topic } from '../contract/topics.ts';
import { describeError } from '../contract/describe-error.ts';
import { serve } from '../contract/serve.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import { estimateScryptMs } from '../stronghold/scrypt-estimate.ts';
import { createAddressClipboard } from './address-clipboard.ts';
import { listAppFiles } from './app-files.ts';
import { closeStation, type Guard, lockStation, mainItself } from './app-lock.ts';
import { canProtectContent } from './content-protection.ts';
import { createDialogs } from './dialogs.ts';
import { createHandlers } from './handlers.ts';
import { logLine } from './log-line.ts';
import { menuTemplate } from './menu.ts';
import { openExternal } from './open-external.ts';
import { appOrigin, appScheme } from './origin.ts';
import { denyEverything } from './permissions.ts';
import { watchPower } from './power.ts';
import { answerAppRequest } from './protocol.ts';
import { closeForeignChannels, pushChange, register } from './raw-ipc.ts';
import type { Runtime } from './runtime.ts';
import { createSettingsStore } from './settings.ts';
import { openSettingsFile } from './settings-file.ts';
import { createPracticeNodes } from './spawn-practice-node.ts';
import { createSigners } from './spawn-signer.ts';
import { treasuryToOpen } from './start-request.ts';
import { isTrustedCaller } from './trusted-caller.ts';
import { openConsoleWindow } from './window.ts';

/** People write 24 words by hand without touching the mouse; idleness locks later then. */
const CEREMONY_IDLE_SECONDS = 30 * 60;
/** The start has the machine to itself; how slow a key is here is found out when it is over. */
const REST_MS = 3000;
const documentation = 'https://docs.iota.org/';
/** The folder `out`: main's own bundle lies in `out/main`. */
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
  const userData = app.getPath('userData');
  let window: BrowserWindow | null = null;
  let ceremony = false;
  let keyMs: number | null = null;

  denyEverything(session.defaultSession, isOwnUrl(packaged));
  serveFiles();

  const settings = createSettingsStore(openSettingsFile(userData), ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  closeForeignChannels();
  nativeTheme.themeSource = settings.read().theme;

  const signers = createSigners(path.join(out, 'main', 'signer.js'));
  const ceremonies = createSigners(path.join(out, 'main', 'ceremony.js'), 'Sallyport ceremony');
  const practiceNodes = createPracticeNodes(path.join(out, 'main', 'practice-node.js'));
  const notify = (topics: readonly Topic[]) => {
    for (const each of BrowserWindow.getAllWindows()) pushChange(each.webContents, topics);
  };
  const handlers = createHandlers({
    version: app.getVersion(),
    runtime,
    settings,
    dialogs: createDialogs(() => window),
    clipboard: createAddressClipboard((text) => clipboard.writeText(text)),
    spawnSigner: signers.spawn,
    spawnCeremony: ceremonies.spawn,
    startPracticeNode: practiceNodes.start,
    notify,
    userData,
    readAsset: (name) => readFile(path.join(out, 'renderer', name)),
    ceremonyUnderWay: (on) => {
      ceremony = on;
    },
    keyMs: () => keyMs,
    canProtectContent: canProtectContent(process.platform),
    protectContent: (on) => window?.setContentProtection(on),
  });
  serve({
    register,
    handlers,
    isTrusted: isTrustedCaller,
    report: ({ channel, kind, detail }) => logLine(`${channel}: ${kind}: ${detail}`),
  });

  const killKeys = () => {
    signers.killAll();
    ceremonies.killAll();
  };
  const guard: Guard = {
    handlers,
    killSigners: killKeys,
    report: (error) => logLine(describeError(error)),
    sleep: (milliseconds) => sleep(milliseconds, undefined, { ref: false }),
  };
  const lock = () => void lockStation(guard);
  watchPower({
    monitor: powerMonitor,
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    limitSeconds: () => Math.max(settings.read().idleLockSeconds, ceremony ? CEREMONY_IDLE_SECONDS : 0),
    lock,
    every(milliseconds, look) {
      const timer = setInterval(look, milliseconds);
      return () => clearInterval(timer);
    },
  });
  endOrderly(async () => {
    await closeStation(guard);
    practiceNodes.killAll();
  });
  process.on('uncaughtException', (error) => {
    logLine(describeError(error));
    killKeys();
    practiceNodes.killAll();
    app.exit(1);
  });

  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        packaged,
        lockNow: lock,
        openHelp: () => openExternal(documentation),
      }),
    ),
  );
  const openWindow = () => {
    window = openConsoleWindow({
      packaged,
      preload: path.join(out, 'preload', 'index.cjs'),
      icon: path.join(out, 'renderer', 'icon.png'),
      settings,
      onPageLost: lock,
    });
    window.on('closed', () => {
      window = null;
    });
  };
  app.on('second-instance', () => {
    // What the second start asked for is not heeded: it only brings the first to the front.
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // A treasury that opens quickly is there in the first picture; a slow one does not keep the window waiting.
  const opening = openAtStart(treasuryToOpen(packaged, process.env));
  void Promise.race([opening, guard.sleep(2000)]).finally(openWindow);
  void guard.sleep(REST_MS).then(async () => {
    const estimate = await estimateScryptMs(VAULT_WORK_FACTOR, () => performance.now());
    if (estimate.ok) keyMs = estimate.value;
    notify(['app']);
  });

  async function openAtStart(folder: string | null): Promise<void> {
    if (folder === null) return;
    const opened = await handlers['treasury.open']({ folder }, mainItself);
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
