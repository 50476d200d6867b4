import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, Menu, nativeTheme, protocol, session } from 'electron';
import { appVerbs } from '../contract/app.ts';
import type { Register } from '../contract/serve.ts';
import { ok } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { withoutTreasury } from '../stations/without-treasury.ts';
import { listAppFiles } from './app-files.ts';
import { buildCommit } from './build-commit.ts';
import { CameraGate } from './camera-gate.ts';
import { canProtectContent } from './content-protection.ts';
import { documentationPage } from './external-link.ts';
import { FirstPicture } from './first-picture.ts';
import { logLine } from './log-line.ts';
import { menuTemplate } from './menu.ts';
import { openExternal } from './open-external.ts';
import { appOrigin, appScheme } from './origin.ts';
import { denyEverything } from './permissions.ts';
import { answerAppRequest } from './protocol.ts';
import { pushChange, takeCalls } from './raw-ipc.ts';
import type { Runtime } from './runtime.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { openSettingsFile, type WriteSettings } from './settings-file.ts';
import { isTrustedCaller } from './trusted-caller.ts';
import { openConsoleWindow } from './window.ts';

/** What the console finds when it is put together: its window is open and waits for answers. */
export interface FirstWindow {
  /** The folder of the bundles. */
  readonly out: string;
  /** Null when it is closed. */
  readonly window: () => BrowserWindow | null;
  /** Closed; it closes again whenever the page is lost. */
  readonly camera: CameraGate;
  readonly settings: SettingsStore;
  /** Has changes of the settings written from now on. */
  readonly writeSettingsWith: (write: WriteSettings) => void;
  /** Calls of the page wait until their channel is registered; what needs no treasury is answered already. */
  readonly register: Register;
  /** Resolves a moment after the first picture stands, or when the page asks for more than that needs. */
  readonly shown: Promise<void>;
  /** Has `lock` called when the page is lost or the menu asks for it; until then there is nothing to lock. */
  lockWith(lock: (rule: 'lock-page-lost' | 'lock-unnamed') => void): void;
}

/** Chromium's `net::ERR_FAILED`: a file of the program cannot be read. */
const FAILED = -2;

/** Whether a page may ask for this URL; its developer tools may ask for their own parts where they exist at all. */
const isOwnUrl = (packaged: boolean) => (url: string) =>
  url.startsWith(`${appOrigin}/`) || (!packaged && url.startsWith('devtools://'));

/**
 * Opens the window, with every guard around its page, before the console is put together: while the page starts in its own
 * process, main has time for the rest.
 * @param out the folder of the bundles
 * @param awaited a treasury is opened at once, and the first picture has it
 */
export function openFirstWindow(
  runtime: Runtime,
  { out, awaited }: { readonly out: string; readonly awaited: boolean },
): FirstWindow {
  const packaged = app.isPackaged;
  const camera = new CameraGate();
  denyEverything(session.defaultSession, { allowedUrl: isOwnUrl(packaged), camera });
  const files = listAppFiles(path.join(out, 'renderer'));
  const picture = new FirstPicture();
  protocol.registerBufferProtocol(appScheme, (request, respond) => {
    picture.read(request.url);
    answerAppRequest({ files, readFile }, request).then(respond, () => respond({ error: FAILED }));
  });

  const file = openSettingsFile(app.getPath('userData'), logLine);
  const settings = createSettingsStore(file, ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  nativeTheme.themeSource = settings.read().theme;
  const program = {
    version: app.getVersion(),
    build: buildCommit,
    runtime,
    canProtectContent: canProtectContent(process.platform),
    keyMs: () => null,
    settings,
  };
  const register = takeCalls((channel, caller, input) => {
    const isFirst = !awaited && channel === 'app.read' && isTrustedCaller(caller);
    if (isFirst && parseWith(appVerbs[channel].input, input).ok) {
      picture.answered();
      return ok(withoutTreasury(program));
    }
    picture.askedForMore();
    return null;
  });

  let lock: Parameters<FirstWindow['lockWith']>[0] = () => {};
  let window: BrowserWindow | null = null;
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
  window = openConsoleWindow({
    packaged,
    preload: path.join(out, 'preload', 'index.cjs'),
    icon: path.join(out, 'renderer', 'icon.png'),
    settings,
    onPageLost() {
      camera.close();
      lock('lock-page-lost');
    },
  });
  window.once('show', () => picture.onScreen());
  window.on('closed', () => {
    window = null;
  });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    // What the second start asked for is ignored: it only shows the window of the first.
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  return {
    out,
    window: () => window,
    camera,
    settings,
    writeSettingsWith: file.writeWith,
    register,
    shown: picture.stands,
    lockWith(next) {
      lock = next;
    },
  };
}
